import { Injectable } from '@nestjs/common'
import { Refusal, type SessionState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { maySee, partsOf, type SessionPart } from '../research-access.rules.ts'
import { SESSION_CHANGED, type SessionNotice } from './session-notice.ts'
import { SessionStore, type StoredSession } from './session-store.ts'
import { SessionRow } from './session.entity.ts'

/** One change of one session: its row as it is under the lock, and who changes it. */
export class SessionEdit {
  constructor(
    readonly tx: EntityManager,
    readonly who: PersonPrincipal,
    readonly parts: ReadonlySet<SessionPart>,
    readonly session: StoredSession,
    readonly now: Date,
    private readonly audit: Audit,
  ) {}

  /** @throws Refusal auth.forbidden */
  require(part: SessionPart): void {
    if (!this.parts.has(part)) throw new Refusal('auth.forbidden')
  }

  /** @throws Refusal research.state */
  requireState(fits: (state: SessionState) => boolean): void {
    if (!fits(this.session.state)) throw new Refusal('research.state')
  }

  /** @throws Refusal conflict.changed when it is not what the caller looked at */
  requireSeen({ revision }: { revision: number }): void {
    if (this.session.revision !== revision) throw new Refusal('conflict.changed')
  }

  /** Counts as a new revision, so that whoever looked at the old one hears of it. */
  async update(change: Partial<SessionRow>): Promise<void> {
    const revision = this.session.revision + 1
    await this.tx.update(SessionRow, this.session.id, { ...change, updatedAt: this.now, revision })
  }

  note(action: string, detail: Record<string, unknown> = {}): Promise<void> {
    const target = `research_session:${this.session.id}`
    return this.audit.write({ actor: this.who, action, target, detail }, this.tx)
  }
}

/** The one way to change a session or what hangs on it: a transaction that holds its row. */
@Injectable()
export class SessionChange {
  constructor(
    private readonly database: Database,
    private readonly store: SessionStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly notices: Notices,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  by<T>(who: PersonPrincipal, id: string, work: (edit: SessionEdit) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      const session = await this.store.lock(tx, id)
      if (!maySee(who, session)) throw new Refusal('not_found')
      const edit = new SessionEdit(tx, who, partsOf(who, session), session, this.clock.now(), this.audit)
      const done = await work(edit)
      await this.notices.publish(tx, SESSION_CHANGED, { sessionId: id } satisfies SessionNotice)
      return done
    })
  }
}
