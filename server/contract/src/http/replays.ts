import { z } from 'zod'
import { Id, Label, Millis, PageQuery, pageOf } from '../primitives.ts'
import { RecordingScope } from '../recording.ts'
import { Replay, ReplayTime } from '../recordings/replay.ts'
import { endpoint } from './endpoint.ts'

const tag = 'recordings'
const byId = z.object({ id: Id })

export const getReplay = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/replay',
  tag,
  summary: 'All that a page needs to play a recorded lesson; counts as one look at it',
  access: 'any',
  params: byId,
  response: Replay,
  errors: ['not_found', 'recording.none', 'recording.state', 'recording.deleted'],
})
export const getReplayPiece = endpoint({
  method: 'GET',
  path: '/api/recordings/:id/streams/:streamId/pieces/:number',
  tag,
  summary: 'One piece of a stream (WebM, at most 10 s), to whoever opened the replay. Ranges are answered',
  access: 'any',
  params: z.object({ id: Id, streamId: Id, number: z.coerce.number().int().min(0).max(1_000_000) }),
  query: z.object({ view: Id }),
  bytes: true,
  errors: ['not_found', 'recording.deleted'],
})

export const getReplayPage = endpoint({
  method: 'GET',
  path: '/api/recordings/:id/pages/:fileId/:name',
  tag,
  summary: 'The picture of a page that the lesson showed, to whoever may see the replay',
  access: 'any',
  params: z.object({ id: Id, fileId: Id, name: z.string().regex(/^[a-z][a-z0-9-]{0,40}\.webp$/) }),
  bytes: true,
  errors: ['not_found', 'recording.deleted'],
})

/** One look at a recording. */
export const RecordingView = z.object({
  id: Id,
  viewerName: z.string(),
  viewerOrgName: z.string(),
  isDevice: z.boolean(),
  openedAt: Millis,
  lastAt: Millis,
  /** Of the recording, counted by what was sent. */
  watchedMs: z.int(),
  /** The film was taken away, as a file. */
  downloaded: z.boolean(),
})
export type RecordingView = z.infer<typeof RecordingView>

export const listRecordingViews = endpoint({
  method: 'GET',
  path: '/api/recordings/:id/views',
  tag,
  summary: 'Who looked at a recording or took its film away, newest first',
  access: 'person',
  params: byId,
  query: PageQuery.omit({ search: true }),
  response: pageOf(RecordingView),
  errors: ['not_found', 'auth.forbidden'],
})

export const shareRecording = endpoint({
  method: 'PUT',
  path: '/api/recordings/:id/scope',
  tag,
  summary: 'Say whom a recording is for; wider than the schools of the lesson only after its review',
  access: 'person',
  params: byId,
  body: z.object({ scope: RecordingScope }),
  errors: ['not_found', 'auth.forbidden', 'recording.state', 'recording.unreviewed', 'recording.consent'],
})
export const holdRecording = endpoint({
  method: 'PUT',
  path: '/api/recordings/:id/hold',
  tag,
  summary: 'Keep a recording from being deleted while a supervision needs it, or let it go again',
  access: 'person',
  params: byId,
  body: z.object({ hold: z.boolean(), reason: Label(200) }),
  errors: ['not_found', 'auth.forbidden', 'recording.state'],
})
export const allowRecordingDownload = endpoint({
  method: 'PUT',
  path: '/api/recordings/:id/downloads',
  tag,
  summary: 'Let the film of a recording be downloaded by those who may see it, or forbid it again',
  access: 'person',
  params: byId,
  body: z.object({ allowed: z.boolean(), reason: Label(200) }),
  errors: ['not_found', 'auth.forbidden', 'recording.state'],
})
export const deleteRecording = endpoint({
  method: 'DELETE',
  path: '/api/recordings/:id',
  tag,
  summary: 'Delete a recording for good, before its time',
  access: 'person',
  params: byId,
  errors: ['not_found', 'auth.forbidden', 'recording.held'],
})
export const getRecordingFilm = endpoint({
  method: 'GET',
  path: '/api/recordings/:id/film',
  tag,
  summary: 'The film of a recording (MP4) as an attachment, where it may be downloaded. Ranges are answered',
  access: 'person',
  params: byId,
  bytes: true,
  errors: ['not_found', 'recording.download', 'recording.not_ready', 'recording.deleted'],
})

/** 课堂实录 (all of it) or 微课 (a part), on their way into the library. */
export const ClipType = z.enum(['recording', 'micro_lesson'])
export type ClipType = z.infer<typeof ClipType>

export const ClipState = z.enum(['QUEUED', 'RUNNING', 'READY', 'FAILED'])

export const RecordingClip = z.object({
  id: Id,
  type: ClipType,
  title: z.string(),
  fromMs: ReplayTime,
  toMs: ReplayTime,
  state: ClipState,
  progress: z.number().min(0).max(1),
  /** The draft in the library, once it is there. */
  resourceId: Id.nullable(),
  createdAt: Millis,
})
export type RecordingClip = z.infer<typeof RecordingClip>

export const createClip = endpoint({
  method: 'POST',
  path: '/api/recordings/:id/clips',
  tag,
  summary:
    'Make a draft of the library from a recording, or from a part of it that begins and ends at turns of the page',
  access: 'person',
  params: byId,
  body: z.object({
    type: ClipType,
    title: Label(80),
    orgId: Id,
    /** Absent: all of it. */
    part: z.object({ fromMs: ReplayTime, toMs: ReplayTime }).optional(),
  }),
  response: RecordingClip,
  errors: ['not_found', 'auth.forbidden', 'recording.state', 'recording.part'],
})
export const listClips = endpoint({
  method: 'GET',
  path: '/api/recordings/:id/clips',
  tag,
  summary: 'What was made from a recording by me, newest first',
  access: 'person',
  params: byId,
  response: z.object({ items: z.array(RecordingClip) }),
  errors: ['not_found'],
})
