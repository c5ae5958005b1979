import type { PairingState, Subject } from '@tongke/contract'
import { dayWithin } from '../../platform/day.rules.ts'

/** What decides whether a lesson stands on an agreement. */
export interface PairingScope {
  readonly state: PairingState
  /** Empty: the whole class (整班). */
  readonly subjects: readonly Subject[]
  /** Days of its term. */
  readonly startsOn: string
  readonly endsOn: string
}

/** An agreement in force covers a lesson of this subject on this day; a frozen one covers nothing. */
export const covers = (pairing: PairingScope, subject: Subject, day: string): boolean =>
  pairing.state === 'ACTIVE' &&
  dayWithin(day, pairing.startsOn, pairing.endsOn) &&
  (pairing.subjects.length === 0 || pairing.subjects.includes(subject))

export interface Coverage {
  readonly rural: number
  readonly covered: number
  /** Null where there is no rural school: nothing is to be covered. */
  readonly percent: number | null
}

/**
 * R1, nominal coverage (帮扶覆盖率): rural schools open with at least one agreement in force ÷ rural schools open.
 * @param schools those that are rural and open
 */
export function coverageOf(schools: readonly { readonly active: number }[]): Coverage {
  const covered = schools.filter(({ active }) => active > 0).length
  const percent = schools.length === 0 ? null : Math.round((covered / schools.length) * 1000) / 10
  return { rural: schools.length, covered, percent }
}

export interface CoverageSchool {
  readonly id: string
  readonly active: number
  readonly groupId: string
}

/** By township centre, in the order in which schools come. */
export const coverageByGroup = (schools: readonly CoverageSchool[]): ReadonlyMap<string, Coverage> =>
  new Map(
    [...Map.groupBy(schools, ({ groupId }) => groupId)].map(([groupId, members]) => [
      groupId,
      coverageOf(members),
    ]),
  )
