import { SESSION_PATHS, type SessionForm, type SessionState } from '@tongke/contract'
import type { SessionPart } from '../research-access.rules.ts'

/** What can be done with the outcome of a session. */
export type OutcomeAction =
  /** See contributions, minutes, and what became a resource. */
  | 'read'
  /** Draft the minutes from the log. */
  | 'draftMinutes'
  | 'editMinutes'
  | 'signMinutes'
  | 'appointRecorder'
  /** Make a resource of a design. */
  | 'handInDesign'
  /** Make a resource of the own reflection, or of the recording of the own lesson. */
  | 'handInOwn'

export interface OutcomeMoment {
  readonly form: SessionForm
  readonly state: SessionState
  readonly parts: ReadonlySet<SessionPart>
  /** Sees all of joint research by a post. */
  readonly readsAll: boolean
  readonly isRecorder: boolean
  readonly isSigned: boolean
}

interface Rule {
  readonly parts: readonly SessionPart[]
  /** Also whoever was appointed to write the minutes, and whoever sees all. */
  readonly also?: 'recorder' | 'readsAll'
  /** The first state on the session's way in which it may be done; absent: any. */
  readonly from?: SessionState
  /** Not with minutes that were signed. */
  readonly untilSigned?: true
}

/** Deny by default: each action names whom it is open to, and from when on. What is over is still written down and kept. */
const RULES: Record<OutcomeAction, Rule> = {
  read: { parts: ['organizer', 'member'], also: 'readsAll' },
  draftMinutes: { parts: ['organizer'], also: 'recorder', from: 'DISCUSSION', untilSigned: true },
  editMinutes: { parts: ['organizer'], also: 'recorder', untilSigned: true },
  signMinutes: { parts: ['organizer'], from: 'DISCUSSION', untilSigned: true },
  appointRecorder: { parts: ['organizer'], untilSigned: true },
  handInDesign: { parts: ['member'], from: 'REVIEW' },
  handInOwn: { parts: ['member'], from: 'REVIEW' },
}

/** A lecture has no review: there its discussion takes the place. */
function hasReached(form: SessionForm, state: SessionState, from: SessionState): boolean {
  const path = SESSION_PATHS[form]
  const first = path.includes(from) ? from : 'DISCUSSION'
  return path.indexOf(state) >= path.indexOf(first)
}

const isWho = ({ parts, also }: Rule, moment: OutcomeMoment): boolean =>
  parts.some((part) => moment.parts.has(part)) ||
  (also === 'recorder' && moment.isRecorder) ||
  (also === 'readsAll' && moment.readsAll)

/** Why it cannot be done; null: it can. */
export function whyNot(
  action: OutcomeAction,
  moment: OutcomeMoment,
): 'auth.forbidden' | 'research.state' | 'minutes.signed' | null {
  const rule = RULES[action]
  if (!isWho(rule, moment)) return 'auth.forbidden'
  if (rule.untilSigned && moment.isSigned) return 'minutes.signed'
  return rule.from && !hasReached(moment.form, moment.state, rule.from) ? 'research.state' : null
}

export const mayWithOutcome = (action: OutcomeAction, moment: OutcomeMoment): boolean =>
  whyNot(action, moment) === null
