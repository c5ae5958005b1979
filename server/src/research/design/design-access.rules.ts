import type { DesignKind } from '@tongke/contract'

/** What the rules need to know of somebody and the research session a design belongs to. */
export interface SessionFacts {
  /** May look at the session. */
  readonly sees: boolean
  /** Takes part in it. */
  readonly isMember: boolean
  /** It is not over. */
  readonly isOpen: boolean
  /** Schools at which the person serves today. */
  readonly orgIds: readonly string[]
}

export interface DesignFacts {
  readonly kind: DesignKind
  /** School of a variant. */
  readonly orgId: string | null
}

export const mayRead = ({ sees, isMember }: SessionFacts): boolean => sees || isMember

/** Takes part in what is still going on: may begin the common design and comment on any. */
export const takesPart = (session: SessionFacts): boolean =>
  mayRead(session) && session.isMember && session.isOpen

/** The common design is everybody's who takes part, a variant is its school's alone. */
export const mayWrite = (session: SessionFacts, { kind, orgId }: DesignFacts): boolean =>
  takesPart(session) && (kind === 'common' || (orgId !== null && session.orgIds.includes(orgId)))

export const mayFork = (session: SessionFacts, orgId: string): boolean =>
  takesPart(session) && session.orgIds.includes(orgId)
