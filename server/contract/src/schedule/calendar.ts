import { z } from 'zod'
import { DateOnly, Id, Label } from '../primitives.ts'

/** Year in which the school year begins: 2026 for 2026–2027. */
export const SchoolYearNumber = z.int().min(2000).max(2100)

/** Days that are no ordinary ones: 放假, 考试周, 机动周 (flexible, for what the school itself plans). */
export const DaySpanKind = z.enum(['holiday', 'exam', 'flexible'])
export type DaySpanKind = z.infer<typeof DaySpanKind>
export const DaySpan = z
  .object({ kind: DaySpanKind, name: Label(30), from: DateOnly, to: DateOnly })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Ends before it begins' })
export type DaySpan = z.infer<typeof DaySpan>

/** 调休: on `day` the timetable of `followsOn` is taught, its weekday and its odd or even week. */
export const SwapDay = z.object({ day: DateOnly, followsOn: DateOnly, name: Label(30) })
export type SwapDay = z.infer<typeof SwapDay>

export const TermNumber = z.union([z.literal(1), z.literal(2)])
export const Term = z.object({
  id: Id,
  schoolYear: SchoolYearNumber,
  number: TermNumber,
  startsOn: DateOnly,
  endsOn: DateOnly,
})
export type Term = z.infer<typeof Term>

/** By the date alone: whether anybody works with a term is something else. */
export const TermProgress = z.enum(['NOT_STARTED', 'IN_PROGRESS', 'FINISHED'])
export type TermProgress = z.infer<typeof TermProgress>

/** Northern schools ring by two tables: the winter one while it is heated (采暖期) and the days are short. */
export const BellSeason = z.enum(['summer', 'winter'])
export type BellSeason = z.infer<typeof BellSeason>

/** A lesson counts into the weekly 26, 30 or 34; after-school service (课后服务) does not. */
export const BellKind = z.enum(['lesson', 'after_school'])
export type BellKind = z.infer<typeof BellKind>

export const MINUTES_OF_DAY = 1440
export const MAX_PERIODS = 12
const Minute = z.int().min(0).max(MINUTES_OF_DAY)

/** One period of the day (节次). Times are minutes since midnight of the county's day. */
export const Bell = z.object({
  period: z.int().min(1).max(MAX_PERIODS),
  kind: BellKind.default('lesson'),
  startsAt: Minute,
  endsAt: Minute,
})
export type Bell = z.infer<typeof Bell>
