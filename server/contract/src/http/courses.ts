import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { LessonStatus } from '../lesson/terms.ts'
import { ReviewDecision } from '../library/review.ts'
import { DateOnly, Id, Label, Millis, PageQuery, pageOf } from '../primitives.ts'
import { endpoint } from './endpoint.ts'
import { ResourceCard } from './library/resources.ts'

const tag = 'courses'
const byId = z.object({ id: Id })
/** The course as it was looked at: no step is taken on another one. */
const seen = z.object({ revision: z.int() })
const refusals = ['auth.forbidden', 'not_found', 'course.state', 'conflict.changed'] as const

/** 名校网络课堂, domain §4.6. What is sent back is a draft again. */
export const CourseState = z.enum(['DRAFT', 'PROPOSED', 'REVIEWED', 'OPEN', 'RUNNING', 'CLOSED'])
export type CourseState = z.infer<typeof CourseState>

export const CourseInput = z.object({
  title: Label(60),
  summary: z.string().trim().max(1000).default(''),
  subject: Subject,
  gradeFrom: Grade,
  gradeTo: Grade,
  /** Node of the curriculum tree it follows, usually a volume. */
  nodeId: Id.nullable().default(null),
  /** People of the school who teach it and answer its questions. */
  teacherIds: z.array(Id).min(1).max(8),
  /** It runs by itself from this day on, once it is open; null: by hand. */
  startsOn: DateOnly.nullable().default(null),
})
export type CourseInput = z.infer<typeof CourseInput>

export const CourseCard = z.object({
  id: Id,
  title: z.string(),
  summary: z.string(),
  subject: Subject,
  gradeFrom: Grade,
  gradeTo: Grade,
  /** The node spelled out from the volume on, empty without one. */
  nodePath: z.array(z.string()),
  orgId: Id,
  orgName: z.string(),
  teacherNames: z.array(z.string()),
  state: CourseState,
  startsOn: DateOnly.nullable(),
  units: z.int(),
  items: z.int(),
  /** Classes that subscribe now, and those of rural schools among them. */
  classes: z.int(),
  ruralClasses: z.int(),
})
export type CourseCard = z.infer<typeof CourseCard>

const itemBase = { id: Id, targetId: Id }
export const CourseItem = z.discriminatedUnion('kind', [
  /** Null: it is not there for the reader, or no longer for anybody. */
  z.object({ ...itemBase, kind: z.literal('resource'), resource: ResourceCard.nullable() }),
  z.object({
    ...itemBase,
    kind: z.literal('lesson'),
    /** The newest date of it: a lesson that was moved is another lesson. */
    lesson: z.object({
      id: Id,
      title: z.string(),
      status: LessonStatus,
      plannedStart: Millis,
      plannedMinutes: z.int(),
      lecturerName: z.string(),
      /** The reader may look into the lesson itself. */
      canOpen: z.boolean(),
    }),
  }),
])
export type CourseItem = z.infer<typeof CourseItem>
export const CourseUnit = z.object({ id: Id, title: z.string(), items: z.array(CourseItem) })
export type CourseUnit = z.infer<typeof CourseUnit>

export const CourseDetail = z.object({
  card: CourseCard,
  revision: z.int(),
  nodeId: Id.nullable(),
  teachers: z.array(z.object({ id: Id, name: z.string() })),
  units: z.array(CourseUnit),
  /** Decisions of the bureau, newest first; for the course's teachers and the bureau. */
  reviews: z.array(
    z.object({ reviewerName: z.string(), at: Millis, decision: ReviewDecision, comment: z.string() }),
  ),
  closedReason: z.string().nullable(),
  /** Days within which a question is answered. */
  answerDays: z.number(),
  can: z.object({
    edit: z.boolean(),
    extend: z.boolean(),
    discard: z.boolean(),
    propose: z.boolean(),
    withdraw: z.boolean(),
    review: z.boolean(),
    revise: z.boolean(),
    open: z.boolean(),
    start: z.boolean(),
    close: z.boolean(),
    /** Has classes that might subscribe, and the course takes them. */
    subscribe: z.boolean(),
    answer: z.boolean(),
    readFigures: z.boolean(),
  }),
})
export type CourseDetail = z.infer<typeof CourseDetail>

export const CourseScope = z.enum(['all', 'mine', 'subscribed', 'review'])
export type CourseScope = z.infer<typeof CourseScope>
export const listCourses = endpoint({
  method: 'GET',
  path: '/api/courses',
  tag,
  summary:
    'Courses I may see: all, those I teach, those a class of mine subscribes to, those that wait for my review',
  access: 'any',
  query: PageQuery.extend({
    scope: CourseScope.default('all'),
    subject: Subject.optional(),
    grade: z.coerce.number().pipe(Grade).optional(),
    state: CourseState.optional(),
  }),
  response: pageOf(CourseCard),
  errors: [],
})
export const createCourse = endpoint({
  method: 'POST',
  path: '/api/courses',
  tag,
  summary: 'Begin a course of my school as a draft',
  access: 'person',
  body: CourseInput.extend({ orgId: Id }),
  response: CourseDetail,
  errors: ['auth.forbidden', 'not_found', 'course.description', 'node.unknown'],
})
export const getCourse = endpoint({
  method: 'GET',
  path: '/api/courses/:id',
  tag,
  summary: 'One course with its units and what I may do with it',
  access: 'any',
  params: byId,
  response: CourseDetail,
  errors: ['not_found'],
})
export const updateCourse = endpoint({
  method: 'PUT',
  path: '/api/courses/:id',
  tag,
  summary: 'Describe a draft anew',
  access: 'person',
  params: byId,
  body: CourseInput.extend(seen.shape),
  response: CourseDetail,
  errors: [...refusals, 'course.description', 'node.unknown'],
})
export const discardCourse = endpoint({
  method: 'DELETE',
  path: '/api/courses/:id',
  tag,
  summary: 'Throw a draft away',
  access: 'person',
  params: byId,
  errors: refusals,
})
export const saveOutline = endpoint({
  method: 'PUT',
  path: '/api/courses/:id/outline',
  tag,
  summary:
    'Units and what is in them, in order. Of an open course nothing goes any more, but units and items may come',
  access: 'person',
  params: byId,
  body: seen.extend({
    units: z
      .array(
        z.object({
          /** Null: a new one. */
          id: Id.nullable(),
          title: Label(60),
          items: z
            .array(z.object({ id: Id.nullable(), kind: z.enum(['resource', 'lesson']), targetId: Id }))
            .max(40),
        }),
      )
      .max(40),
  }),
  response: CourseDetail,
  errors: [...refusals, 'course.item'],
})
export const listLessonChoices = endpoint({
  method: 'GET',
  path: '/api/courses/:id/lesson-choices',
  tag,
  summary: 'Lessons of the course’s school that may become part of it, newest first',
  access: 'person',
  params: byId,
  query: PageQuery.pick({ search: true }),
  response: z.object({
    items: z.array(z.object({ id: Id, title: z.string(), plannedStart: Millis, lecturerName: z.string() })),
  }),
  errors: ['auth.forbidden', 'not_found'],
})

const step = (verb: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/api/courses/:id/${verb}`,
    tag,
    summary,
    access: 'person',
    params: byId,
    body: seen,
    response: CourseDetail,
    errors: refusals,
  })
export const proposeCourse = endpoint({
  ...step(
    'propose',
    'Hand it to the bureau: every unit has something in it, all of it to be seen county-wide',
  ),
  errors: [...refusals, 'course.incomplete', 'course.item'],
})
export const withdrawCourse = step('withdraw', 'Take it back before the bureau has decided')
export const reviewCourse = endpoint({
  ...step('review', 'The bureau approves it or sends it back with a reason'),
  body: seen
    .extend({ decision: ReviewDecision, comment: z.string().trim().max(1000).default('') })
    .refine(({ decision, comment }) => decision === 'PASS' || comment.length >= 5, { path: ['comment'] }),
  errors: [...refusals, 'review.own'],
})
export const reviseCourse = step('revise', 'Back to the draft after the review; it must be reviewed again')
export const openCourse = endpoint({
  ...step('open', 'Classes may subscribe from now on'),
  errors: [...refusals, 'course.item'],
})
export const startCourse = step('start', 'It runs')
export const closeCourse = endpoint({
  ...step('close', 'The school or the bureau closes it, with a reason; what was learnt stays'),
  body: seen.extend({ reason: z.string().trim().min(2).max(300) }),
})
