import { z } from 'zod'
import { LegResult, LessonStatus } from '../lesson/terms.ts'
import { Id, Label, Millis } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

const tag = 'reports'

/** `2026-09`. Its days are those of the teaching weeks whose Friday falls in it (domain §6). */
export const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const byMonth = z.object({ month: Month })

/** `n` of `of`. People see a percentage, and the bare counts where `of` is below `smallDenominator`. */
export const Share = z.object({ n: z.number(), of: z.number() })
export type Share = z.infer<typeof Share>

/** The figures R3 to R9 of domain §6 that a drill-down can be asked for. */
export const FIGURES = ['R3', 'R4', 'R4P', 'R5', 'R6', 'R7', 'R8', 'R9'] as const
export const FigureKey = z.enum(FIGURES)
export type FigureKey = z.infer<typeof FigureKey>

export const Figures = z.object({
  /** P: planned legs, and the lessons they belong to. */
  legs: z.int(),
  lessons: z.int(),
  /** 开课率, 完课率 of those opened and of all planned, 准时率 of lessons held, 补课完成率 of legs that failed. */
  R3: Share,
  R4: Share,
  R4P: Share,
  R5: Share,
  R6: Share,
  /** 到课率 by rolls, and legs with a roll of those opened. */
  R7: Share,
  rolls: Share,
  /** Minutes online of planned ones, their modes, and how the line was. */
  R8: Share,
  modes: z.object({ full: z.number(), low: z.number(), image: z.number(), audio: z.number() }),
  interruptions: z.int(),
  rttMs: z.number().nullable(),
  loss: z.number().nullable(),
  silentSeconds: z.number(),
  /** Interactions of listening classes of all; legs without any; median from hand to stage, seconds. */
  R9: Share,
  quietLegs: Share,
  waitSeconds: z.number().nullable(),
  /** 调课: legs moved or called off later than a day before, of P. */
  lateMoves: Share,
})
export type Figures = z.infer<typeof Figures>

export const UnitKind = z.enum(['county', 'town', 'school', 'pair'])
export type UnitKind = z.infer<typeof UnitKind>

export const ReportUnit = z.object({
  kind: UnitKind,
  /** Of the unit within its kind. */
  key: z.string(),
  /** The town, the listening school, or the pair's listening school; empty for the county. */
  name: z.string(),
  /** The lecturing school of a pair. */
  hostName: z.string().nullable(),
  town: z.string().nullable(),
  figures: Figures,
})
export type ReportUnit = z.infer<typeof ReportUnit>

/** R13: one class in one week. */
export const ScreenWeek = z.object({
  classId: Id,
  className: z.string(),
  orgName: z.string(),
  /** Its Monday. */
  week: Day,
  sync: z.int(),
  declared: z.int(),
  weekly: z.int(),
  over: z.boolean(),
})
export type ScreenWeek = z.infer<typeof ScreenWeek>

/** RUNNING: the month is not over. OPEN: it is. PUBLISHED: schools see it and may object. FROZEN: it does not change. */
export const ReportState = z.enum(['RUNNING', 'OPEN', 'PUBLISHED', 'FROZEN'])
export type ReportState = z.infer<typeof ReportState>

export const Objection = z.object({
  id: Id,
  orgName: z.string(),
  byName: z.string(),
  text: z.string(),
  at: Millis,
  answer: z.string().nullable(),
})
export type Objection = z.infer<typeof Objection>

export const MonthlyReport = z.object({
  month: Month,
  /** First and last day. */
  from: Day,
  to: Day,
  state: ReportState,
  /** Of the numbers: now, or when they were frozen. */
  asOf: Millis,
  publishedAt: Millis.nullable(),
  frozenAt: Millis.nullable(),
  /** Schools may object until then at least. */
  freezableAt: Millis.nullable(),
  /** The thresholds that were used, by key, and the version of the formulas. */
  rules: z.object({ version: z.string(), values: z.record(z.string(), z.number()) }),
  /** Legs with a settled ledger of those whose time is over: what is missing is in no figure. */
  completeness: Share,
  units: z.array(ReportUnit),
  screens: z.array(ScreenWeek),
  objections: z.array(Objection),
  can: z.object({
    publish: z.boolean(),
    freeze: z.boolean(),
    object: z.boolean(),
    answer: z.boolean(),
    declare: z.boolean(),
  }),
})
export type MonthlyReport = z.infer<typeof MonthlyReport>

/** A leg behind a figure. `counts`: it is in the numerator. */
export const ReportLeg = z.object({
  legId: Id,
  lessonId: Id,
  title: z.string(),
  plannedStart: Millis,
  hostName: z.string(),
  orgName: z.string(),
  className: z.string(),
  status: LessonStatus,
  result: LegResult.nullable(),
  onlineMinutes: z.number(),
  plannedMinutes: z.number(),
  counts: z.boolean(),
})
export type ReportLeg = z.infer<typeof ReportLeg>

export const getMonthlyReport = endpoint({
  method: 'GET',
  path: '/api/reports/monthly/:month',
  tag,
  summary: 'The monthly numbers R3–R9 and R13 of what I may see, by county, town, school and pair',
  access: 'person',
  params: byMonth,
  response: MonthlyReport,
  errors: ['auth.forbidden'],
})
export const listReportLegs = endpoint({
  method: 'GET',
  path: '/api/reports/monthly/:month/legs',
  tag,
  summary: 'The legs behind one figure of one unit',
  access: 'person',
  params: byMonth,
  query: z.object({ figure: FigureKey, kind: UnitKind, key: z.string().max(200).default('') }),
  response: z.array(ReportLeg),
  errors: ['auth.forbidden'],
})
export const exportMonthlyReport = endpoint({
  method: 'GET',
  path: '/api/reports/monthly/:month/report.xlsx',
  tag,
  summary: 'The monthly report as a workbook',
  access: 'person',
  params: byMonth,
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: ['auth.forbidden'],
})
export const publishMonthlyReport = endpoint({
  method: 'POST',
  path: '/api/reports/monthly/:month/publish',
  tag,
  summary: 'Show a month that is over to the schools: from now they may object',
  access: 'person',
  params: byMonth,
  response: MonthlyReport,
  errors: ['auth.forbidden', 'report.state'],
})
export const freezeMonthlyReport = endpoint({
  method: 'POST',
  path: '/api/reports/monthly/:month/freeze',
  tag,
  summary: 'Keep the numbers as they are, three days after schools saw them at the earliest',
  access: 'person',
  params: byMonth,
  response: MonthlyReport,
  errors: ['auth.forbidden', 'report.state', 'report.too_early'],
})
export const objectToReport = endpoint({
  method: 'POST',
  path: '/api/reports/monthly/:month/objections',
  tag,
  summary: 'A school says that its numbers are wrong',
  access: 'person',
  params: byMonth,
  body: z.object({ text: Label(500) }),
  response: MonthlyReport,
  errors: ['auth.forbidden', 'report.state'],
})
export const answerObjection = endpoint({
  method: 'POST',
  path: '/api/reports/objections/:id/answer',
  tag,
  summary: 'The bureau answers an objection, once',
  access: 'person',
  params: z.object({ id: Id }),
  body: z.object({ text: Label(500) }),
  response: MonthlyReport,
  errors: ['auth.forbidden', 'not_found', 'report.state'],
})
export const declareScreenPeriods = endpoint({
  method: 'PUT',
  path: '/api/reports/screen-periods',
  tag,
  summary: 'Periods of a week in which a class used a screen beside synchronized lessons',
  access: 'person',
  /** `week`: its Monday. */
  body: z.object({ classId: Id, week: Day, periods: z.int().min(0).max(40) }),
  response: z.object({ classId: Id, week: Day, periods: z.int() }),
  errors: ['auth.forbidden', 'not_found', 'request.invalid', 'report.state'],
})
