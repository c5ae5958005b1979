import { z } from 'zod'
import { Id } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

/** How long somebody was heard, ms, as the media nodes counted it. A class is its room and its assistant together. */
export const LessonTalk = z.object({
  lecturerMs: z.int().nonnegative(),
  classes: z.array(z.object({ legId: Id, spokenMs: z.int().nonnegative() })),
})
export type LessonTalk = z.infer<typeof LessonTalk>

export const getLessonTalk = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/talk',
  tag: 'lessons',
  summary: 'Who spoke how long, counted by the media nodes',
  access: 'person',
  params: z.object({ id: Id }),
  response: LessonTalk,
  errors: ['not_found', 'auth.forbidden'],
})
