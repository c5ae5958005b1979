import { z } from 'zod'
import { CancelReason } from '../lesson/state.ts'
import { DateOnly, Id, Millis } from '../primitives.ts'
import { endpoint } from './endpoint.ts'
import { LessonSummary } from './lessons.ts'

const tag = 'lessons'
const byId = z.object({ id: Id })

/**
 * Why a slot got no lesson on a day: a clash in the timetable, no agreement with any of its classes, somebody is in another
 * lesson then, a person or class that is no longer there, a subject that no lesson can have, or that week's lesson is still
 * where the slot was before it moved.
 */
export const GenerationSkip = z.enum(['clash', 'no_pairing', 'busy', 'gone', 'no_bell', 'subject', 'stale'])
export type GenerationSkip = z.infer<typeof GenerationSkip>

export const GenerationReport = z.object({
  from: DateOnly,
  to: DateOnly,
  created: z.int(),
  /** Had their lesson already. */
  existing: z.int(),
  skipped: z.array(
    z.object({ slotId: Id, day: DateOnly, title: z.string(), why: GenerationSkip, detail: z.string() }),
  ),
  /** Lessons to come whose slot has moved or gone since: they stay until somebody moves or cancels them. */
  stale: z.array(z.object({ lessonId: Id, title: z.string(), plannedStart: Millis })),
})
export type GenerationReport = z.infer<typeof GenerationReport>

export const generateLessons = endpoint({
  method: 'POST',
  path: '/api/lesson-generation',
  tag,
  summary:
    'Make the lessons of the timetable for the coming days; repeated, it makes none twice. Done every night by itself',
  access: 'person',
  body: z.object({}),
  response: GenerationReport,
  errors: ['auth.forbidden'],
})

/** A lesson to come whose slot has moved or gone since it was made. */
export const StaleLesson = z.object({
  lessonId: Id,
  title: z.string(),
  plannedStart: Millis,
  lectureOrgName: z.string(),
  lectureClassName: z.string(),
  lecturerName: z.string(),
  legOrgNames: z.array(z.string()),
  /** Where the slot has its lesson of that week now; null: nowhere, not any more, or another lesson is there. */
  target: z.object({ day: DateOnly, plannedStart: Millis }).nullable(),
  /** Somebody has changed it by hand since: it is theirs, and stays until they change it again. */
  byHand: z.boolean(),
  /** Somebody decided that it stays, with the slot where it is now: nobody is asked again until the slot moves. */
  stays: z.boolean(),
  mayDecide: z.boolean(),
})
export type StaleLesson = z.infer<typeof StaleLesson>

export const listStaleLessons = endpoint({
  method: 'GET',
  path: '/api/lesson-generation/stale',
  tag,
  summary: 'Lessons to come that are not where their slot is any more, of one school or all I plan for',
  access: 'person',
  query: z.object({ termId: Id, orgId: Id.optional() }),
  response: z.object({ items: z.array(StaleLesson) }),
  errors: ['not_found'],
})

/** `from` and `to` are what was read: whoever was quicker is not overruled. */
export const StaleDecision = z.discriminatedUnion('act', [
  z.object({ act: z.literal('move'), lessonId: Id, from: Millis, to: Millis }),
  z.object({ act: z.literal('cancel'), lessonId: Id, from: Millis }),
  z.object({ act: z.literal('leave'), lessonId: Id, from: Millis, to: Millis.nullable() }),
])
export type StaleDecision = z.infer<typeof StaleDecision>

export const decideStaleLessons = endpoint({
  method: 'POST',
  path: '/api/lesson-generation/stale',
  tag,
  summary:
    'Move such lessons along with their slots, cancel them, or have them stay for good, all or none; the rest is asked about again',
  access: 'person',
  body: z
    .object({
      termId: Id,
      decisions: z
        .array(StaleDecision)
        .min(1)
        .max(200)
        .refine((all) => new Set(all.map(({ lessonId }) => lessonId)).size === all.length),
      reason: CancelReason.nullable(),
    })
    .refine(({ decisions, reason }) => reason !== null || decisions.every(({ act }) => act === 'leave'), {
      path: ['reason'],
      message: 'A lesson is moved or cancelled with a reason',
    }),
  response: z.object({ moved: z.int(), cancelled: z.int(), left: z.int() }),
  errors: ['auth.forbidden', 'not_found', 'conflict.changed', 'lesson.transition', 'lesson.busy'],
})

export const exchangeLessons = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/exchange',
  tag,
  summary:
    '调课: two lessons take each other’s time; both become RESCHEDULED, the answer is the first one’s new lesson',
  access: 'person',
  params: byId,
  body: z.object({ withLessonId: Id, reason: CancelReason }),
  response: LessonSummary,
  errors: ['auth.forbidden', 'not_found', 'lesson.transition', 'lesson.busy'],
})
export const listExchangePartners = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/exchange',
  tag,
  summary:
    'Lessons of the same school and week that it may change places with: mine to move, and nobody is in two lessons then',
  access: 'person',
  params: byId,
  response: z.array(LessonSummary),
  errors: ['auth.forbidden', 'not_found'],
})
export const substituteLecturer = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/substitute',
  tag,
  summary: 'Another teacher of the school lectures instead',
  access: 'person',
  params: byId,
  body: z.object({ lecturerId: Id, reason: CancelReason }),
  response: LessonSummary,
  errors: [
    'auth.forbidden',
    'not_found',
    'lesson.transition',
    'lesson.legs',
    'lesson.busy',
    'conflict.changed',
  ],
})
export const makeUpLesson = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/make-up',
  tag,
  summary:
    'A lesson that makes up for one that was not held, was cancelled, or failed for some of its classes: for these',
  access: 'person',
  params: byId,
  body: z.object({ plannedStart: Millis }),
  response: LessonSummary,
  errors: [
    'auth.forbidden',
    'not_found',
    'lesson.not_failed',
    'lesson.made_up',
    'lesson.busy',
    'lesson.legs',
  ],
})
const Linked = z.object({ id: Id, title: z.string(), plannedStart: Millis })
/** Where a lesson comes from and what became of it. */
export const LessonLinks = z.object({
  /** The school whose teachers may lecture instead. */
  lectureOrgId: Id,
  slot: z.object({ id: Id, day: DateOnly }).nullable(),
  movedFrom: Linked.nullable(),
  movedTo: Linked.nullable(),
  makesUpFor: Linked.nullable(),
  madeUpBy: Linked.nullable(),
  can: z.object({ exchange: z.boolean(), substitute: z.boolean(), makeUp: z.boolean() }),
})
export type LessonLinks = z.infer<typeof LessonLinks>
export const getLessonLinks = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/links',
  tag,
  summary: 'Its slot in the timetable, what it was moved from and to, what it makes up for',
  access: 'person',
  params: byId,
  response: LessonLinks,
  errors: ['not_found'],
})
