import type { Term } from '@tongke/contract'
import { addDays, weekdayOf } from '../../platform/day.rules.ts'
import { tableOn, type BellTable } from '../calendar/bells.rules.ts'
import { teachingDay, weeksOf, type Calendar, type TeachingDay } from '../calendar/calendar.rules.ts'
import type { BellFacts, CalendarFacts } from './validator/snapshot.ts'
import { MOST_WEEKS, setOf } from './weeks.rules.ts'

const FRIDAY = 5

export const weekCountOf = (term: Pick<Term, 'startsOn' | 'endsOn'>): number =>
  Math.min(weeksOf(term).length, MOST_WEEKS)

/** The days from Monday to Sunday of a week of the term. */
export const daysOfWeek = (calendar: Calendar, term: Term, week: number): TeachingDay[] => {
  const from = weeksOf(term).find((one) => one.week === week)?.from
  return from === undefined
    ? []
    : Array.from({ length: 7 }, (_, at) => teachingDay(calendar, addDays(from, at)))
}

/** What the rules need of a term: weeks that teach, weeks that are closed, and single closed days. */
export function calendarFacts(calendar: Calendar, term: Term): CalendarFacts {
  const weeks = weeksOf(term).slice(0, MOST_WEEKS)
  const days = weeks.map(({ week }) => ({
    week,
    days: daysOfWeek(calendar, term, week).filter(({ day }) => weekdayOf(day) <= FRIDAY),
  }))
  const closed = days.filter(
    ({ days: of }) => of.some((one) => one.isExamWeek) || of.every((one) => !one.isTeaching),
  )
  const flexible = days.filter(({ days: of }) => of.some((one) => one.isFlexibleWeek))
  const closedSet = setOf(closed.map(({ week }) => week))
  // On a swap day the lessons of a day off are taught after all.
  const madeUp = new Set(calendar.swaps.map(({ followsOn }) => followsOn))
  return {
    closed: closedSet,
    teaching: setOf(days.map(({ week }) => week)) & ~closedSet & ~setOf(flexible.map(({ week }) => week)),
    closedDays: days.flatMap(({ week, days: of }) =>
      of.flatMap((one): CalendarFacts['closedDays'][number][] => {
        const place = { week, weekday: weekdayOf(one.day) }
        if (one.isFirstTwoDays) return [{ ...place, why: 'first_days' }]
        return one.isTeaching || madeUp.has(one.day) ? [] : [{ ...place, why: 'holiday' }]
      }),
    ),
  }
}

/** Bells of a school by season. A week in which they change is in both: a lesson of that week must fit both. */
export function bellFacts(tables: readonly BellTable[], term: Term): BellFacts[] {
  const weeks = weeksOf(term).slice(0, MOST_WEEKS)
  return tables.map((table) => ({
    season: table.season,
    weeks: setOf(
      weeks
        .filter(({ from }) =>
          [0, 1, 2, 3, 4].some((at) => tableOn(tables, addDays(from, at))?.season === table.season),
        )
        .map(({ week }) => week),
    ),
    periods: new Map(
      table.bells.map(({ period, startsAt, endsAt }) => [period, { start: startsAt, end: endsAt }]),
    ),
    care: table.bells.filter(({ kind }) => kind === 'after_school').map(({ period }) => period),
  }))
}
