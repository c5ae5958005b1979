import { z } from 'zod'
import { Id, Label, Millis } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'watch'
const byFile = z.object({ id: Id })
const byResource = z.object({ id: Id })
const Seconds = z.number().min(0).max(86_400)

/** Seconds of a video or pages of a document that were really shown. */
export const Watched = z.object({
  fileId: Id,
  positionMs: z.int(),
  watchedMs: z.int(),
  durationMs: z.int().nullable(),
  /** Distinct seconds watched over the duration, 0 to 100, rounded down. */
  percent: z.int().min(0).max(100),
  updatedAt: Millis.nullable(),
})
export type Watched = z.infer<typeof Watched>

export const openPlay = endpoint({
  method: 'POST',
  path: '/api/files/:id/plays',
  tag,
  summary: 'Begin to watch a file; answers where I left off on any device',
  access: 'any',
  params: byFile,
  body: z.object({ inClass: z.boolean().default(false) }),
  response: z.object({ playId: Id, watched: Watched }),
  errors: ['not_found'],
})
export const reportPlay = endpoint({
  method: 'POST',
  path: '/api/plays/:id/reports',
  tag,
  summary:
    'Stretches shown since the last report. No more counts than the server’s own clock allows at the speed that was set, and a report sent twice counts once',
  access: 'any',
  params: z.object({ id: Id }),
  body: z.object({
    sequence: z.int().min(1).max(1_000_000),
    /** Seconds of the file, `from` before `to`. */
    stretches: z.array(z.object({ from: Seconds, to: Seconds })).max(50),
    position: Seconds,
    speed: z.number().min(0.25).max(3),
  }),
  response: Watched,
  errors: ['not_found', 'play.closed'],
})

export const Chapter = z.object({ at: Seconds, title: Label(60) })
export const getTimeline = endpoint({
  method: 'GET',
  path: '/api/files/:id/timeline',
  tag,
  summary: 'Chapters, subtitles and my own notes of a file',
  access: 'any',
  params: byFile,
  response: z.object({
    chapters: z.array(Chapter),
    subtitles: z.array(z.object({ language: z.string(), label: z.string() })),
    notes: z.array(z.object({ id: Id, at: Seconds, text: z.string(), createdAt: Millis })),
    canEdit: z.boolean(),
  }),
  errors: ['not_found'],
})
export const saveChapters = endpoint({
  method: 'PUT',
  path: '/api/files/:id/chapters',
  tag,
  summary: 'The author sets the chapters',
  access: 'person',
  params: byFile,
  body: z.object({ chapters: z.array(Chapter).max(100) }),
  errors: ['not_found', 'auth.forbidden'],
})
export const saveSubtitles = endpoint({
  method: 'PUT',
  path: '/api/files/:id/subtitles/:language',
  tag,
  summary: 'The author sets or replaces subtitles: a WebVTT text',
  access: 'person',
  params: z.object({ id: Id, language: z.enum(['zh-CN', 'en']) }),
  body: z.object({ vtt: z.string().max(200_000) }),
  errors: ['not_found', 'auth.forbidden', 'subtitles.unreadable'],
})
export const getSubtitles = endpoint({
  method: 'GET',
  path: '/api/files/:id/subtitles/:language',
  tag,
  summary: 'Subtitles as WebVTT',
  access: 'any',
  params: z.object({ id: Id, language: z.enum(['zh-CN', 'en']) }),
  bytes: true,
  errors: ['not_found'],
})
export const addNote = endpoint({
  method: 'POST',
  path: '/api/files/:id/notes',
  tag,
  summary: 'A private note at a time',
  access: 'person',
  params: byFile,
  body: z.object({ at: Seconds, text: z.string().trim().min(1).max(1000) }),
  response: z.object({ id: Id }),
  errors: ['not_found'],
})
export const removeNote = endpoint({
  method: 'DELETE',
  path: '/api/notes/:id',
  tag,
  summary: 'Remove one of my notes',
  access: 'person',
  params: byResource,
  errors: ['not_found'],
})
