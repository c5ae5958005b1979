import { PlanState, Refusal } from '@tongke/contract'
import { PLAN_TRANSITIONS, firePlan, type PlanPart, type PlanTrigger } from './plan-transitions.rules.ts'

const ALL: readonly PlanPart[] = ['drafter', 'bureau', 'system']
const ARROWS: [PlanState, PlanTrigger, PlanPart, PlanState][] = [
  ['DRAFT', 'edit', 'drafter', 'DRAFT'],
  ['DRAFT', 'discard', 'drafter', 'DRAFT'],
  ['DRAFT', 'approve', 'bureau', 'APPROVED'],
  ['APPROVED', 'enforce', 'bureau', 'IN_FORCE'],
  ['IN_FORCE', 'supersede', 'system', 'SUPERSEDED'],
]
const fire = (state: PlanState, trigger: PlanTrigger, parts: readonly PlanPart[], isInRange = true) => {
  const result = firePlan(trigger, { state, parts: new Set(parts), isInRange })
  return result instanceof Refusal ? result.code : result
}

describe('the life of a course plan', () => {
  it.each(ARROWS)('%s –%s by %s→', (state, trigger, who, to) => {
    expect(fire(state, trigger, [who])).toBe(to)
    const others = ALL.filter((part) => part !== who)
    expect(fire(state, trigger, others)).toBe('auth.forbidden')
  })
  it('has no other arrows', () => {
    for (const { trigger } of PLAN_TRANSITIONS)
      for (const state of PlanState.options)
        if (!ARROWS.some(([from, name]) => from === state && name === trigger))
          expect(fire(state, trigger, ALL)).toBe('plan.state')
  })
  it('approves nothing that is out of range', () => {
    expect(fire('DRAFT', 'approve', ['bureau'], false)).toBe('plan.numbers')
    expect(fire('DRAFT', 'edit', ['drafter'], false)).toBe('DRAFT')
  })
})
