import { z } from 'zod'
import { Grade, Stage, Subject } from '../../codes.ts'
import { ProcessingStep, TechnicalFinding } from '../../library/findings.ts'
import { PublishScope, ResourceStanding, ReviewRecord, VersionState } from '../../library/review.ts'
import { Audience, ExerciseForm, FileKind, FileRole, Licence, ResourceType } from '../../library/taxonomy.ts'
import { DateOnly, Id, Label, Millis, PageQuery, pageOf } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'library'
const byId = z.object({ id: Id })

/** Metadata of one version; domain §3.5 (Dublin Core and LOM names in brackets there). */
export const ResourceMetadata = z.object({
  title: Label(80),
  description: z.string().trim().max(2000).default(''),
  keywords: z.array(Label(20)).max(10).default([]),
  language: z.enum(['zh-CN', 'en', 'ja', 'ru']).default('zh-CN'),
  subject: Subject,
  gradeFrom: Grade,
  gradeTo: Grade,
  /** Nodes of the curriculum tree, at most five; an 优课 hangs on exactly one. */
  nodeIds: z.array(Id).max(5).default([]),
  audience: Audience.default('class'),
  typicalMinutes: z.int().min(1).max(600).nullable().default(null),
  difficulty: z.int().min(1).max(5).nullable().default(null),
  topics: z.array(Label(20)).max(10).default([]),
  licence: Licence,
  /** Who holds the rights, when it is not the author. */
  rightsOwner: z.string().trim().max(100).default(''),
  /** Last day of a third party's licence. */
  licenceUntil: DateOnly.nullable().default(null),
  /** Address of a resource that is only linked to. */
  link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  minorsVisible: z.boolean().default(false),
  /** Of exercises only. */
  exerciseForm: ExerciseForm.nullable().default(null),
})
export type ResourceMetadata = z.infer<typeof ResourceMetadata>

export const ProcessingState = z.enum(['NONE', 'QUEUED', 'RUNNING', 'READY', 'FAILED', 'CANCELLED'])
export type ProcessingState = z.infer<typeof ProcessingState>

/** Progress of the work on one file. `playable`: the first rendition is there already. */
export const Processing = z.object({
  state: ProcessingState,
  step: ProcessingStep.nullable(),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  playable: z.boolean(),
  findings: z.array(TechnicalFinding),
})
export type Processing = z.infer<typeof Processing>

export const ResourceFile = z.object({
  id: Id,
  role: FileRole,
  name: z.string(),
  kind: FileKind,
  mimeType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  durationMs: z.int().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  pages: z.int().nullable(),
  /** Names of what can be fetched by `rendition`, e.g. `master.m3u8`, `poster.jpg`, `page-1.webp`. */
  renditions: z.array(z.string()),
  processing: Processing,
})
export type ResourceFile = z.infer<typeof ResourceFile>

export const ResourceVersion = z.object({
  id: Id,
  number: z.int(),
  state: VersionState,
  /** Whom it was last offered to; of a draft that was never submitted it means nothing yet. */
  scope: PublishScope,
  metadata: ResourceMetadata,
  files: z.array(ResourceFile),
  createdAt: Millis,
  updatedAt: Millis,
  /** Counts changes; whoever saves names the one they read. */
  revision: z.int(),
})
export type ResourceVersion = z.infer<typeof ResourceVersion>

/** Where it was made from: a lesson, a recording, another resource, a session of joint research. */
export const Lineage = z.object({
  kind: z.enum(['lesson', 'recording', 'resource', 'research']),
  id: Id,
  title: z.string(),
})

export const ResourceCard = z.object({
  id: Id,
  type: ResourceType,
  title: z.string(),
  description: z.string(),
  stage: Stage,
  subject: Subject,
  gradeFrom: Grade,
  gradeTo: Grade,
  /** First node, spelled out from volume to lesson. */
  nodePath: z.array(z.string()),
  editionName: z.string().nullable(),
  authorName: z.string(),
  orgName: z.string(),
  licence: Licence,
  durationMs: z.int().nullable(),
  pages: z.int().nullable(),
  sizeBytes: z.int(),
  /** File and name of the picture on the card; null: the page draws one by type and subject. */
  poster: z.object({ fileId: Id, name: z.string() }).nullable(),
  standing: ResourceStanding,
  publishedAt: Millis.nullable(),
  views: z.int(),
  /** Mean of 1 to 5, null below three ratings. */
  rating: z.number().nullable(),
})
export type ResourceCard = z.infer<typeof ResourceCard>

export const ResourceDetail = z.object({
  card: ResourceCard,
  standing: ResourceStanding,
  /** The published version, or the newest one for those who may see drafts. */
  version: ResourceVersion,
  /** A newer version than the published one, for those who may see it. */
  draft: ResourceVersion.nullable(),
  lineage: z.array(Lineage),
  /** For the author, reviewers and the bureau. What one city reviewer thinks stays hidden until the review is over. */
  reviews: z.array(ReviewRecord),
  /** Why it was taken down or went offline: somebody's words, or `licence.expired`. */
  reason: z.string().nullable(),
  can: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    withdraw: z.boolean(),
    review: z.boolean(),
    takeDown: z.boolean(),
    explain: z.boolean(),
    takeOffline: z.boolean(),
    restore: z.boolean(),
    archive: z.boolean(),
    download: z.boolean(),
  }),
})
export type ResourceDetail = z.infer<typeof ResourceDetail>

export const createResource = endpoint({
  method: 'POST',
  path: '/api/resources',
  tag,
  summary: 'Begin a resource as a draft of my school',
  access: 'person',
  body: z.object({
    type: ResourceType,
    orgId: Id,
    metadata: ResourceMetadata,
    lineage: z
      .array(z.object({ kind: Lineage.shape.kind, id: Id }))
      .max(5)
      .default([]),
  }),
  response: ResourceDetail,
  errors: ['auth.forbidden', 'not_found', 'resource.metadata', 'resource.written_homework', 'node.unknown'],
})
export const getResource = endpoint({
  method: 'GET',
  path: '/api/resources/:id',
  tag,
  summary: 'One resource with what I may do with it',
  access: 'any',
  params: byId,
  response: ResourceDetail,
  errors: ['not_found'],
})
export const listMyResources = endpoint({
  method: 'GET',
  path: '/api/resources/mine',
  tag,
  summary: 'What I made, newest change first, with the state of the newest version',
  access: 'person',
  query: PageQuery.extend({ state: VersionState.optional(), standing: ResourceStanding.optional() }),
  response: pageOf(
    z.object({ card: ResourceCard, newest: VersionState, number: z.int(), updatedAt: Millis }),
  ),
  errors: [],
})
export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/resources/:id/draft',
  tag,
  summary: 'Save the metadata of the draft; without one a new version begins from the published one',
  access: 'person',
  params: byId,
  body: z.object({ metadata: ResourceMetadata, revision: z.int().nullable() }),
  response: ResourceDetail,
  errors: [
    'auth.forbidden',
    'not_found',
    'conflict.changed',
    'resource.state',
    'resource.metadata',
    'resource.written_homework',
    'node.unknown',
  ],
})
export const addFile = endpoint({
  method: 'POST',
  path: '/api/resources/:id/draft/files',
  tag,
  summary: 'Put a finished upload into the draft; a file with the same role replaces the main one',
  access: 'person',
  params: byId,
  body: z.object({ uploadId: Id, role: FileRole, name: Label(120) }),
  response: ResourceDetail,
  errors: [
    'auth.forbidden',
    'not_found',
    'resource.state',
    'upload.unknown',
    'upload.unfinished',
    'file.not_allowed',
  ],
})
export const removeFile = endpoint({
  method: 'DELETE',
  path: '/api/resources/:id/draft/files/:fileId',
  tag,
  summary: 'Take a file out of the draft',
  access: 'person',
  params: z.object({ id: Id, fileId: Id }),
  response: ResourceDetail,
  errors: ['auth.forbidden', 'not_found', 'resource.state'],
})
export const discardDraft = endpoint({
  method: 'DELETE',
  path: '/api/resources/:id/draft',
  tag,
  summary: 'Throw the draft away; a resource that was never published goes with it',
  access: 'person',
  params: byId,
  errors: ['auth.forbidden', 'not_found', 'resource.state'],
})
