import type { LessonStatus } from '@tongke/contract'

/** Of a lesson that never was or that is settled nothing changes any more. After class there may be exercises to add. */
const CLOSED: readonly LessonStatus[] = ['CANCELLED', 'RESCHEDULED', 'NOT_HELD', 'SETTLED']

export const takesMaterials = (status: LessonStatus): boolean => !CLOSED.includes(status)

/** The named ones of `known` in the order they are named, then the others as they were. */
export function arranged(known: readonly string[], named: readonly string[]): string[] {
  const first = [...new Set(named)].filter((id) => known.includes(id))
  return [...first, ...known.filter((id) => !first.includes(id))]
}
