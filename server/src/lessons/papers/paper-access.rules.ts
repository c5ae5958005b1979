import type { EvaluatorRole, LessonState, LessonStatus } from '@tongke/contract'
import { isScheduler, participantOf, type LessonParties, type Viewer } from '../lesson-access.rules.ts'
import type { LessonPolicy } from '../lesson-policy.rules.ts'
import { isEvaluationLocked, isRollLocked, isTooLate } from './paper-times.rules.ts'

/** What somebody is to the papers of a lesson. */
export interface PaperPart {
  /** The role whose evaluation sheet is theirs; null for everybody but lecturer and assistants. */
  readonly role: EvaluatorRole | null
  /** The assistant's own class. */
  readonly legId: string | null
  /** Coordinators and the bureau write rolls and incidents in place of who should have (domain §5.2 D8). */
  readonly proxy: boolean
  /** Has some part in the lesson. */
  readonly isThere: boolean
}

export function paperPartOf(viewer: Viewer, parties: LessonParties): PaperPart {
  const me = participantOf(viewer, parties)
  return {
    role: me?.part === 'lecturer' || me?.part === 'assistant' ? me.part : null,
    legId: me?.part === 'assistant' ? me.legId : null,
    proxy: isScheduler(viewer, parties),
    isThere: me !== null && me.part !== 'room',
  }
}

const OPEN: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']
const HELD: readonly LessonStatus[] = ['ENDED', 'SETTLED']

export interface Asking {
  readonly state: LessonState
  readonly part: PaperPart
  readonly now: number
  readonly policy: LessonPolicy
}

const endedOf = ({ state, now, policy }: Asking) => ({ endedAt: state.endedAt, now, policy })

const ownLegs = ({ state, part }: Asking): string[] =>
  state.plan.legs.map(({ id }) => id).filter((id) => part.legId === null || part.legId === id)

/** Legs whose roll somebody may write or change now. */
export function rollLegs(asking: Asking): string[] {
  const { state, part } = asking
  if (![...OPEN, ...HELD].includes(state.status)) return []
  if (part.proxy) return state.plan.legs.map(({ id }) => id)
  return part.role === 'assistant' && !isTooLate(endedOf(asking)) ? ownLegs(asking) : []
}

/** A change of this leg's roll needs a reason by now. */
export const needsReason = (asking: Asking, legId: string): boolean =>
  isRollLocked(endedOf(asking)) && asking.state.legs[legId]?.headcount !== null

/** Legs that somebody may evaluate now: the lecturer all that came, an assistant the own one. */
export function evaluationLegs(asking: Asking): string[] {
  const { state, part } = asking
  if (part.role === null || !HELD.includes(state.status) || isEvaluationLocked(endedOf(asking))) return []
  return ownLegs(asking).filter((id) => state.legs[id]?.status === 'LEFT' || part.role === 'assistant')
}

/** Where somebody may report an incident now; null stands for the lesson as a whole. Also of a lesson that failed. */
export function incidentPlaces(asking: Asking): (string | null)[] {
  const { state, part } = asking
  if (![...OPEN, ...HELD, 'NOT_HELD'].includes(state.status) || isTooLate(endedOf(asking))) return []
  if (!part.isThere && !part.proxy) return []
  return part.role === 'assistant' ? ownLegs(asking) : [...ownLegs(asking), null]
}
