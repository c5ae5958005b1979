import type { DaySpan, SwapDay, Term, TermProgress } from '@tongke/contract'
import { addDays, dayWithin, daysBetween, mondayOf, weekdayOf } from '../../platform/day.rules.ts'

/** What is known of the days of one or more school years. */
export interface Calendar {
  readonly terms: readonly Term[]
  readonly spans: readonly DaySpan[]
  readonly swaps: readonly SwapDay[]
}

export interface TeachingDay {
  readonly day: string
  /** Null between terms. */
  readonly term: Term | null
  /** Week of the term by the date, from 1; 0 outside terms. */
  readonly calendarWeek: number
  /** Week whose timetable is followed: another one on a swap day. It decides odd or even. */
  readonly week: number
  readonly isOddWeek: boolean
  /** Weekday whose timetable is followed, 1 Monday … 7 Sunday. */
  readonly weekday: number
  /** Lessons are held. */
  readonly isTeaching: boolean
  readonly isHoliday: boolean
  readonly isExamWeek: boolean
  readonly isFlexibleWeek: boolean
  /** 1 on the first day of the term on which lessons are held, up to 10; null on all others. */
  readonly nthOfTerm: number | null
  readonly swap: SwapDay | null
  /** Name of the holiday, exam or flexible week. */
  readonly name: string | null
}

export interface TeachingWeek {
  readonly week: number
  /** Monday and Sunday, also where the term begins or ends between them. */
  readonly from: string
  readonly to: string
}

const FRIDAY = 5
const WEEK = 7
/** No county keeps more days of a term quiet. */
const COUNTED_DAYS = 10

const nthOf = (days: readonly string[], day: string): number | null => days.indexOf(day) + 1 || null

export const termOn = ({ terms }: Pick<Calendar, 'terms'>, day: string): Term | null =>
  terms.find(({ startsOn, endsOn }) => dayWithin(day, startsOn, endsOn)) ?? null

/** Week 1 is the week in which the term begins, from Monday, wherever in it that is. */
export const weekOf = (term: Pick<Term, 'startsOn'>, day: string): number =>
  Math.floor(daysBetween(mondayOf(term.startsOn), day) / WEEK) + 1

export function weeksOf(term: Pick<Term, 'startsOn' | 'endsOn'>): TeachingWeek[] {
  const first = mondayOf(term.startsOn)
  return Array.from({ length: weekOf(term, term.endsOn) }, (_, index) => ({
    week: index + 1,
    from: addDays(first, index * WEEK),
    to: addDays(first, index * WEEK + WEEK - 1),
  }))
}

export function progressOf(term: Pick<Term, 'startsOn' | 'endsOn'>, today: string): TermProgress {
  if (today < term.startsOn) return 'NOT_STARTED'
  return today > term.endsOn ? 'FINISHED' : 'IN_PROGRESS'
}

/** A swap day is taught whatever it is else; other days on weekdays of a term that are no holiday. */
export function isTeachingOn(calendar: Calendar, day: string): boolean {
  if (termOn(calendar, day) === null) return false
  if (calendar.swaps.some((swap) => swap.day === day)) return true
  return weekdayOf(day) <= FRIDAY && spanOn(calendar, day)?.kind !== 'holiday'
}

/** All that a timetable needs to know of a day. */
export function teachingDay(calendar: Calendar, day: string): TeachingDay {
  const term = termOn(calendar, day)
  const swap = calendar.swaps.find((one) => one.day === day) ?? null
  const span = spanOn(calendar, day)
  // Across terms the weekday is followed, but a week of another term says nothing about odd or even here.
  const followed = swap !== null && termOn(calendar, swap.followsOn)?.id === term?.id ? swap.followsOn : day
  const week = term ? weekOf(term, followed) : 0
  return {
    day,
    term,
    calendarWeek: term ? weekOf(term, day) : 0,
    week,
    isOddWeek: week % 2 === 1,
    weekday: weekdayOf(swap?.followsOn ?? day),
    isTeaching: isTeachingOn(calendar, day),
    isHoliday: swap === null && span?.kind === 'holiday',
    isExamWeek: span?.kind === 'exam',
    isFlexibleWeek: span?.kind === 'flexible',
    nthOfTerm: term === null ? null : nthOf(firstTeachingDays(calendar, term, COUNTED_DAYS), day),
    swap,
    name: swap?.name ?? span?.name ?? null,
  }
}

/** Days on which lessons are held, in order. @param from and @param to both included */
export function teachingDaysBetween(calendar: Calendar, from: string, to: string): TeachingDay[] {
  const days = Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) =>
    addDays(from, index),
  )
  return days.filter((day) => isTeachingOn(calendar, day)).map((day) => teachingDay(calendar, day))
}

function firstTeachingDays(calendar: Calendar, term: Term, count: number): string[] {
  const found: string[] = []
  for (let day = term.startsOn; day <= term.endsOn && found.length < count; day = addDays(day, 1))
    if (isTeachingOn(calendar, day)) found.push(day)
  return found
}

const spanOn = ({ spans }: Calendar, day: string): DaySpan | undefined =>
  spans.find(({ from, to }) => dayWithin(day, from, to))
