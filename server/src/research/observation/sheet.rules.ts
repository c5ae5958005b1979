import type { LessonStatus, ScaleState } from '@tongke/contract'

/** A lesson that did not take place is not observed. */
const NOT_HELD: readonly LessonStatus[] = ['CANCELLED', 'RESCHEDULED', 'NOT_HELD']
export const isObserved = (status: LessonStatus): boolean => !NOT_HELD.includes(status)

/**
 * The moment a mark was made in a lesson that is going on: now less its age, but not before its room could be entered, nor after
 * it was over. The device's stopwatch only says how long ago; a wrong one moves a mark within the lesson and nowhere else. All ms.
 */
export function liveMoment(
  now: number,
  ageMs: number,
  lesson: { readonly earliest: number; readonly endedAt: number | null },
): number {
  const latest = Math.min(now, lesson.endedAt ?? now)
  return Math.min(latest, Math.max(lesson.earliest, now - ageMs))
}

/** Until when a sheet may be taken back; null: it was not handed in, or the time is over. */
export function takeBackUntil(handedInAt: number | null, minutes: number, now: number): number | null {
  if (handedInAt === null) return null
  const until = handedInAt + minutes * 60_000
  return now < until ? until : null
}

/** What keeps a sheet from being handed in. `said`: how many marks its author has. */
export function hindranceOf(sheet: {
  readonly said: number
  readonly kept: number
  readonly answers: number
}): 'observation.unsent' | 'observation.blank' | null {
  if (sheet.kept < sheet.said) return 'observation.unsent'
  return sheet.kept + sheet.answers === 0 ? 'observation.blank' : null
}

/** A new sheet takes a version that is in force; one that has it already goes on with it. */
export const mayChoose = (state: ScaleState, isChosenAlready: boolean): boolean =>
  state === 'PUBLISHED' || (isChosenAlready && state === 'RETIRED')
