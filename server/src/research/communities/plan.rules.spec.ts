import type { PlanItem, SessionState } from '@tongke/contract'
import { planItemState } from './plan.rules.ts'

const TODAY = '2026-11-24'

describe('a thing of the plan', () => {
  it.each<[string, SessionState | null, PlanItem['state']]>([
    ['2026-11-24', null, 'OPEN'],
    ['2026-11-24', 'CANCELLED', 'OPEN'],
    ['2026-11-24', 'PROPOSED', 'RUNNING'],
    ['2026-11-25', 'OUTCOME', 'RUNNING'],
    ['2026-11-23', null, 'OVERDUE'],
    ['2026-11-23', 'CANCELLED', 'OVERDUE'],
    ['2026-11-23', 'OUTCOME', 'OVERDUE'],
    ['2026-11-23', 'CLOSED', 'DONE'],
    ['2026-12-31', 'CLOSED', 'DONE'],
  ])('due on %s with a session that is %s: %s', (dueOn, session, expected) => {
    expect(planItemState(dueOn, session, TODAY)).toBe(expected)
  })
})
