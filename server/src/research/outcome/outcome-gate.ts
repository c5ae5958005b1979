import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { mayDo, type SessionPart } from '../research-access.rules.ts'
import { SessionReading } from '../sessions/session-reading.ts'
import type { StoredSession } from '../sessions/session-store.ts'
import { whyNot, type OutcomeAction, type OutcomeMoment } from './outcome-access.rules.ts'

/** Says who may do what with the outcome of a session. */
@Injectable()
export class OutcomeGate {
  constructor(
    private readonly database: Database,
    private readonly reading: SessionReading,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see the session; what `whyNot` says */
  async enter(
    who: PersonPrincipal,
    sessionId: string,
    action: OutcomeAction,
  ): Promise<{ session: StoredSession; moment: OutcomeMoment }> {
    const { session, parts } = await this.reading.seat(who, sessionId)
    const moment = await this.momentOf(who, session, parts)
    this.require(action, moment)
    return { session, moment }
  }

  require(action: OutcomeAction, moment: OutcomeMoment): void {
    const code = whyNot(action, moment)
    if (code) throw new Refusal(code)
  }

  async momentOf(
    who: PersonPrincipal,
    { id, form, state, hostOrgPath }: StoredSession,
    parts: ReadonlySet<SessionPart>,
    tx: EntityManager = this.database.manager,
  ): Promise<OutcomeMoment> {
    const [row] = await this.database.rows<{ recorderId: string | null; isSigned: boolean }>(
      `select recorder_id as "recorderId", signed_at is not null as "isSigned" from research_minutes where session_id = $1`,
      [id],
      tx,
    )
    return {
      form,
      state,
      parts,
      readsAll: mayDo(who, 'read_proposed', hostOrgPath),
      isRecorder: parts.has('member') && row?.recorderId === who.id,
      isSigned: row?.isSigned ?? false,
    }
  }
}
