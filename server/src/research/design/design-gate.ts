import { Injectable } from '@nestjs/common'
import { Refusal, type SessionState, type Subject } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { mayAnywhere } from '../research-access.rules.ts'
import { SessionReading } from '../sessions/session-reading.ts'
import { isUnderWay } from '../sessions/session-transitions.rules.ts'
import { mayWrite, takesPart, type SessionFacts } from './design-access.rules.ts'
import { DesignStore, type StoredDesign } from './design-store.ts'

/** A session as designs need it, for one person. */
export interface GatedSession extends SessionFacts {
  readonly id: string
  readonly title: string
  readonly subject: Subject
  readonly grade: number
  /** The school of the person in it. */
  readonly school: { readonly orgId: string; readonly name: string } | null
}

interface Membership {
  readonly state: SessionState
  readonly orgId: string | null
  readonly orgName: string | null
}

/** Says who may do what to the designs of a session. */
@Injectable()
export class DesignGate {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionReading,
    private readonly store: DesignStore,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  async session(who: PersonPrincipal, sessionId: string): Promise<GatedSession> {
    const { session } = await this.sessions.seat(who, sessionId)
    const { state, orgId, orgName } = await this.membership(who, sessionId)
    return {
      id: sessionId,
      title: session.theme,
      subject: session.subject,
      grade: session.grade,
      sees: true,
      memberOf: orgId,
      isOpen: isUnderWay(state),
      school: orgId === null ? null : { orgId, name: orgName ?? '' },
    }
  }

  /** @throws Refusal not_found, also to whoever may not see its session */
  async reader(
    who: PersonPrincipal,
    designId: string,
  ): Promise<{ design: StoredDesign; session: GatedSession; canWrite: boolean }> {
    const design = await this.store.read(designId)
    const session = await this.session(who, design.sessionId)
    return { design, session, canWrite: mayWrite(session, design) }
  }

  /** @throws Refusal auth.forbidden, design.closed */
  requirePart(session: SessionFacts): void {
    if (takesPart(session)) return
    throw new Refusal(session.isOpen || session.memberOf === null ? 'auth.forbidden' : 'design.closed')
  }

  /** As things are within the transaction. @throws Refusal auth.forbidden, design.closed */
  async requireWriter(who: PersonPrincipal, design: StoredDesign, tx: EntityManager): Promise<void> {
    const { state, orgId } = await this.membership(who, design.sessionId, tx)
    const facts = { sees: mayAnywhere(who, 'read'), memberOf: orgId, isOpen: isUnderWay(state) }
    this.requirePart(facts)
    if (!mayWrite(facts, design)) throw new Refusal('auth.forbidden')
  }

  private async membership(
    { id }: PersonPrincipal,
    sessionId: string,
    tx: EntityManager = this.database.manager,
  ): Promise<Membership> {
    const [row] = await this.database.rows<Membership>(
      `select s.state, m.org_id as "orgId", o.name as "orgName" from research_session s
         left join research_member m on m.session_id = s.id and m.person_id = $2
         left join organization o on o.id = m.org_id
        where s.id = $1`,
      [sessionId, id],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return row
  }
}
