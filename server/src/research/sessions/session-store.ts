import { Injectable } from '@nestjs/common'
import { Refusal, type SessionForm, type Subject } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import type { SessionFacts } from '../research-access.rules.ts'

/** A session as the rules need it, with what its page says of it. */
export interface StoredSession extends SessionFacts {
  readonly id: string
  readonly communityId: string | null
  readonly hostOrgId: string
  readonly theme: string
  readonly summary: string
  readonly subject: Subject
  readonly grade: number
  readonly nodeId: string | null
  readonly form: SessionForm
  readonly round: number
  readonly startsAt: Date | null
  readonly plannedMinutes: number
  readonly prepDueOn: string | null
  readonly reflectionDueOn: string | null
  readonly cancelReason: string | null
  readonly closedAt: Date | null
  readonly revision: number
}

const SESSION = `
  select s.id, s.community_id as "communityId", s.host_org_id as "hostOrgId", o.path as "hostOrgPath", s.theme,
         s.summary, s.subject, s.grade, s.node_id as "nodeId", s.form, s.state, s.round, s.starts_at as "startsAt",
         s.planned_minutes as "plannedMinutes", s.prep_due_on as "prepDueOn",
         s.reflection_due_on as "reflectionDueOn", s.cancel_reason as "cancelReason", s.closed_at as "closedAt",
         s.revision, s.proposed_by as "proposedBy", s.main_preparer_id as "mainPreparerId",
         c.lead_id as "communityLeadId",
         array(select person_id from research_member where session_id = s.id order by added_at, person_id) as "memberIds"
    from research_session s join organization o on o.id = s.host_org_id
    left join research_community c on c.id = s.community_id`

/** Rows of sessions and of what hangs on them. */
@Injectable()
export class SessionStore {
  constructor(private readonly database: Database) {}

  /** @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager): Promise<StoredSession> {
    const [row] = await this.database.rows<StoredSession>(`${SESSION} where s.id = $1`, [id], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** Locked until the transaction ends: whoever changes anything about a session comes here first. */
  async lock(tx: EntityManager, id: string): Promise<StoredSession> {
    await tx.query('select from research_session where id = $1 for update', [id])
    return this.read(id, tx)
  }
}
