import type { TeachingDay } from '../calendar/calendar.rules.ts'

/** Why no synchronized lesson is held on a day. */
export type Closing = 'holiday' | 'exam' | 'first_days'

/**
 * V11, by the date: not on days off, in examinations, or on the first school days of a term. Generation and validator ask
 * this one, so that what is planned is what is held.
 * @param quietFirstDays school days at the beginning of a term without synchronized lessons
 * @returns null: the day is open
 */
export function closingOf(day: TeachingDay, quietFirstDays: number): Closing | null {
  if (!day.isTeaching) return 'holiday'
  if (day.isExamWeek) return 'exam'
  return day.nthOfTerm !== null && day.nthOfTerm <= quietFirstDays ? 'first_days' : null
}
