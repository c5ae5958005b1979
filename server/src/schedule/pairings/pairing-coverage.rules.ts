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
