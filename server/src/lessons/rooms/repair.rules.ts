import type { RepairEvent, RepairState, RepairStep } from '@tongke/contract'

interface Arrow {
  readonly from: readonly RepairState[]
  readonly to: RepairState | null
  readonly event: RepairEvent['kind']
  /** People say what they did or why. */
  readonly needsText: boolean
}

/** OPEN → ACKNOWLEDGED → FIXED → CLOSED; what is not fixed after all is open again. Whatever is not here is refused. */
export const REPAIR_STEPS: Readonly<Record<RepairStep, Arrow>> = {
  acknowledge: { from: ['OPEN'], to: 'ACKNOWLEDGED', event: 'acknowledged', needsText: false },
  fix: { from: ['OPEN', 'ACKNOWLEDGED'], to: 'FIXED', event: 'fixed', needsText: true },
  close: { from: ['FIXED'], to: 'CLOSED', event: 'closed', needsText: false },
  reopen: { from: ['FIXED'], to: 'OPEN', event: 'reopened', needsText: true },
  note: { from: ['OPEN', 'ACKNOWLEDGED', 'FIXED'], to: null, event: 'noted', needsText: true },
}

export type StepAnswer =
  | { readonly ok: true; readonly to: RepairState; readonly event: RepairEvent['kind'] }
  | { readonly ok: false; readonly because: 'state' | 'text' }

export function stepFrom(state: RepairState, step: RepairStep, text: string): StepAnswer {
  const arrow = REPAIR_STEPS[step]
  if (!arrow.from.includes(state)) return { ok: false, because: 'state' }
  if (arrow.needsText && text === '') return { ok: false, because: 'text' }
  return { ok: true, to: arrow.to ?? state, event: arrow.event }
}
