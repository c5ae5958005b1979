import { Refusal, type ProgrammeState } from '@tongke/contract'

export type ProgrammeTrigger =
  | 'edit'
  | 'schedule'
  | 'discard'
  | 'open'
  | 'start'
  | 'assess'
  | 'close'
  | 'cancel'
  | 'attend'
  | 'hand_in'
  | 'judge'

export interface ProgrammeMoment {
  readonly state: ProgrammeState
  readonly leads: boolean
  readonly sessions: number
}

interface Transition {
  readonly from: readonly ProgrammeState[]
  readonly guard?: (moment: ProgrammeMoment) => Refusal | null
  /** Null: it stays where it is. */
  readonly to: ProgrammeState | null
  /** People with a place do it; else whoever leads. */
  readonly byMembers?: true
}

const planned = ({ sessions }: ProgrammeMoment): Refusal | null =>
  sessions > 0 ? null : new Refusal('programme.incomplete')

/** Domain §4.2. Whatever is not here is refused. */
export const PROGRAMME_TRANSITIONS: Readonly<Record<ProgrammeTrigger, Transition>> = {
  edit: { from: ['PLANNED', 'ENROLLING'], to: null },
  schedule: { from: ['PLANNED', 'ENROLLING', 'RUNNING'], to: null },
  discard: { from: ['PLANNED'], to: null },
  open: { from: ['PLANNED'], guard: planned, to: 'ENROLLING' },
  start: { from: ['ENROLLING'], to: 'RUNNING' },
  assess: { from: ['RUNNING'], to: 'ASSESSING' },
  close: { from: ['ASSESSING'], to: 'CLOSED' },
  cancel: { from: ['PLANNED', 'ENROLLING', 'RUNNING'], to: 'CANCELLED' },
  attend: { from: ['RUNNING'], to: null, byMembers: true },
  // Works and tests may still come while it is assessed; the last word is the closing.
  hand_in: { from: ['RUNNING', 'ASSESSING'], to: null, byMembers: true },
  judge: { from: ['RUNNING', 'ASSESSING'], to: null },
}

/** The state that `trigger` leads to, or why it leads nowhere. */
export function fireProgramme(trigger: ProgrammeTrigger, moment: ProgrammeMoment): ProgrammeState | Refusal {
  const { from, guard, to, byMembers } = PROGRAMME_TRANSITIONS[trigger]
  if (!byMembers && !moment.leads) return new Refusal('auth.forbidden')
  if (!from.includes(moment.state)) return new Refusal('programme.state')
  return guard?.(moment) ?? to ?? moment.state
}

/** Leaves the guard to the moment it is done: a button that says what is missing is better than none. */
export const mayFire = (trigger: ProgrammeTrigger, moment: ProgrammeMoment): boolean =>
  !(fireProgramme(trigger, { ...moment, sessions: Math.max(1, moment.sessions) }) instanceof Refusal)
