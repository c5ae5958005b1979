import type { Bell, CalendarInput } from '@tongke/contract'
import { schoolYearOf } from '../people/class.rules.ts'
import { addDays, mondayOf, weekdayOf } from '../platform/day.rules.ts'

const later = (a: string, b: string): string => (a > b ? a : b)
const earlier = (a: string, b: string): string => (a < b ? a : b)

/** A demo that is started in the holidays still has a term around it. */
const GRACE_DAYS = 14

/**
 * The school year of the demo, by the habits of northern schools, with a running term whatever day it is: one that would be
 * over goes on for two weeks more.
 */
export function demoCalendar(today: string): CalendarInput & { schoolYear: number } {
  const year = schoolYearOf(today)
  const next = year + 1
  const springBegins = `${next}-03-01`
  const autumn = {
    number: 1 as const,
    startsOn: `${year}-09-01`,
    endsOn: today < springBegins ? later(`${next}-01-22`, addDays(today, GRACE_DAYS)) : `${next}-01-22`,
  }
  const spring = {
    number: 2 as const,
    startsOn: later(springBegins, addDays(autumn.endsOn, 1)),
    endsOn: earlier(later(`${next}-07-09`, addDays(today, GRACE_DAYS)), `${next}-08-31`),
  }
  const terms = [autumn, spring]
  return {
    schoolYear: year,
    terms,
    spans: [
      { kind: 'holiday', name: '国庆节', from: `${year}-10-01`, to: `${year}-10-07` },
      { kind: 'holiday', name: '元旦', from: `${next}-01-01`, to: `${next}-01-01` },
      ...lastWeeks(autumn.endsOn, '期末考试周', '机动周'),
      { kind: 'holiday', name: '清明节', from: `${next}-04-04`, to: `${next}-04-06` },
      { kind: 'holiday', name: '劳动节', from: `${next}-05-01`, to: `${next}-05-05` },
      ...lastWeeks(spring.endsOn, '期末考试周', '机动周'),
    ],
    swaps: [
      madeUp(`${year}-10-07`, `${year}-10-01`, '国庆节调休'),
      madeUp(`${next}-05-05`, `${next}-05-01`, '劳动节调休'),
    ],
  }
}

/** The week in which a term ends, and the one before it. */
function lastWeeks(endsOn: string, exam: string, flexible: string): CalendarInput['spans'] {
  const monday = mondayOf(endsOn)
  return [
    { kind: 'flexible', name: flexible, from: addDays(monday, -7), to: addDays(monday, -3) },
    { kind: 'exam', name: exam, from: monday, to: endsOn },
  ]
}

/** The last weekday of a holiday is taught on the first Saturday after it. */
function madeUp(lastDay: string, firstDay: string, name: string): CalendarInput['swaps'][number] {
  let lost = lastDay
  while (weekdayOf(lost) > 5 && lost > firstDay) lost = addDays(lost, -1)
  let day = addDays(lastDay, 1)
  while (weekdayOf(day) !== 6) day = addDays(day, 1)
  return { day, followsOn: lost, name }
}

const LENGTH = 40
const table = (lessons: readonly number[], afterSchool: number): Bell[] =>
  [...lessons, afterSchool].map((startsAt, index) => ({
    period: index + 1,
    kind: index === lessons.length ? 'after_school' : 'lesson',
    startsAt,
    endsAt: startsAt + LENGTH,
  }))
const at = (hour: number, minute: number): number => hour * 60 + minute

const MORNING = [at(8, 20), at(9, 10), at(10, 10), at(11, 0)]

/** The county's bells: six lessons and after-school service; in winter a shorter noon, home before dark. */
export const SUMMER_BELLS = table([...MORNING, at(14, 0), at(14, 50)], at(15, 40))
export const WINTER_BELLS = table([...MORNING, at(13, 10), at(14, 0)], at(14, 50))
/** One centre, and the schools that ring by it, has an even shorter noon in winter. */
export const EARLY_WINTER_BELLS = table([...MORNING, at(12, 50), at(13, 40)], at(14, 30))

/** 采暖期: the days on which northern schools are heated. */
export const winterOf = (schoolYear: number): { from: string; to: string } => ({
  from: `${schoolYear}-11-01`,
  to: `${schoolYear + 1}-03-31`,
})
