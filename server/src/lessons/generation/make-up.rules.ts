import type { CancelReason, LegResult, LessonStatus } from '@tongke/contract'

export interface LegOutcome {
  readonly classId: string
  readonly result: LegResult | null
}

/** An approved reason asks for no other lesson in its place (domain §4.4). */
const EXCUSED: readonly CancelReason[] = ['holiday', 'official']
const FAILED: readonly LegResult[] = ['ABSENT', 'FALLBACK_LOCAL']

/** Classes that a lesson failed for: what a make-up lesson is for (domain §6 R6). Null: it did not fail, or it may still be held. */
export function failedLegs(
  status: LessonStatus,
  reason: CancelReason | null,
  legs: readonly LegOutcome[],
): ReadonlySet<string> | null {
  if (status === 'NOT_HELD') return new Set(legs.map(({ classId }) => classId))
  if (status === 'CANCELLED')
    return reason !== null && EXCUSED.includes(reason) ? null : new Set(legs.map(({ classId }) => classId))
  if (status !== 'ENDED' && status !== 'SETTLED') return null
  const failed = legs.filter(({ result }) => result !== null && FAILED.includes(result))
  return failed.length === 0 ? null : new Set(failed.map(({ classId }) => classId))
}
