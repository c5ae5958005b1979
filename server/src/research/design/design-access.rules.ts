import type { DesignKind } from '@tongke/contract'

/** What the rules need to know of somebody and the research session a design belongs to. */
export interface SessionFacts {
  /** May look at the session. */
  readonly sees: boolean
  /** School for which the person is a member; null: no member. */
  readonly memberOf: string | null
  /** Its members still work. */
  readonly isOpen: boolean
}

export interface DesignFacts {
  readonly kind: DesignKind
  /** School of a variant. */
  readonly orgId: string | null
}

/** Takes part in what is still going on: may begin the common design and comment on any. */
export const takesPart = ({ sees, memberOf, isOpen }: SessionFacts): boolean =>
  sees && memberOf !== null && isOpen

/** The common design is everybody's who takes part, a variant is its school's alone. */
export const mayWrite = (session: SessionFacts, { kind, orgId }: DesignFacts): boolean =>
  takesPart(session) && (kind === 'common' || orgId === session.memberOf)

export const mayFork = (session: SessionFacts, orgId: string): boolean =>
  takesPart(session) && session.memberOf === orgId
