import type { Term } from '@tongke/contract'
import { addDays, weekdayOf } from '../../platform/day.rules.ts'
import { tableOn, type BellTable } from '../calendar/bells.rules.ts'
import { teachingDay, weekOf, weeksOf, type Calendar, type TeachingDay } from '../calendar/calendar.rules.ts'
import { closingOf } from './open-days.rules.ts'
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

/**
 * What the rules need of a term: weeks that teach, weeks that are closed, and single closed days, judged by the dates on
 * which their lessons fall: a day off that is made up on a swap day is judged by that one.
 */
export function calendarFacts(calendar: Calendar, term: Term, quietFirstDays: number): CalendarFacts {
  const weeks = weeksOf(term).slice(0, MOST_WEEKS)
  const days = weeks.map(({ week }) => ({
    week,
    days: daysOfWeek(calendar, term, week).filter(({ day }) => weekdayOf(day) <= FRIDAY),
  }))
  const untaught = days.filter(
    ({ days: of }) => of.some((one) => one.isExamWeek) || of.every((one) => !one.isTeaching),
  )
  const flexible = days.filter(({ days: of }) => of.some((one) => one.isFlexibleWeek))
  const setOfWeeks = (some: readonly { week: number }[]) => setOf(some.map(({ week }) => week))
  const closedDays = closedPlaces(calendar, term, quietFirstDays)
  return {
    // From Monday to Friday nothing is held that is no mere first day.
    closed: setOfWeeks(
      days.filter(({ week }) => closedDays.filter((one) => one.week === week && isOff(one)).length >= FRIDAY),
    ),
    teaching: setOfWeeks(days) & ~setOfWeeks(untaught) & ~setOfWeeks(flexible),
    closedDays,
  }
}

type Closed = CalendarFacts['closedDays'][number]

const isOff = ({ why, weekday }: Closed): boolean => why !== 'first_days' && weekday <= FRIDAY

/** Places of a timetable, week and weekday, all of whose dates are closed. */
function closedPlaces(calendar: Calendar, term: Term, quietFirstDays: number): Closed[] {
  const madeUp = new Set(calendar.swaps.map(({ followsOn }) => followsOn))
  const dates = weeksOf(term)
    .slice(0, MOST_WEEKS)
    .flatMap(({ week }) => daysOfWeek(calendar, term, week))
    .filter((one) => one.swap !== null || (weekdayOf(one.day) <= FRIDAY && !madeUp.has(one.day)))
    .filter((one) => one.term === null || one.term.id === term.id)
  const places = Map.groupBy(dates, ({ week, calendarWeek, day, weekday }) =>
    [week || calendarWeek || weekOf(term, day), weekday].join(' '),
  )
  return [...places].flatMap(([place, on]) => {
    const [week = 0, weekday = 0] = place.split(' ').map(Number)
    const reasons = on.map((one) => closingOf(one, quietFirstDays))
    const [why] = reasons
    return why && !reasons.includes(null) ? [{ week, weekday, why }] : []
  })
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
