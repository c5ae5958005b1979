import type { PlanItem, SessionState } from '@tongke/contract'

/** Late is late, also while a session is under way. */
export function planItemState(dueOn: string, session: SessionState | null, today: string): PlanItem['state'] {
  if (session === 'CLOSED') return 'DONE'
  if (dueOn < today) return 'OVERDUE'
  return session === null || session === 'CANCELLED' ? 'OPEN' : 'RUNNING'
}
