import { z } from 'zod'
import { Subject } from '../../codes.ts'
import { Stage } from '../../codes.ts'
import { Id, Millis, PageQuery, pageOf } from '../../primitives.ts'
import { HoursCategory, HoursCycle, Tenths } from '../../training/ledger.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'training'
const Year = z.coerce.number().int().min(2000).max(2100)
const cycle = Year.optional()
const Ratio = z.object({ n: z.int(), of: z.int() })

export const SchoolHours = z.object({
  orgId: Id,
  name: z.string(),
  town: z.string(),
  isRural: z.boolean(),
  teachers: z.int(),
  /** Have the hours of the whole cycle. */
  fulfilled: z.int(),
  /** Behind what the years gone by ask for. */
  behind: z.int(),
  tenths: Tenths,
  waiting: z.int(),
})
export type SchoolHours = z.infer<typeof SchoolHours>

/** R16–R18 of domain §6 as of now, in the cycle's days. */
export const TrainingFigures = z.object({
  research: z.object({
    counted: z.int(),
    bySubject: z.array(z.object({ subject: Subject.nullable(), counted: z.int() })),
    ruralTeachers: Ratio,
    outcomes: z.int(),
    sheets: z.int(),
  }),
  hours: z.object({
    fulfilled: Ratio,
    behind: z.int(),
    ruralTenths: Tenths,
    ruralTeachers: z.int(),
    urbanTenths: Tenths,
    urbanTeachers: z.int(),
    ruralPlaces: Ratio,
    principals: Ratio,
  }),
  visits: z.object({
    visits: z.int(),
    lessonsObserved: z.int(),
    /** Researchers in office, times the months of the cycle so far. */
    researcherMonths: z.int(),
    ruralSchools: Ratio,
  }),
})
export type TrainingFigures = z.infer<typeof TrainingFigures>

export const TrainingOverview = z.object({
  asOf: Millis,
  cycle: HoursCycle,
  /** What somebody in step has credited by the end of this calendar year. */
  paceTenths: Tenths,
  /** Null: only the bureau sees the county. */
  figures: TrainingFigures.nullable(),
  schools: z.array(SchoolHours),
  rules: z.record(z.string(), z.number()),
  can: z.object({ remind: z.boolean(), certify: z.boolean() }),
})
export type TrainingOverview = z.infer<typeof TrainingOverview>
export const getTrainingOverview = endpoint({
  method: 'GET',
  path: '/api/training/overview',
  tag,
  summary: 'Hours of the county or of my schools, and R16 to R18, as of now',
  access: 'person',
  query: z.object({ cycle }),
  response: TrainingOverview,
  errors: ['auth.forbidden'],
})

export const TeacherHours = z.object({
  personId: Id,
  name: z.string(),
  orgId: Id,
  orgName: z.string(),
  isRural: z.boolean(),
  stages: z.array(Stage),
  tenths: Tenths,
  thisYearTenths: Tenths,
  waitingTenths: Tenths,
  /** To the whole of the cycle, and to the pace; never below zero. */
  lackTenths: Tenths,
  behindTenths: Tenths,
  categories: z.array(z.object({ category: HoursCategory, tenths: Tenths })),
})
export type TeacherHours = z.infer<typeof TeacherHours>

const teacherFilter = {
  cycle,
  orgId: Id.optional(),
  stage: Stage.optional(),
  area: z.enum(['rural', 'urban']).optional(),
  /** All, behind the pace, short of the whole, or without any hours of a category. */
  lack: z.enum(['all', 'behind', 'short']).default('all'),
  without: HoursCategory.optional(),
  search: z.string().trim().max(50).optional(),
}
export const TeacherFilter = z.object(teacherFilter)
export type TeacherFilter = z.infer<typeof TeacherFilter>
export const listTeacherHours = endpoint({
  method: 'GET',
  path: '/api/training/teachers',
  tag,
  summary: 'Who has how many hours and who lacks what',
  access: 'person',
  query: PageQuery.extend({
    ...teacherFilter,
    sort: z.enum(['tenths', 'year', 'name', 'school']).default('tenths'),
    order: z.enum(['up', 'down']).default('up'),
  }),
  response: pageOf(TeacherHours),
  errors: ['auth.forbidden'],
})
export const exportTeacherHours = endpoint({
  method: 'GET',
  path: '/api/training/teachers.xlsx',
  tag,
  summary: 'The whole list as a workbook, with the schools beside it',
  access: 'person',
  query: TeacherFilter,
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: ['auth.forbidden'],
})
export const remindTeachers = endpoint({
  method: 'POST',
  path: '/api/training/reminders',
  tag,
  summary: 'Remind teachers who lack hours: those named, or all that match and are behind; once a day each',
  access: 'person',
  body: z.object({
    selection: z.union([
      z.object({ personIds: z.array(Id).min(1).max(1000) }),
      z.object({ filter: TeacherFilter }),
    ]),
    text: z.string().trim().min(2).max(300),
  }),
  response: z.object({ sent: z.int(), skipped: z.int() }),
  errors: ['auth.forbidden'],
})
