import type { TeachingDay } from '../../schedule/calendar/calendar.rules.ts'
import { runsOn, type RunningSlot } from './generation.rules.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

/** What is known of the timetable of a term where a lesson has been made from it. */
export interface StaleGround {
  readonly termWeeks: number
  readonly quietFirstDays: number
  /** Teaching days around the lesson's. */
  readonly days: readonly TeachingDay[]
  readonly spanOn: (day: string) => Span | null
  readonly now: number
}

/** The days on which the week that a day belongs to is taught; a swap day belongs to the week it follows. */
export function sameWeek(days: readonly TeachingDay[], day: string): TeachingDay[] {
  const home = days.find((one) => one.day === day)
  return home ? days.filter((one) => one.term?.id === home.term?.id && one.week === home.week) : []
}

/**
 * What a lesson's slot says of its week now.
 * @param slot null when it is gone, or no lecture any more
 * @returns null: the lesson is where its slot is. `target` null: the slot has no lesson any more that is still to come that week
 */
export function staleness(
  lesson: { readonly day: string; readonly start: number },
  slot: RunningSlot | null,
  { termWeeks, quietFirstDays, days, spanOn, now }: StaleGround,
): { readonly target: { readonly day: string; readonly span: Span } | null } | null {
  if (slot === null) return { target: null }
  const on = sameWeek(days, lesson.day).filter((day) => runsOn(slot, day, { termWeeks, quietFirstDays }))
  const own = on.find(({ day }) => day === lesson.day)
  if (own && spanOn(own.day)?.start === lesson.start) return null
  const target = own ?? on[0]
  const span = target ? spanOn(target.day) : null
  return { target: target && span && span.start > now ? { day: target.day, span } : null }
}
