import { z } from 'zod'
import { Id, Label, Millis } from '../../primitives.ts'
import { SessionCounting } from '../../research/counting.ts'
import { SessionDetail } from '../../research/session.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'research'
const byId = z.object({ id: Id })
const refusals = ['auth.forbidden', 'not_found', 'research.state'] as const

export const getSessionCounting = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/counting',
  tag,
  summary: 'Whether the session counts as joint research and why; provisional until it is decided',
  access: 'person',
  params: byId,
  response: z.object({ counting: SessionCounting, decidedAt: Millis.nullable() }),
  errors: ['not_found'],
})

export const SessionReflection = z.object({
  personId: Id,
  name: z.string(),
  orgName: z.string(),
  text: z.string(),
  firstAt: Millis,
  updatedAt: Millis,
  /** First written after the day it was due. */
  late: z.boolean(),
})
export type SessionReflection = z.infer<typeof SessionReflection>

export const listReflections = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/reflections',
  tag,
  summary: 'What members wrote after the review, for members, host and bureau',
  access: 'person',
  params: byId,
  response: z.object({ items: z.array(SessionReflection) }),
  errors: ['auth.forbidden', 'not_found'],
})
export const saveReflection = endpoint({
  method: 'PUT',
  path: '/api/research/sessions/:id/reflection',
  tag,
  summary: 'My reflection, from the review on until the session is closed',
  access: 'person',
  params: byId,
  body: z.object({ text: z.string().trim().min(10).max(5000) }),
  response: SessionDetail,
  errors: refusals,
})

export const listSessionLessonChoices = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/lesson-choices',
  tag,
  summary: 'Lessons that members give, newest first, which belong to no session yet',
  access: 'person',
  params: byId,
  query: z.object({ search: z.string().trim().max(50).optional() }),
  response: z.object({
    items: z.array(z.object({ id: Id, title: z.string(), lecturerName: z.string(), plannedStart: Millis })),
  }),
  errors: ['auth.forbidden', 'not_found'],
})
export const linkSessionLesson = endpoint({
  method: 'PUT',
  path: '/api/research/sessions/:id/lessons/:lessonId',
  tag,
  summary: 'The lesson that is taught in the present round',
  access: 'person',
  params: byId.extend({ lessonId: Id }),
  response: SessionDetail,
  errors: [...refusals, 'research.lesson', 'research.lesson_taken'],
})
export const unlinkSessionLesson = endpoint({
  method: 'DELETE',
  path: '/api/research/sessions/:id/lessons/:lessonId',
  tag,
  summary: 'Take a lesson away again; a live room that has not begun is called off',
  access: 'person',
  params: byId.extend({ lessonId: Id }),
  response: SessionDetail,
  errors: [...refusals, 'lesson.transition'],
})
export const planSessionMeeting = endpoint({
  method: 'POST',
  path: '/api/research/sessions/:id/meetings',
  tag,
  summary: 'Plan a live room for the members, with the agenda as it is',
  access: 'person',
  params: byId,
  body: z.object({
    startsAt: Millis,
    plannedMinutes: z.int().min(20).max(240),
    /** A member. */
    chairId: Id,
    title: Label(80).optional(),
  }),
  response: SessionDetail,
  errors: [...refusals, 'research.chair', 'meeting.people'],
})
