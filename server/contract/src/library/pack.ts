import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { Id, Label, Millis, Sha256 } from '../primitives.ts'
import { FileRole, Licence, ResourceType } from './taxonomy.ts'

export const PACK_FORMAT = 'tongke-pack/1'

/** A pack fits on a small stick and, held by a browser, on the disk of an old classroom PC. */
export const PACK_LIMITS = { resources: 60, bytes: 2_000_000_000, perPerson: 30 } as const

/** Inside a pack, relative to its manifest: a numbered folder for each resource, so that no path can climb or surprise. */
const PackPath = z.string().regex(/^\d{2}\/\d{1,2}-[a-z0-9-]{1,30}\.(mp4|m4a|jpg|webp|pdf|txt|vtt)$/)

export const PackFile = z.object({
  path: PackPath,
  mediaType: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sha256,
})
export type PackFile = z.infer<typeof PackFile>

export const PackPartKind = z.enum(['video', 'audio', 'pages', 'image', 'text'])
export type PackPartKind = z.infer<typeof PackPartKind>

/** One file of a resource as it is shown without a server. */
export const PackPart = z.object({
  kind: PackPartKind,
  role: FileRole,
  /** As its author named it. */
  name: z.string(),
  durationMs: z.int().nullable(),
  /** The pages in order; one file of everything else. */
  shows: z.array(PackPath).min(1),
  poster: PackPath.nullable(),
  /** The same for the printer. */
  print: PackPath.nullable(),
  subtitles: z.array(z.object({ language: z.string(), label: z.string(), path: PackPath })),
})
export type PackPart = z.infer<typeof PackPart>

export const PackResource = z.object({
  id: Id,
  title: z.string(),
  type: ResourceType,
  subject: Subject,
  gradeFrom: Grade,
  gradeTo: Grade,
  licence: Licence,
  authorName: z.string(),
  orgName: z.string(),
  parts: z.array(PackPart).min(1),
})
export type PackResource = z.infer<typeof PackResource>

export const pathsOf = ({ shows, poster, print, subtitles }: PackPart): string[] => [
  ...shows,
  ...(poster ? [poster] : []),
  ...(print ? [print] : []),
  ...subtitles.map(({ path }) => path),
]

/** What is in a pack, by name, size and SHA-256. It is signed as the text it is written in. */
export const PackManifest = z
  .object({
    format: z.literal(PACK_FORMAT),
    id: Id,
    version: z.int().positive(),
    name: Label(60),
    orgName: z.string(),
    createdAt: Millis,
    /** Which key signed it. */
    keyId: z.string(),
    resources: z.array(PackResource).min(1).max(PACK_LIMITS.resources),
    files: z.array(PackFile).min(1),
  })
  .superRefine(({ resources, files }, context) => {
    const listed = new Set(files.map(({ path }) => path))
    const wanted = resources.flatMap(({ parts }) => parts.flatMap(pathsOf))
    if (listed.size !== files.length || !wanted.every((path) => listed.has(path)))
      context.addIssue({ code: 'custom', path: ['files'], message: 'is not what the resources are made of' })
  })
export type PackManifest = z.infer<typeof PackManifest>

/** A manifest as it travels. `signature`: Ed25519 over the bytes of `manifest`, base64url. */
export const SignedManifest = z.object({
  manifest: z.string().max(5_000_000),
  signature: z.string().regex(/^[\w-]{86}$/),
})
export type SignedManifest = z.infer<typeof SignedManifest>

/**
 * Why a resource cannot be in a pack: it is not online (any more), its licence keeps it here, it is for its own school
 * alone, there is nothing in it that plays without a server, or a file of it is still worked on.
 */
export const PackFlaw = z.enum(['offline', 'licence', 'scope', 'nothing', 'unready'])
export type PackFlaw = z.infer<typeof PackFlaw>
