import type {
  FileKind,
  FileRole,
  PackFlaw,
  PackManifest,
  PackPart,
  PackPartKind,
  PackResource,
  ResourceType,
} from '@tongke/contract'
import { PACK_FORMAT } from '@tongke/contract'

/** Something that was made from a file, as it lies in the store. */
export interface Made {
  readonly name: string
  readonly sha256: string
  readonly mediaType: string
  readonly bytes: number
}

/** A file of a published resource with all that can be packed of it. */
export interface SourceFile {
  readonly role: FileRole
  readonly name: string
  readonly kind: FileKind
  readonly blobSha: string
  readonly durationMs: number | null
  /** The work on it is done. */
  readonly isReady: boolean
  readonly renditions: readonly Made[]
  readonly subtitles: readonly { language: string; vtt: string }[]
}

export interface SourceResource {
  readonly facts: Omit<PackResource, 'parts'>
  readonly files: readonly SourceFile[]
}

/** Where the bytes of a planned file come from. `portable`: the 360p video of that source, put together for playing from a disk. */
export type Content =
  | { readonly from: 'blob'; readonly sha256: string; readonly bytes: number }
  | {
      readonly from: 'portable'
      readonly sourceSha: string
      readonly streamSha: string
      readonly bytes: number
    }
  | { readonly from: 'text'; readonly text: string; readonly bytes: number }

export interface PlannedFile {
  readonly path: string
  readonly mediaType: string
  readonly content: Content
}

export interface PlannedResource {
  readonly resource: PackResource
  readonly files: readonly PlannedFile[]
}

/** 350 kbit/s with its sound. */
const VIDEO = 'v360.mp4'
export const PORTABLE = 'portable.mp4'
const SMALLEST_POSTER = ['poster.jpg']
const LABELS: Readonly<Record<string, string>> = { 'zh-CN': '中文', en: 'English' }
const PAGE = /^page-(\d+)\.webp$/

/** What is handed out on paper goes along for the printer; slides are shown only. */
const PRINTED_TYPES: readonly ResourceType[] = ['lesson_plan', 'task_sheet', 'exercise']
const PRINTED_ROLES: readonly FileRole[] = ['lesson_plan', 'task_sheet', 'exercise']

/** The names of renditions a pack can use; those of pages have numbers. */
export const PACKED_RENDITIONS = [
  VIDEO,
  PORTABLE,
  ...SMALLEST_POSTER,
  'audio.m4a',
  'document.pdf',
  'large.webp',
  'text.txt',
]

/** One part while it is being planned: names its files in its folder and remembers them. */
class Folder {
  readonly files: PlannedFile[] = []

  constructor(
    private readonly folder: string,
    private readonly part: number,
  ) {}

  add(name: string, mediaType: string, content: Content): string {
    const path = `${this.folder}/${this.part}-${name}`
    this.files.push({ path, mediaType, content })
    return path
  }

  made(name: string, { sha256, mediaType, bytes }: Made): string {
    return this.add(name, mediaType, { from: 'blob', sha256, bytes })
  }
}

type Shown = Pick<PackPart, 'shows' | 'poster'> & { kind: PackPartKind }

const find = (file: SourceFile, name: string): Made | undefined =>
  file.renditions.find((made) => made.name === name)

function video(file: SourceFile, folder: Folder): Shown | null {
  const stream = find(file, VIDEO)
  if (!stream) return null
  const { sha256: streamSha, bytes } = stream
  const portable = find(file, PORTABLE)
  const path = portable
    ? folder.made('video.mp4', portable)
    : folder.add('video.mp4', 'video/mp4', { from: 'portable', sourceSha: file.blobSha, streamSha, bytes })
  const poster = SMALLEST_POSTER.flatMap((name) => find(file, name) ?? [])[0]
  return { kind: 'video', shows: [path], poster: poster ? folder.made('poster.jpg', poster) : null }
}

function pages(file: SourceFile, folder: Folder): Shown | null {
  const numbered = file.renditions
    .flatMap((made) => {
      const number = PAGE.exec(made.name)?.[1]
      return number ? [{ number: Number(number), made }] : []
    })
    .sort((a, b) => a.number - b.number)
  if (numbered.length === 0) return null
  return {
    kind: 'pages',
    shows: numbered.map(({ number, made }) => folder.made(`page-${number}.webp`, made)),
    poster: null,
  }
}

const single =
  (kind: PackPartKind, rendition: string, name: string) =>
  (file: SourceFile, folder: Folder): Shown | null => {
    const made = find(file, rendition)
    return made ? { kind, shows: [folder.made(name, made)], poster: null } : null
  }

const PARTS: Partial<Record<FileKind, (file: SourceFile, folder: Folder) => Shown | null>> = {
  video,
  audio: single('audio', 'audio.m4a', 'audio.m4a'),
  document: pages,
  image: single('image', 'large.webp', 'image.webp'),
  text: single('text', 'text.txt', 'text.txt'),
}

function planPart(file: SourceFile, type: ResourceType, folder: Folder): PackPart | null {
  const shown = PARTS[file.kind]?.(file, folder)
  if (!shown) return null
  const printed = PRINTED_ROLES.includes(file.role) || (file.role === 'main' && PRINTED_TYPES.includes(type))
  const pdf = printed ? find(file, 'document.pdf') : undefined
  return {
    ...shown,
    role: file.role,
    name: file.name,
    durationMs: file.durationMs,
    print: pdf ? folder.made('print.pdf', pdf) : null,
    subtitles: file.subtitles.map(({ language, vtt }) => ({
      language,
      label: LABELS[language] ?? language,
      path: folder.add(`${language.toLowerCase()}.vtt`, 'text/vtt', {
        from: 'text',
        text: vtt,
        bytes: Buffer.byteLength(vtt),
      }),
    })),
  }
}

/**
 * What of a resource goes into a pack: the smallest video, its pages, sound and pictures, and paper to be printed.
 * @param position of the resource in the pack, from 0
 */
export function planResource(
  { facts, files }: SourceResource,
  position: number,
): PlannedResource | Extract<PackFlaw, 'nothing' | 'unready'> {
  const packed = files.filter(({ kind, role }) => role !== 'licence' && PARTS[kind] !== undefined)
  if (packed.some(({ isReady }) => !isReady)) return 'unready'
  const planned: PlannedFile[] = []
  const parts = packed.flatMap((file, index) => {
    const folder = new Folder(String(position + 1).padStart(2, '0'), index + 1)
    const part = planPart(file, facts.type, folder)
    if (part) planned.push(...folder.files)
    return part ?? []
  })
  return parts.length > 0 ? { resource: { ...facts, parts }, files: planned } : 'nothing'
}

export const bytesOf = ({ files }: PlannedResource): number =>
  files.reduce((sum, { content }) => sum + content.bytes, 0)

type Head = Pick<PackManifest, 'id' | 'version' | 'name' | 'orgName' | 'createdAt' | 'keyId'>

/** The text that is signed: whoever checks it reads exactly these bytes. */
export const manifestText = (
  head: Head,
  resources: PackManifest['resources'],
  files: PackManifest['files'],
): string => JSON.stringify({ format: PACK_FORMAT, ...head, resources, files } satisfies PackManifest)
