import { z } from 'zod'
import { Grade } from '../../codes.ts'
import { SchoolSystem } from '../../library/taxonomy.ts'
import { Id, Label, Millis } from '../../primitives.ts'
import { SchoolYearNumber } from '../../schedule/calendar.ts'
import { PlanHours, PlanLayer, PlanShare, PlanState, ShareGroup } from '../../schedule/course-plan.ts'
import { endpoint } from '../endpoint.ts'

export const CoursePlanCard = z.object({
  id: Id,
  schoolYear: SchoolYearNumber,
  layer: PlanLayer,
  school: z.object({ id: Id, name: z.string() }).nullable(),
  schoolSystem: SchoolSystem,
  sourceDoc: z.string(),
  state: PlanState,
  grades: z.array(Grade),
  approvedBy: z.string().nullable(),
  approvedAt: Millis.nullable(),
  inForceAt: Millis.nullable(),
})
export type CoursePlanCard = z.infer<typeof CoursePlanCard>

/** What speaks against approving it. */
export const PlanFinding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('weekly_total'), grade: Grade, odd: z.int(), even: z.int(), required: z.int() }),
  z.object({ kind: z.literal('year_total'), hours: z.number(), required: z.number() }),
  z.object({
    kind: z.literal('share'),
    group: ShareGroup,
    percent: z.number(),
    min: z.number(),
    max: z.number(),
  }),
])
export type PlanFinding = z.infer<typeof PlanFinding>

export const CoursePlan = CoursePlanCard.extend({
  revision: z.int(),
  hours: z.array(PlanHours),
  /** Ranges with what the plan really comes to. */
  shares: z.array(
    z.object({
      group: ShareGroup,
      min: z.number(),
      max: z.number(),
      hours: z.number(),
      percent: z.number(),
      isInRange: z.boolean(),
    }),
  ),
  /** By grade: periods a week that are required, weeks a year. */
  required: z.array(z.object({ grade: Grade, weekly: z.int(), weeks: z.int() })),
  yearHours: z.number(),
  requiredYearHours: z.number(),
  /** It has all nine grades, so that shares mean something. */
  isWhole: z.boolean(),
  findings: z.array(PlanFinding),
  can: z.object({ edit: z.boolean(), discard: z.boolean(), approve: z.boolean(), enforce: z.boolean() }),
})
export type CoursePlan = z.infer<typeof CoursePlan>

const tag = 'schedule'
const byId = z.object({ id: Id })
const Seen = z.object({ revision: z.int() })

export const listCoursePlans = endpoint({
  method: 'GET',
  path: '/api/course-plans',
  tag,
  summary:
    'Course plans of a school year, the present one unless told; those of other schools within my scope',
  access: 'person',
  query: z.object({ schoolYear: z.coerce.number().pipe(SchoolYearNumber).optional() }),
  response: z.object({
    schoolYear: SchoolYearNumber,
    items: z.array(CoursePlanCard),
    /** Layers for which I may begin a plan. */
    mayCreate: z.array(PlanLayer),
  }),
  errors: [],
})
export const getCoursePlan = endpoint({
  method: 'GET',
  path: '/api/course-plans/:id',
  tag,
  summary: 'A course plan with its table, shares and what is out of range',
  access: 'person',
  params: byId,
  response: CoursePlan,
  errors: ['not_found'],
})
export const createCoursePlan = endpoint({
  method: 'POST',
  path: '/api/course-plans',
  tag,
  summary: 'Begin a plan as a copy of another one, or of the standard table',
  access: 'person',
  body: z
    .object({
      schoolYear: SchoolYearNumber,
      layer: PlanLayer,
      orgId: Id.nullable(),
      schoolSystem: SchoolSystem.default('six_three'),
      sourceDoc: Label(100),
      copyOf: Id.nullable().default(null),
    })
    .refine(({ layer, orgId }) => (layer === 'school') === (orgId !== null), {
      path: ['orgId'],
      message: 'A plan of a school names it, others name none',
    }),
  response: CoursePlan,
  errors: ['auth.forbidden', 'not_found'],
})
export const updateCoursePlan = endpoint({
  method: 'PUT',
  path: '/api/course-plans/:id',
  tag,
  summary: 'Change the table of a draft; what is wrong with it is said, not refused',
  access: 'person',
  params: byId,
  body: Seen.extend({
    sourceDoc: Label(100),
    hours: z.array(PlanHours).max(9 * 14),
    shares: z.array(PlanShare).max(ShareGroup.options.length),
  }).superRefine(({ hours, shares }, context) => {
    const twice = (path: string, keys: readonly string[]) =>
      keys.forEach((key, index) => {
        if (keys.indexOf(key) < index)
          context.addIssue({ code: 'custom', path: [path, index], message: 'Twice' })
      })
    twice(
      'hours',
      hours.map(({ grade, area }) => `${grade} ${area}`),
    )
    twice(
      'shares',
      shares.map(({ group }) => group),
    )
  }),
  response: CoursePlan,
  errors: ['auth.forbidden', 'not_found', 'conflict.changed', 'plan.state'],
})
export const discardCoursePlan = endpoint({
  method: 'DELETE',
  path: '/api/course-plans/:id',
  tag,
  summary: 'Discard a draft',
  access: 'person',
  params: byId,
  errors: ['auth.forbidden', 'not_found', 'plan.state'],
})
export const approveCoursePlan = endpoint({
  method: 'POST',
  path: '/api/course-plans/:id/approve',
  tag,
  summary: 'The bureau approves it; refused while anything is out of range',
  access: 'person',
  params: byId,
  body: Seen,
  response: CoursePlan,
  errors: ['auth.forbidden', 'not_found', 'conflict.changed', 'plan.state', 'plan.numbers'],
})
export const enforceCoursePlan = endpoint({
  method: 'POST',
  path: '/api/course-plans/:id/enforce',
  tag,
  summary: 'Put it in force; the one before it is superseded',
  access: 'person',
  params: byId,
  body: Seen,
  response: CoursePlan,
  errors: ['auth.forbidden', 'not_found', 'conflict.changed', 'plan.state'],
})
