import { z } from 'zod'
import { BOARD_EVENTS } from '../lesson/board.ts'
import { LessonStatus } from '../lesson/terms.ts'
import { RecordingPhase } from '../lesson/recording.ts'
import { Id, Millis } from '../primitives.ts'
import { ShownKey } from '../recordings/replay.ts'
import { RecordedAudioCodec, RecordedIdentity, RecordedSource, RecordedVideoCodec } from '../recording.ts'
import { endpoint } from './endpoint.ts'

const tag = 'lessons'
const byId = z.object({ id: Id })

/** So far behind the room whoever only watches is, ms: a piece has to be whole, brought and fetched before. */
export const AUDIENCE_DELAY_MS = 12_000
/** Ask for news so often, ms. */
export const AUDIENCE_POLL_MS = 2_000

export const AudiencePiece = z.object({
  number: z.int().positive(),
  at: Millis,
  durationMs: z.int().positive(),
  headerBytes: z.int().positive(),
  bytes: z.int().positive(),
})
export type AudiencePiece = z.infer<typeof AudiencePiece>

export const AudienceStream = z.object({
  id: Id,
  identity: RecordedIdentity,
  /** Of the class or the lecturer, for people. */
  name: z.string(),
  source: RecordedSource,
  videoCodec: RecordedVideoCodec.nullable(),
  audioCodec: RecordedAudioCodec.nullable(),
  startedAt: Millis,
  pieces: z.array(AudiencePiece),
})
export type AudienceStream = z.infer<typeof AudienceStream>

/** What everybody looks at from `at` on; null: the lecturer. `image` is an address on this server. */
export const AudiencePage = z.object({ at: Millis, key: ShownKey.nullable(), image: z.string().nullable() })
export type AudiencePage = z.infer<typeof AudiencePage>

/** A lesson as whoever only watches it has it: some seconds late, and nobody in the room notices. */
export const AudienceView = z.object({
  lessonId: Id,
  title: z.string(),
  lecturerName: z.string(),
  orgName: z.string(),
  status: LessonStatus,
  recording: RecordingPhase,
  startedAt: Millis.nullable(),
  now: Millis,
  page: z.int().nullable(),
  /** Name of the class on stage. */
  stage: z.string().nullable(),
  /** Somebody of another school: sees the lecturer, not the classes. */
  isOutsider: z.boolean(),
  /** Pages turned in the last minute and the one before, oldest first. */
  pages: z.array(AudiencePage),
  /** Of the newest stroke or erasure, 0 for none: whoever has less asks for the ink. */
  inkRevision: z.int(),
  /** Pieces of the last minute, oldest first. */
  streams: z.array(AudienceStream),
})
export type AudienceView = z.infer<typeof AudienceView>

export const watchLesson = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/audience',
  tag,
  summary: 'Watch a lesson that is being given, some seconds late: its state and the newest pieces',
  access: 'any',
  params: byId,
  response: AudienceView,
  errors: ['not_found'],
})
export const getAudiencePiece = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/audience/pieces/:streamId/:number',
  tag,
  summary: 'A piece of a recorded stream, WebM; it never changes',
  access: 'any',
  params: z.object({ id: Id, streamId: Id, number: z.coerce.number().int().min(1).max(100_000) }),
  bytes: true,
  errors: ['not_found', 'request.range'],
})

const [, , , , cleared, drawn, erased] = BOARD_EVENTS
/** Strokes and what became of them, in the order of the log. */
export const AudienceInk = z.object({
  events: z.array(
    z.object({
      revision: z.int().positive(),
      at: Millis,
      body: z.discriminatedUnion('kind', [cleared, drawn, erased]),
    }),
  ),
  /** Ask again after the last of them. */
  more: z.boolean(),
})
export type AudienceInk = z.infer<typeof AudienceInk>

export const getAudienceInk = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/audience/ink',
  tag,
  summary: 'What was written on slides and boards of a lesson that is being given, after a revision',
  access: 'any',
  params: byId,
  query: z.object({ after: z.coerce.number().int().nonnegative().max(2_000_000_000).default(0) }),
  response: AudienceInk,
  errors: ['not_found'],
})
export const getAudiencePage = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/audience/pages/:fileId/:name',
  tag,
  summary: 'The picture of a page that a lesson shows, to whoever may watch it',
  access: 'any',
  params: z.object({ id: Id, fileId: Id, name: z.string().regex(/^[a-z][a-z0-9-]{0,40}\.webp$/) }),
  bytes: true,
  errors: ['not_found'],
})

export const LessonViewer = z.object({
  name: z.string(),
  orgName: z.string(),
  kind: z.enum(['person', 'device']),
  joins: z.int().positive(),
  minutes: z.number().nonnegative(),
  firstAt: Millis,
  lastAt: Millis,
})
export const listViewers = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/viewers',
  tag,
  summary: 'Who watched a lesson while it was given, by the server’s clock; for its own people',
  access: 'person',
  params: byId,
  response: z.object({ items: z.array(LessonViewer) }),
  errors: ['not_found', 'auth.forbidden'],
})
