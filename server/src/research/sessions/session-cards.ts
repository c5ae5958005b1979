import { Injectable } from '@nestjs/common'
import { Refusal, type SessionCard } from '@tongke/contract'
import { Database } from '../../platform/database/database.ts'

const CARD = `
  select s.id, s.theme, s.subject, s.grade, s.form, s.state, s.round, s.community_id as "communityId",
         c.name as "communityName", s.host_org_id as "hostOrgId", o.name as "hostOrgName",
         s.main_preparer_id as "mainPreparerId", p.name as "mainPreparerName", s.starts_at as "startsAt",
         s.planned_minutes as "plannedMinutes", s.prep_due_on as "prepDueOn",
         s.reflection_due_on as "reflectionDueOn", s.counted, m.members, m.schools, m.rural as "ruralMembers", m.mine
    from research_session s join organization o on o.id = s.host_org_id join person p on p.id = s.main_preparer_id
    left join research_community c on c.id = s.community_id
    cross join lateral (
      select count(*)::int as members, count(distinct org_id)::int as schools,
             (count(*) filter (where rural))::int as rural, coalesce(bool_or(person_id = $2), false) as mine
        from research_member where session_id = s.id
    ) m
   where s.id = any($1)`

/** What lists show of a session. */
@Injectable()
export class SessionCards {
  constructor(private readonly database: Database) {}

  /** In the order of `ids`, as `viewerId` sees them. */
  async of(ids: readonly string[], viewerId: string): Promise<SessionCard[]> {
    const rows = await this.database.rows<Omit<SessionCard, 'startsAt'> & { startsAt: Date | null }>(CARD, [
      ids,
      viewerId,
    ])
    const byId = new Map(
      rows.map((row) => [
        row.id,
        { ...row, startsAt: row.startsAt?.getTime() ?? null } satisfies SessionCard,
      ]),
    )
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

  /** @throws Refusal not_found */
  async one(id: string, viewerId: string): Promise<SessionCard> {
    const [card] = await this.of([id], viewerId)
    if (!card) throw new Refusal('not_found')
    return card
  }
}
