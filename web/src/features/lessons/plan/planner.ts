import type { Me } from '@tongke/contract'
import { hasRole } from '../../../lib/me.ts'

export interface Planner {
  /** Plans for others, and names the lecturer. */
  schedules: boolean
  /** May lecture, so that no lecturer need be named. */
  teaches: boolean
  /** Where this person teaches; the lecture class of an own lesson is one of that school. */
  orgId: string | undefined
}

/** What the form offers this person. The server decides for itself. */
export const plannerOf = (me: Me | undefined): Planner => ({
  schedules: hasRole(me, 'coordinator', 'head', 'officer', 'administrator'),
  teaches: hasRole(me, 'teacher'),
  orgId: me?.kind === 'person' ? me.posts.find((post) => post.role === 'teacher')?.orgId : undefined,
})
