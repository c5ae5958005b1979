import {
  Refusal,
  type Headcount,
  type LessonEventBody,
  type LessonStatus,
  type RollState,
} from '@tongke/contract'
import type { HandInRoll, LessonActor, Moment } from '../lesson-command.rules.ts'
import { isRollLocked, isTooLate } from './paper-times.rules.ts'

const TAKES_ROLLS: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED', 'ENDED', 'SETTLED']

/** What the room's command says: numbers counted at a glance. */
export const quickRoll = ({ legId, headcount }: { legId: string; headcount: Headcount }): HandInRoll => ({
  type: 'hand_in_roll',
  legId,
  headcount,
  source: 'quick',
  seats: [],
  reason: null,
})

function actorRefusal(actor: LessonActor, legId: string): Refusal | null {
  if (actor.part === 'scheduler') return null
  if (actor.part !== 'assistant') return new Refusal('auth.forbidden')
  return actor.legId === legId ? null : new Refusal('lesson.not_your_leg')
}

/**
 * One truth for the roll, whichever way it comes: a `headcount_taken` in the lesson's log. After class it is taken for
 * 72 hours, from a coordinator also later; once it is locked a change needs a reason (domain §4.2, §4.4).
 */
export function decideRoll(
  { state, actor, now, facts: { policy } }: Moment,
  { legId, headcount, reason }: HandInRoll,
): LessonEventBody[] | Refusal {
  const leg = state.legs[legId]
  if (!leg) return new Refusal('lesson.leg_unknown')
  const refused = actorRefusal(actor, legId)
  if (refused) return refused
  if (!TAKES_ROLLS.includes(state.status)) return new Refusal('lesson.transition')
  const ended = { endedAt: state.endedAt, now, policy }
  if (isTooLate(ended) && actor.part !== 'scheduler') return new Refusal('paper.too_late')
  if (isRollLocked(ended) && leg.headcount !== null && reason === null) return new Refusal('paper.locked')
  return [{ kind: 'headcount_taken', legId, headcount }]
}

/** @param locksAt when it locks, ms; null while the lesson goes on */
export function rollStateOf(amendedAt: number | null, locksAt: number | null, now: number): RollState {
  if (amendedAt !== null) return 'AMENDED'
  return locksAt !== null && now > locksAt ? 'LOCKED' : 'SUBMITTED'
}
