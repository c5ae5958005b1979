import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { Participant } from '../lesson/participant.ts'
import { LegResult, LessonStatus, LessonType } from '../lesson/terms.ts'
import { Id, Millis, PageQuery, pageOf } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

export const LessonSummary = z.object({
  id: Id,
  status: LessonStatus,
  title: z.string(),
  type: LessonType,
  subject: Subject,
  grade: Grade,
  plannedStart: Millis,
  plannedMinutes: z.int(),
  startedAt: Millis.nullable(),
  endedAt: Millis.nullable(),
  lecturerName: z.string(),
  lectureOrgName: z.string(),
  lectureClassName: z.string(),
  legs: z.array(
    z.object({
      id: Id,
      orgName: z.string(),
      className: z.string(),
      assistantName: z.string().nullable(),
      result: LegResult.nullable(),
    }),
  ),
  /** My part in it, null when I only may read it. */
  me: Participant.nullable(),
})
export type LessonSummary = z.infer<typeof LessonSummary>

export const listLessons = endpoint({
  method: 'GET',
  path: '/api/lessons',
  tag: 'lessons',
  summary: 'Lessons I take part in or may see. A device gets those of its class',
  access: 'any',
  query: PageQuery.extend({
    scope: z.enum(['mine', 'all']).default('mine'),
    when: z.enum(['today', 'coming', 'past', 'any']).default('any'),
    from: z.coerce.number().int().optional(),
    to: z.coerce.number().int().optional(),
  }),
  response: pageOf(LessonSummary),
  errors: [],
})

/** What everybody's home page asks for first; in this order of names the browser knows it for what it was told to fetch. */
export const MY_DAY = { scope: 'mine', when: 'today', pageSize: 100 } as const
