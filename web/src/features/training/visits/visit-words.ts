import type { VisitState } from '@tongke/contract'
import type { VisitBookView } from '../../../live/visits/visit-book.ts'
import type { HeldVisit } from '../../../live/visits/visit-shelf.ts'

export const TONES: Record<VisitState | 'overdue', string> = {
  PLANNED: 'pill-ready',
  DONE: 'pill-warn',
  FOLLOWED: 'pill-ok',
  overdue: 'pill-bad',
}

/** As the device knows it: a visit made in a village is made, whether the server has heard of it or not. */
export const stateOf = ({ record, visit }: HeldVisit): VisitState =>
  visit?.state === 'FOLLOWED' ? 'FOLLOWED' : record.isDone ? 'DONE' : 'PLANNED'

export const schoolName = (held: HeldVisit, { frame }: VisitBookView): string =>
  frame?.schools.find(({ id }) => id === held.record.orgId)?.name ??
  (held.visit?.record.orgId === held.record.orgId ? held.visit.orgName : '')

/** The device's own day, `YYYY-MM-DD`. */
export const dayHere = (now = new Date()): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
