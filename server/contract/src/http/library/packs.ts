import { z } from 'zod'
import { PACK_LIMITS, PackFlaw, SignedManifest } from '../../library/pack.ts'
import { Id, Label, Millis, Sha256 } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'
import { ResourceCard } from './resources.ts'

const tag = 'packs'
const byId = z.object({ id: Id })

export const PackState = z.enum(['QUEUED', 'BUILDING', 'READY', 'FAILED'])
export type PackState = z.infer<typeof PackState>

export const PackProblem = z.enum(['contents', 'lost', 'fault'])
export type PackProblem = z.infer<typeof PackProblem>

export const Pack = z.object({
  id: Id,
  name: z.string(),
  orgId: Id,
  orgName: z.string(),
  ownerName: z.string(),
  /** Open to the schools below as well. */
  forBelow: z.boolean(),
  /** Counts changes of what is in it. */
  version: z.int(),
  state: PackState,
  /** Of the building, 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Why building failed: something in it may no longer be given away, a content is lost, or a fault of the portal. */
  problem: PackProblem.nullable(),
  resources: z.int(),
  /** Of the contents; 0 before it is ready. */
  bytes: z.int(),
  /** Of the archive for a stick. */
  archiveBytes: z.int().nullable(),
  changedAt: Millis,
  /** What may no longer be given away: until it is taken out nothing of the pack is. */
  withdrawn: z.array(z.object({ id: Id, title: z.string(), flaw: PackFlaw })),
  /** A resource has a newer version than the pack. */
  isOutdated: z.boolean(),
  can: z.object({ change: z.boolean() }),
})
export type Pack = z.infer<typeof Pack>

export const PackInput = z.object({
  name: Label(60),
  orgId: Id,
  forBelow: z.boolean().default(false),
  resourceIds: z.array(Id).min(1).max(PACK_LIMITS.resources),
})
export type PackInput = z.infer<typeof PackInput>

export const listPacks = endpoint({
  method: 'GET',
  path: '/api/packs',
  tag,
  summary: 'Packs of my school and those that schools above it made for us, newest first',
  access: 'any',
  response: z.object({ items: z.array(Pack) }),
  errors: [],
})
export const getPackKey = endpoint({
  method: 'GET',
  path: '/api/packs/key',
  tag,
  summary: 'The public key (Ed25519, base64url) that manifests of this portal are checked with',
  access: 'any',
  response: z.object({ keyId: z.string(), publicKey: z.string() }),
  errors: [],
})
export const estimatePack = endpoint({
  method: 'POST',
  path: '/api/packs/estimate',
  tag,
  summary: 'How large each resource would be in a pack, or why it cannot be in one',
  access: 'person',
  body: PackInput.pick({ orgId: true, forBelow: true, resourceIds: true }),
  response: z.object({
    items: z.array(z.object({ id: Id, bytes: z.int(), flaw: PackFlaw.nullable() })),
  }),
  errors: ['auth.forbidden'],
})
export const createPack = endpoint({
  method: 'POST',
  path: '/api/packs',
  tag,
  summary: 'Make a pack of published resources; it is built in the background',
  access: 'person',
  body: PackInput,
  response: Pack,
  errors: ['auth.forbidden', 'pack.not_allowed', 'pack.too_large', 'pack.limit', 'upload.no_space'],
})
export const getPack = endpoint({
  method: 'GET',
  path: '/api/packs/:id',
  tag,
  summary: 'A pack with the resources in it that I may see, in order',
  access: 'any',
  params: byId,
  response: z.object({ pack: Pack, items: z.array(ResourceCard) }),
  errors: ['not_found'],
})
export const changePack = endpoint({
  method: 'PUT',
  path: '/api/packs/:id',
  tag,
  summary: 'Change a pack and build it anew, from the versions that are published now',
  access: 'person',
  params: byId,
  body: PackInput.omit({ orgId: true }).extend({ version: z.int() }),
  response: Pack,
  errors: [
    'not_found',
    'auth.forbidden',
    'conflict.changed',
    'pack.not_allowed',
    'pack.too_large',
    'upload.no_space',
  ],
})
export const removePack = endpoint({
  method: 'DELETE',
  path: '/api/packs/:id',
  tag,
  summary: 'Remove a pack; the resources stay',
  access: 'person',
  params: byId,
  errors: ['not_found', 'auth.forbidden'],
})
export const getPackManifest = endpoint({
  method: 'GET',
  path: '/api/packs/:id/manifest',
  tag,
  summary: 'The signed list of what is in a pack',
  access: 'any',
  params: byId,
  response: SignedManifest,
  errors: ['not_found', 'pack.not_ready', 'pack.withdrawn'],
})
export const getPackFile = endpoint({
  method: 'GET',
  path: '/api/packs/:id/files/:sha256',
  tag,
  summary: 'One file of a pack by its hash. Ranges are answered',
  access: 'any',
  params: byId.extend({ sha256: Sha256 }),
  bytes: true,
  errors: ['not_found', 'pack.not_ready', 'pack.withdrawn'],
})
export const getPackArchive = endpoint({
  method: 'GET',
  path: '/api/packs/:id/archive',
  tag,
  summary: 'The whole pack as a ZIP for a stick, with a page that plays it. Ranges are answered',
  access: 'any',
  params: byId,
  bytes: true,
  errors: ['not_found', 'pack.not_ready', 'pack.withdrawn'],
})
