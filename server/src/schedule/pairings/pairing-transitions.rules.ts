import { Refusal, type PairingSide, type PairingState } from '@tongke/contract'
import type { PairingPart } from './pairing-access.rules.ts'

export type PairingTrigger =
  | 'edit'
  | 'attach'
  | 'submit'
  | 'revise'
  | 'sign_host'
  | 'sign_rural'
  | 'activate'
  | 'freeze'
  | 'resume'
  | 'expire'
  | 'lapse'
  | 'abandon'
  | 'cancel'

export interface PairingMoment {
  readonly state: PairingState
  readonly parts: ReadonlySet<PairingPart>
  readonly signed: Readonly<Record<PairingSide, boolean>>
  /** The last day of its term is past. */
  readonly isOver: boolean
}

interface Transition {
  readonly from: readonly PairingState[]
  readonly trigger: PairingTrigger
  readonly who: readonly PairingPart[]
  readonly guard?: (moment: PairingMoment) => Refusal | null
  /** Null: it stays where it is. */
  readonly to: PairingState | null
}

const termGoesOn = ({ isOver }: PairingMoment): Refusal | null =>
  isOver ? new Refusal('pairing.term') : null
const termIsOver = ({ isOver }: PairingMoment): Refusal | null =>
  isOver ? null : new Refusal('pairing.state')
const unsigned =
  (side: PairingSide) =>
  ({ signed }: PairingMoment): Refusal | null =>
    signed[side] ? new Refusal('pairing.signed') : null
const bothSigned = (moment: PairingMoment): Refusal | null =>
  moment.signed.host && moment.signed.rural ? termGoesOn(moment) : new Refusal('pairing.unsigned')

/** Domain §4.2, one row per trigger. Whatever is not here is refused. */
export const PAIRING_TRANSITIONS: readonly Transition[] = [
  { from: ['DRAFT'], trigger: 'edit', who: ['drafter'], to: null },
  // The signed paper is scanned when it has been signed; who attached which file is in the audit log.
  { from: ['DRAFT', 'PENDING'], trigger: 'attach', who: ['drafter'], to: null },
  { from: ['DRAFT'], trigger: 'submit', who: ['drafter'], guard: termGoesOn, to: 'PENDING' },
  { from: ['PENDING'], trigger: 'revise', who: ['drafter'], to: 'DRAFT' },
  { from: ['PENDING'], trigger: 'sign_host', who: ['host_head'], guard: unsigned('host'), to: null },
  { from: ['PENDING'], trigger: 'sign_rural', who: ['rural_head'], guard: unsigned('rural'), to: null },
  { from: ['PENDING'], trigger: 'activate', who: ['bureau'], guard: bothSigned, to: 'ACTIVE' },
  { from: ['ACTIVE'], trigger: 'freeze', who: ['bureau'], to: 'FROZEN' },
  { from: ['FROZEN'], trigger: 'resume', who: ['bureau'], to: 'ACTIVE' },
  { from: ['ACTIVE', 'FROZEN'], trigger: 'expire', who: ['system'], guard: termIsOver, to: 'EXPIRED' },
  // What was never in force when its term ended never will be.
  { from: ['DRAFT', 'PENDING'], trigger: 'lapse', who: ['system'], guard: termIsOver, to: 'CANCELLED' },
  { from: ['DRAFT', 'PENDING'], trigger: 'abandon', who: ['drafter'], to: 'CANCELLED' },
  { from: ['ACTIVE', 'FROZEN'], trigger: 'cancel', who: ['bureau'], to: 'CANCELLED' },
]

/** The state that `trigger` leads to, or why it leads nowhere. */
export function firePairing(trigger: PairingTrigger, moment: PairingMoment): PairingState | Refusal {
  const row = PAIRING_TRANSITIONS.find((one) => one.trigger === trigger)
  if (!row?.who.some((part) => moment.parts.has(part))) return new Refusal('auth.forbidden')
  if (!row.from.includes(moment.state)) return new Refusal('pairing.state')
  return row.guard?.(moment) ?? row.to ?? moment.state
}

export const mayFire = (trigger: PairingTrigger, moment: PairingMoment): boolean =>
  !(firePairing(trigger, moment) instanceof Refusal)

/** What ends it in its state: whoever drafts gives up what is not in force yet, the bureau what is. */
export const endingOf = (state: PairingState): 'abandon' | 'cancel' =>
  state === 'DRAFT' || state === 'PENDING' ? 'abandon' : 'cancel'
