import { z } from 'zod'
import { DateOnly, Id, Millis, PageQuery, pageOf } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

const tag = 'courses'
const byId = z.object({ id: Id })
const byClass = z.object({ id: Id, classId: Id })
const refusals = ['auth.forbidden', 'not_found', 'course.state'] as const

/** How a class came by an item: its room watched, it was in the live lesson, a teacher taught it. */
export const Learnt = z.enum(['watched', 'attended', 'taught'])
export type Learnt = z.infer<typeof Learnt>

/** A class as the learner. Nothing in it is a client's word but a teacher's mark, which bears a name. */
export const ClassProgress = z.object({
  classId: Id,
  className: z.string(),
  orgName: z.string(),
  isRural: z.boolean(),
  subscribedAt: Millis,
  unitsDone: z.int(),
  units: z.int(),
  itemsDone: z.int(),
  items: z.array(
    z.object({
      itemId: Id,
      done: Learnt.nullable(),
      /** Day of the county on which it was last watched, attended or taught. */
      on: DateOnly.nullable(),
      /** Of what can be watched: share that the class’s room was really shown; else null. */
      percent: z.int().min(0).max(100).nullable(),
      markedBy: z.string().nullable(),
    }),
  ),
})
export type ClassProgress = z.infer<typeof ClassProgress>

export const subscribeClass = endpoint({
  method: 'PUT',
  path: '/api/courses/:id/classes/:classId',
  tag,
  summary: 'A class of mine becomes a learner of an open or running course',
  access: 'person',
  params: byClass,
  errors: [...refusals, 'course.class', 'course.subscribed'],
})
export const unsubscribeClass = endpoint({
  method: 'DELETE',
  path: '/api/courses/:id/classes/:classId',
  tag,
  summary: 'A class leaves; what it has learnt stays and counts again when it comes back',
  access: 'person',
  params: byClass,
  errors: [...refusals, 'course.not_subscribed'],
})
export const listMyCourseClasses = endpoint({
  method: 'GET',
  path: '/api/courses/:id/my-classes',
  tag,
  summary: 'Subscribing classes of mine with their progress; a room has its own',
  access: 'any',
  params: byId,
  response: z.object({ items: z.array(ClassProgress) }),
  errors: ['not_found'],
})
export const markTaught = endpoint({
  method: 'PUT',
  path: '/api/courses/:id/classes/:classId/items/:itemId',
  tag,
  summary: 'A teacher of the class says on which day it was taught there; bears that teacher’s name',
  access: 'person',
  params: byClass.extend({ itemId: Id }),
  body: z.object({ on: DateOnly }),
  errors: [...refusals, 'course.not_subscribed', 'course.taught_day'],
})
export const unmarkTaught = endpoint({
  method: 'DELETE',
  path: '/api/courses/:id/classes/:classId/items/:itemId',
  tag,
  summary: 'Take such a mark back',
  access: 'person',
  params: byClass.extend({ itemId: Id }),
  errors: [...refusals, 'course.not_subscribed'],
})

/** Indicators of a course, domain §4.6. */
export const CourseFigures = z.object({
  classes: z.int(),
  ruralClasses: z.int(),
  /** Mean over the subscribing classes, to a tenth; null without any. */
  unitsPerClass: z.number().nullable(),
  questions: z.int(),
  /** Of these, answered or waiting too long: the time of the others is not over yet. */
  judged: z.int(),
  answeredInTime: z.int(),
  /** Waiting longer than they should. */
  overdue: z.int(),
})
export type CourseFigures = z.infer<typeof CourseFigures>
export const listCourseClasses = endpoint({
  method: 'GET',
  path: '/api/courses/:id/classes',
  tag,
  summary:
    'All subscribing classes with their progress and the indicators: for the course’s school and the bureau',
  access: 'person',
  params: byId,
  response: z.object({ items: z.array(ClassProgress), figures: CourseFigures }),
  errors: ['auth.forbidden', 'not_found'],
})

export const CourseQuestion = z.object({
  id: Id,
  unit: z.object({ id: Id, title: z.string() }).nullable(),
  classId: Id,
  className: z.string(),
  orgName: z.string(),
  /** Who asked for the class: a teacher, or the room. */
  askedBy: z.string(),
  text: z.string(),
  askedAt: Millis,
  dueAt: Millis,
  answer: z.object({ text: z.string(), byName: z.string(), at: Millis }).nullable(),
  /** Answered after it was due, or not answered and due before now. */
  late: z.boolean(),
})
export type CourseQuestion = z.infer<typeof CourseQuestion>
export const listCourseQuestions = endpoint({
  method: 'GET',
  path: '/api/courses/:id/questions',
  tag,
  summary:
    'What classes asked, open ones first and longest waiting first: all for the course’s school and the bureau, else those of my classes',
  access: 'any',
  params: byId,
  query: PageQuery.pick({ page: true, pageSize: true }).extend({
    state: z.enum(['all', 'open', 'overdue']).default('all'),
  }),
  response: pageOf(CourseQuestion),
  errors: ['not_found'],
})
export const askCourseQuestion = endpoint({
  method: 'POST',
  path: '/api/courses/:id/questions',
  tag,
  summary: 'A subscribing class asks; a room asks for its own class',
  access: 'any',
  params: byId,
  body: z.object({
    classId: Id,
    unitId: Id.nullable().default(null),
    text: z.string().trim().min(2).max(500),
  }),
  response: CourseQuestion,
  errors: [...refusals, 'course.not_subscribed', 'request.rate'],
})
export const answerCourseQuestion = endpoint({
  method: 'POST',
  path: '/api/course-questions/:id/answer',
  tag,
  summary: 'A teacher of the course answers; once',
  access: 'person',
  params: byId,
  body: z.object({ text: z.string().trim().min(1).max(2000) }),
  response: CourseQuestion,
  errors: ['auth.forbidden', 'not_found', 'course.answered'],
})
