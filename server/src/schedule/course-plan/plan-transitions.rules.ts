import { Refusal, type PlanState } from '@tongke/contract'

export type PlanTrigger = 'edit' | 'discard' | 'approve' | 'enforce' | 'supersede'
export type PlanPart = 'drafter' | 'bureau' | 'system'

export interface PlanMoment {
  readonly state: PlanState
  readonly parts: ReadonlySet<PlanPart>
  /** Weekly totals, the year and all shares are right. */
  readonly isInRange: boolean
}

interface Transition {
  readonly from: PlanState
  readonly trigger: PlanTrigger
  readonly who: PlanPart
  readonly guard?: (moment: PlanMoment) => Refusal | null
  /** Null: it stays where it is. */
  readonly to: PlanState | null
}

/** Domain §4.2, one row per trigger. Whatever is not here is refused. */
export const PLAN_TRANSITIONS: readonly Transition[] = [
  { from: 'DRAFT', trigger: 'edit', who: 'drafter', to: null },
  { from: 'DRAFT', trigger: 'discard', who: 'drafter', to: null },
  {
    from: 'DRAFT',
    trigger: 'approve',
    who: 'bureau',
    guard: ({ isInRange }) => (isInRange ? null : new Refusal('plan.numbers')),
    to: 'APPROVED',
  },
  { from: 'APPROVED', trigger: 'enforce', who: 'bureau', to: 'IN_FORCE' },
  // The next one of its layer came into force.
  { from: 'IN_FORCE', trigger: 'supersede', who: 'system', to: 'SUPERSEDED' },
]

/** The state that `trigger` leads to, or why it leads nowhere. */
export function firePlan(trigger: PlanTrigger, moment: PlanMoment): PlanState | Refusal {
  const row = PLAN_TRANSITIONS.find((one) => one.trigger === trigger)
  if (!row || !moment.parts.has(row.who)) return new Refusal('auth.forbidden')
  if (row.from !== moment.state) return new Refusal('plan.state')
  return row.guard?.(moment) ?? row.to ?? moment.state
}

export const mayFire = (trigger: PlanTrigger, moment: PlanMoment): boolean =>
  !(firePlan(trigger, moment) instanceof Refusal)
