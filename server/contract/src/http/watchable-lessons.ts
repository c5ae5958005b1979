import { z } from 'zod'
import { Id, Millis } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

export const WatchableLesson = z.object({
  lessonId: Id,
  title: z.string(),
  lecturerName: z.string(),
  orgName: z.string(),
  startedAt: Millis.nullable(),
})
export const listWatchable = endpoint({
  method: 'GET',
  path: '/api/audience/lessons',
  tag: 'lessons',
  summary: 'Lessons that are being given now and that I may watch',
  access: 'any',
  response: z.object({ items: z.array(WatchableLesson) }),
  errors: [],
})
