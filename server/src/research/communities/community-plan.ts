import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type saveCommunityPlan } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { CommunityDesk } from './community-desk.ts'
import { CommunityRow } from './community.entity.ts'

/** What a community wants to do in the year, and by when. */
@Injectable()
export class CommunityPlan {
  constructor(
    private readonly database: Database,
    private readonly desk: CommunityDesk,
  ) {}

  /** @throws Refusal not_found, auth.forbidden, research.community_closed, conflict.changed, research.plan */
  async save(
    who: PersonPrincipal,
    id: string,
    { items, revision }: EndpointRequest<typeof saveCommunityPlan>['body'],
  ): Promise<void> {
    await this.desk.change(who, id, async ({ tx, community }) => {
      if (community.revision !== revision) throw new Refusal('conflict.changed')
      const known = await this.database.rows<{ id: string; kept: boolean }>(
        'select id, session_id is not null as kept from research_plan_item where community_id = $1',
        [id],
        tx,
      )
      const named = items.flatMap((item) => (item.id ? [item.id] : []))
      const ids = new Set(known.map((one) => one.id))
      const isWrong =
        new Set(named).size < named.length ||
        named.some((one) => !ids.has(one)) ||
        known.some((one) => one.kept && !named.includes(one.id))
      if (isWrong) throw new Refusal('research.plan')
      await tx.query('delete from research_plan_item where community_id = $1 and id <> all($2)', [id, named])
      for (const [position, { id: itemId, title, form, dueOn }] of items.entries())
        await tx.query(
          `insert into research_plan_item (id, community_id, position, title, form, due_on) values ($1, $2, $3, $4, $5, $6)
           on conflict (id) do update set position = excluded.position, title = excluded.title, form = excluded.form,
             due_on = excluded.due_on`,
          [itemId ?? newId(), id, position, title, form, dueOn],
        )
      await tx.update(CommunityRow, id, { revision: revision + 1 })
      await this.desk.note(who, id, 'research.plan_saved', tx, { items: items.length })
    })
  }
}
