import { z } from 'zod'
import { DateOnly, Id } from '../../primitives.ts'
import {
  Bell,
  BellSeason,
  DaySpan,
  MAX_PERIODS,
  SchoolYearNumber,
  SwapDay,
  Term,
  TermNumber,
  TermProgress,
} from '../../schedule/calendar.ts'
import { endpoint } from '../endpoint.ts'

const TermDays = z
  .object({ number: TermNumber, startsOn: DateOnly, endsOn: DateOnly })
  .refine(({ startsOn, endsOn }) => startsOn < endsOn, { path: ['endsOn'], message: 'Ends before it begins' })

/** A school year as a whole: what is not in it any more is taken out of the calendar. */
export const CalendarInput = z.object({
  terms: z.array(TermDays).max(2),
  spans: z.array(DaySpan).max(60),
  swaps: z.array(SwapDay).max(20),
})
export type CalendarInput = z.infer<typeof CalendarInput>

/** Today, as the timetable sees it. */
export const CalendarToday = z.object({
  day: DateOnly,
  /** Week of the running term, from 1; null between terms. */
  week: z.int().nullable(),
  isOddWeek: z.boolean(),
  isTeaching: z.boolean(),
  /** Weekday whose timetable is followed, 1 Monday … 7 Sunday. */
  weekday: z.int(),
  /** Of the holiday, the swap, or the exam or flexible week. */
  name: z.string().nullable(),
})

export const SchoolCalendar = z.object({
  schoolYear: SchoolYearNumber,
  /** 0: nothing of this year is known yet. */
  revision: z.int(),
  terms: z.array(Term.extend({ progress: TermProgress, weeks: z.int() })),
  spans: z.array(DaySpan),
  swaps: z.array(SwapDay),
  today: CalendarToday,
  maySet: z.boolean(),
})
export type SchoolCalendar = z.infer<typeof SchoolCalendar>

const tag = 'schedule'

export const getCalendar = endpoint({
  method: 'GET',
  path: '/api/calendar',
  tag,
  summary: 'A school year: terms, weeks, holidays, swap days; the present one unless told',
  access: 'any',
  query: z.object({ schoolYear: z.coerce.number().pipe(SchoolYearNumber).optional() }),
  response: SchoolCalendar,
  errors: [],
})
export const setCalendar = endpoint({
  method: 'PUT',
  path: '/api/calendar/:schoolYear',
  tag,
  summary: 'The bureau sets a school year as a whole; `revision` is the one that was read',
  access: 'person',
  params: z.object({ schoolYear: z.coerce.number().pipe(SchoolYearNumber) }),
  body: CalendarInput.extend({ revision: z.int() }),
  response: SchoolCalendar,
  errors: ['auth.forbidden', 'conflict.changed', 'calendar.days', 'calendar.term_used'],
})

/** Winter has its days, summer has none: it is the rest of the year. */
export const BellTableInput = z
  .object({
    season: BellSeason,
    from: DateOnly.nullable(),
    to: DateOnly.nullable(),
    bells: z.array(Bell).min(1).max(MAX_PERIODS),
  })
  .refine(
    ({ season, from, to }) => (season === 'winter') === (from !== null) && (from === null) === (to === null),
    {
      path: ['from'],
      message: 'Winter has a first and a last day, summer has none',
    },
  )
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    message: 'Ends before it begins',
  })
export type BellTableInput = z.infer<typeof BellTableInput>

export const SchoolBells = z.object({
  orgId: Id,
  schoolYear: SchoolYearNumber,
  /** Whose tables these are: its own, or those of the nearest one above that has some. */
  from: z.object({ id: Id, name: z.string() }).nullable(),
  tables: z.array(
    z.object({
      season: BellSeason,
      from: DateOnly.nullable(),
      to: DateOnly.nullable(),
      bells: z.array(Bell),
    }),
  ),
  /** The season that rings today; null where there is no table for it. */
  ringing: BellSeason.nullable(),
  /** Of its own tables; 0 when it has none. */
  revision: z.int(),
  /** Nobody is above it: by its tables ring all schools that have none. */
  isCounty: z.boolean(),
  maySet: z.boolean(),
})
export type SchoolBells = z.infer<typeof SchoolBells>

export const getBells = endpoint({
  method: 'GET',
  path: '/api/bells',
  tag,
  summary: 'By which bells a school rings in a school year, the present one unless told',
  access: 'any',
  query: z.object({ orgId: Id, schoolYear: z.coerce.number().pipe(SchoolYearNumber).optional() }),
  response: SchoolBells,
  errors: ['not_found'],
})
export const setBells = endpoint({
  method: 'PUT',
  path: '/api/bells',
  tag,
  summary: 'Set the tables of a school; an empty list takes them away, and it rings by those above it',
  access: 'person',
  body: z.object({
    orgId: Id,
    schoolYear: SchoolYearNumber,
    revision: z.int(),
    tables: z
      .array(BellTableInput)
      .max(2)
      .refine((tables) => new Set(tables.map(({ season }) => season)).size === tables.length, {
        message: 'One table a season',
      }),
  }),
  response: SchoolBells,
  errors: ['auth.forbidden', 'not_found', 'conflict.changed', 'bells.order'],
})
