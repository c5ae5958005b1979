import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { ResearchPeople } from '../research-people.ts'
import { ResearchPolicies } from '../research-policies.ts'
import { SessionChange } from './session-change.ts'
import { SessionLessons } from './session-lessons.ts'
import { isOpen } from './session-transitions.rules.ts'
import { SessionWorkSources } from './session-work.ts'

/** Who takes part in a session. */
@Injectable()
export class SessionMembers {
  constructor(
    private readonly database: Database,
    private readonly change: SessionChange,
    private readonly people: ResearchPeople,
    private readonly policies: ResearchPolicies,
    private readonly work: SessionWorkSources,
    private readonly lessons: SessionLessons,
  ) {}

  /** @throws Refusal not_found, auth.forbidden, research.state, research.member, research.full */
  async add(who: PersonPrincipal, id: string, personId: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.require('organizer')
      edit.requireState(isOpen)
      await this.people.home(personId, edit.tx)
      if (edit.session.memberIds.includes(personId)) return
      const { maxMembers } = await this.policies.today()
      if (edit.session.memberIds.length >= maxMembers) throw new Refusal('research.full')
      await this.insert(edit.tx, id, [personId], edit.now)
      await this.lessons.passMembers(edit)
      await edit.note('research.member_added', { personId })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, research.state, research.main_preparer, research.has_worked, research.chairs_room */
  async remove(who: PersonPrincipal, id: string, personId: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.require('organizer')
      edit.requireState(isOpen)
      const { session, tx } = edit
      if (!session.memberIds.includes(personId)) throw new Refusal('not_found')
      if (personId === session.mainPreparerId) throw new Refusal('research.main_preparer')
      const reflected = await this.database.rows(
        'select from research_reflection where session_id = $1 and person_id = $2',
        [id, personId],
        tx,
      )
      const sheets = (await this.work.sheets(session, tx)).get(personId) ?? 0
      if (reflected.length > 0 || sheets > 0) throw new Refusal('research.has_worked')
      await tx.query('delete from research_member where session_id = $1 and person_id = $2', [id, personId])
      await this.lessons.passMembers(edit)
      await edit.note('research.member_removed', { personId })
    })
  }

  /** Those of them who have a post today and are not members yet. */
  async insert(tx: EntityManager, id: string, personIds: readonly string[], now: Date): Promise<void> {
    const homes = await this.people.homes([...new Set(personIds)], tx)
    const rows = homes.map(({ personId, orgId, rural }) => ({ person_id: personId, org_id: orgId, rural }))
    await tx.query(
      `insert into research_member (session_id, person_id, org_id, rural, added_at)
       select $1, r.person_id, r.org_id, r.rural, $3
         from jsonb_to_recordset($2::jsonb) as r(person_id uuid, org_id uuid, rural boolean)
       on conflict do nothing`,
      [id, JSON.stringify(rows), now],
    )
  }
}
