import type { LessonPolicy } from '../lesson-policy.rules.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Ended {
  /** End of the lesson by the server's clock, ms; null while it goes on. */
  readonly endedAt: number | null
  readonly now: number
  readonly policy: LessonPolicy
}

/** Until when papers of a lesson may be written, ms. */
export const closingTimes = (endedAt: number, policy: LessonPolicy) => ({
  roll: endedAt + policy.rollLockHours * HOUR,
  upload: endedAt + policy.lateUploadHours * HOUR,
  evaluation: endedAt + policy.evaluationDays * DAY,
})

const isPast = (which: keyof ReturnType<typeof closingTimes>, { endedAt, now, policy }: Ended): boolean =>
  endedAt !== null && now > closingTimes(endedAt, policy)[which]

/** From then a roll changes only with a reason. */
export const isRollLocked = (ended: Ended): boolean => isPast('roll', ended)

/** Domain §4.4: what was written without a line is taken for 72 hours. */
export const isTooLate = (ended: Ended): boolean => isPast('upload', ended)

export const isEvaluationLocked = (ended: Ended): boolean => isPast('evaluation', ended)
