import { z } from 'zod'
import { Id } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

/** How long somebody was heard, ms, as the media nodes counted it. A class is its room and its assistant together. */
export const LessonTalk = z.object({
  lecturerMs: z.int().nonnegative(),
  classes: z.array(z.object({ legId: Id, spokenMs: z.int().nonnegative() })),
  /** How long the lesson was taught in which mode, ms, by its log. */
  teachingMs: z.object({
    lecture: z.int().nonnegative(),
    interaction: z.int().nonnegative(),
    discussion: z.int().nonnegative(),
  }),
})
export type LessonTalk = z.infer<typeof LessonTalk>

export const getLessonTalk = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/talk',
  tag: 'lessons',
  summary: 'Who spoke how long, counted by the media nodes, and how long the lesson was in which mode',
  access: 'person',
  params: z.object({ id: Id }),
  response: LessonTalk,
  errors: ['not_found', 'auth.forbidden'],
})
