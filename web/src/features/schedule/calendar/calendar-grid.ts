import type { DaySpanKind, SchoolCalendar } from '@tongke/contract'

export interface GridDay {
  readonly day: string
  /** Day of the month. */
  readonly label: string
  readonly kind: DaySpanKind | 'swap' | null
  /** What it is called, with a swap day what is taught. */
  readonly name: string | null
  readonly isInTerm: boolean
  readonly isWeekend: boolean
}

export interface GridWeek {
  readonly week: number
  readonly days: readonly GridDay[]
  /** Of its Monday, where a month begins; null in the weeks after. */
  readonly month: number | null
}

const DAY_MS = 86_400_000
const WEEK = 7

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || WEEK

type Days = Pick<SchoolCalendar, 'spans' | 'swaps'>

/** A term as the paper calendar shows it: one row a week from Monday, week 1 where the term begins. */
export function gridOf(term: { startsOn: string; endsOn: string; weeks: number }, days: Days): GridWeek[] {
  const monday = addDays(term.startsOn, 1 - weekdayOf(term.startsOn))
  let shown = 0
  return Array.from({ length: term.weeks }, (_, index) => {
    const week = Array.from({ length: WEEK }, (__, day) =>
      gridDay(addDays(monday, index * WEEK + day), term, days),
    )
    // A month is named in the week in which it has its first day here.
    const month = Number(week.at(-1)?.day.slice(5, 7))
    const begins = month !== shown
    shown = month
    return { week: index + 1, days: week, month: begins ? month : null }
  })
}

function gridDay(day: string, term: { startsOn: string; endsOn: string }, { spans, swaps }: Days): GridDay {
  const swap = swaps.find((one) => one.day === day)
  const span = spans.find(({ from, to }) => from <= day && day <= to)
  const isInTerm = term.startsOn <= day && day <= term.endsOn
  return {
    day,
    label: String(Number(day.slice(8))),
    kind: swap ? 'swap' : (span?.kind ?? null),
    name: swap?.name ?? span?.name ?? null,
    isInTerm,
    isWeekend: weekdayOf(day) > 5,
  }
}
