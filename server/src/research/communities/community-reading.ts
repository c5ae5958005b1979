import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CommunityCard,
  type CommunityDetail,
  type CommunityMember,
  type EndpointRequest,
  type EndpointResponse,
  type PlanItem,
  type SessionState,
  type listCommunities,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where, containing, pageClause } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { planItemState } from './plan.rules.ts'
import { leadsCommunity, mayAnywhere, type CommunityFacts } from '../research-access.rules.ts'

/** A community as the rules need it. */
export interface StoredCommunity extends CommunityFacts {
  readonly id: string
  readonly closedAt: Date | null
  readonly revision: number
}

const FROM = 'from research_community c join organization o on o.id = c.org_id'
const IS_MEMBER =
  'exists (select from community_member m where m.community_id = c.id and m.person_id = ? and m.left_on is null)'
const CARD = `
  select c.id, c.kind, c.name, c.summary, c.subject, c.grade_from as "gradeFrom", c.grade_to as "gradeTo",
         c.org_id as "orgId", o.name as "orgName", p.name as "leadName", m.members, m.schools,
         m.rural as "ruralMembers", s.counted as "countedSessions", s.open as "openSessions", d.overdue,
         m.mine, c.closed_at is not null as "isClosed"
    from research_community c join organization o on o.id = c.org_id join person p on p.id = c.lead_id
    cross join lateral (
      select count(*)::int as members, count(distinct org_id)::int as schools,
             (count(*) filter (where rural))::int as rural, coalesce(bool_or(person_id = $2), false) as mine
        from community_member where community_id = c.id and left_on is null
    ) m
    cross join lateral (
      select (count(*) filter (where state = 'CLOSED' and counted))::int as counted,
             (count(*) filter (where state not in ('CLOSED', 'CANCELLED')))::int as open
        from research_session where community_id = c.id
    ) s
    cross join lateral (
      select count(*)::int as overdue from research_plan_item i left join research_session x on x.id = i.session_id
       where i.community_id = c.id and c.closed_at is null and i.due_on < $3::date and x.state is distinct from 'CLOSED'
    ) d
   where c.id = any($1)`

/** Communities as people of the county see them. */
@Injectable()
export class CommunityReading {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async store(id: string, tx: EntityManager = this.database.manager, lock = ''): Promise<StoredCommunity> {
    const [row] = await this.database.rows<StoredCommunity>(
      `select c.id, o.path as "orgPath", c.lead_id as "leadId", c.closed_at as "closedAt", c.revision
         ${FROM} where c.id = $1 ${lock}`,
      [id],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** @throws Refusal auth.forbidden, not_found */
  async detail(who: PersonPrincipal, id: string): Promise<CommunityDetail> {
    this.require(who)
    const community = await this.store(id)
    const [card] = await this.cards([id], who.id)
    if (!card) throw new Refusal('not_found')
    const manage = leadsCommunity(who, community) && community.closedAt === null
    return {
      card,
      revision: community.revision,
      members: await this.members(id),
      plan: await this.plan(id),
      can: { manage, propose: community.closedAt === null && (manage || card.mine) },
    }
  }

  /** @throws Refusal auth.forbidden */
  async list(
    who: PersonPrincipal,
    query: EndpointRequest<typeof listCommunities>['query'],
  ): Promise<EndpointResponse<typeof listCommunities>> {
    this.require(who)
    const where = new Where()
      .andIf(query.scope === 'mine', IS_MEMBER, who.id)
      .andIf(query.kind, 'c.kind = ?', query.kind)
      .andIf(query.subject, 'c.subject = ?', query.subject)
      .andIf(query.search, `c.name || ' ' || o.name ilike ?`, containing(query.search ?? ''))
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*)::int as total ${FROM} ${where}`,
      where.parameters,
    )
    const rows = await this.database.rows<{ id: string }>(
      `select c.id ${FROM} ${where} order by c.closed_at is not null, c.name, c.id ${pageClause(query)}`,
      where.parameters,
    )
    const ids = rows.map(({ id }) => id)
    return { items: await this.cards(ids, who.id), total: count?.total ?? 0 }
  }

  /** @throws Refusal auth.forbidden to whoever has no post */
  require(who: PersonPrincipal): void {
    if (!mayAnywhere(who, 'read')) throw new Refusal('auth.forbidden')
  }

  private async cards(ids: readonly string[], viewerId: string): Promise<CommunityCard[]> {
    const rows = await this.database.rows<CommunityCard>(CARD, [ids, viewerId, this.clock.today()])
    const byId = new Map(rows.map((card) => [card.id, card]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

  private async plan(id: string): Promise<PlanItem[]> {
    const rows = await this.database.rows<Omit<PlanItem, 'state'> & { session: SessionState | null }>(
      `select i.id, i.title, i.form, i.due_on as "dueOn", i.session_id as "sessionId", s.state as session
         from research_plan_item i left join research_session s on s.id = i.session_id
        where i.community_id = $1 order by i.due_on, i.position`,
      [id],
    )
    const today = this.clock.today()
    return rows.map(({ session, ...item }) => ({ ...item, state: planItemState(item.dueOn, session, today) }))
  }

  private members(id: string): Promise<CommunityMember[]> {
    return this.database.rows<CommunityMember>(
      `select m.person_id as "personId", p.name, m.org_id as "orgId", o.name as "orgName", m.rural, m.role,
              m.joined_on as "joinedOn"
         from community_member m join person p on p.id = m.person_id join organization o on o.id = m.org_id
        where m.community_id = $1 and m.left_on is null
        order by array_position(array['lead', 'mentor', 'member'], m.role), o.path, p.name, p.id`,
      [id],
    )
  }
}
