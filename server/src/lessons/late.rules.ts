import { addDays, dayIn, instantIn, mondayOf } from '../platform/day.rules.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'

/**
 * From when on it is late to move or cancel a lesson, ms: the week's lessons are settled among the schools on the Friday
 * before, at 16:00 (domain §4.1).
 */
export function lateAfter(
  plannedStart: number,
  timeZone: string,
  policy: Pick<LessonPolicy, 'lateAfterWeekday' | 'lateAfterHour'>,
): number {
  const monday = mondayOf(dayIn(timeZone, new Date(plannedStart)))
  const day = addDays(monday, policy.lateAfterWeekday - 1 - 7)
  return instantIn(timeZone, day, policy.lateAfterHour * 60)
}
