import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CommunityRole,
  type EndpointRequest,
  type createCommunity,
  type updateCommunity,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { OrganizationService } from '../../people/organization.service.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { leadsCommunity, mayDo } from '../research-access.rules.ts'
import { checkGrades } from '../research-description.rules.ts'
import { ResearchPeople } from '../research-people.ts'
import { ResearchPolicies } from '../research-policies.ts'
import { CommunityReading, type StoredCommunity } from './community-reading.ts'
import { CommunityRow } from './community.entity.ts'

interface Edit {
  readonly tx: EntityManager
  readonly community: StoredCommunity
}

/** Founding communities, and who is in them. */
@Injectable()
export class CommunityDesk {
  constructor(
    private readonly database: Database,
    private readonly reading: CommunityReading,
    private readonly people: ResearchPeople,
    private readonly policies: ResearchPolicies,
    private readonly organizations: OrganizationService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns its id. @throws Refusal auth.forbidden, not_found, org.closed, research.description, research.member */
  async create(
    who: PersonPrincipal,
    input: EndpointRequest<typeof createCommunity>['body'],
  ): Promise<string> {
    const org = await this.organizations.find(input.orgId)
    if (!mayDo(who, 'lead', org.path)) throw new Refusal('auth.forbidden')
    if (org.closedOn) throw new Refusal('org.closed')
    checkGrades(input)
    await this.people.home(input.leadId)
    const id = newId()
    await this.database.transaction(async (tx) => {
      const now = this.clock.now()
      await tx.insert(CommunityRow, { ...input, id, createdBy: who.id, createdAt: now })
      await this.enter(tx, id, input.leadId, 'lead')
      const detail = { name: input.name, kind: input.kind, orgId: input.orgId, leadId: input.leadId }
      await this.note(who, id, 'research.community_founded', tx, detail)
    })
    return id
  }

  /** @throws Refusal not_found, auth.forbidden, conflict.changed, research.community_closed, research.description */
  async update(
    who: PersonPrincipal,
    id: string,
    { revision, ...input }: EndpointRequest<typeof updateCommunity>['body'],
  ): Promise<void> {
    checkGrades(input)
    await this.change(who, id, async ({ tx, community }) => {
      if (community.revision !== revision) throw new Refusal('conflict.changed')
      await tx.update(CommunityRow, id, { ...input, revision: revision + 1 })
      await this.note(who, id, 'research.community_updated', tx, { name: input.name })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, conflict.changed, research.community_closed */
  async close(who: PersonPrincipal, id: string, { revision }: { revision: number }): Promise<void> {
    await this.change(who, id, async ({ tx, community }) => {
      if (community.revision !== revision) throw new Refusal('conflict.changed')
      await tx.update(CommunityRow, id, { closedAt: this.clock.now(), revision: revision + 1 })
      await this.note(who, id, 'research.community_closed', tx)
    })
  }

  /** @throws Refusal not_found, auth.forbidden, research.community_closed, research.member, research.lead, research.full */
  async setMember(who: PersonPrincipal, id: string, personId: string, role: CommunityRole): Promise<void> {
    await this.change(who, id, async ({ tx, community }) => {
      if (personId === community.leadId && role !== 'lead') throw new Refusal('research.lead')
      await this.people.home(personId, tx)
      if (role === 'lead' && personId !== community.leadId) {
        await this.write(tx, id, community.leadId, 'member')
        await tx.update(CommunityRow, id, { leadId: personId })
      }
      await this.enter(tx, id, personId, role)
      await this.note(who, id, 'research.community_member_set', tx, { personId, role })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, research.community_closed, research.lead */
  async removeMember(who: PersonPrincipal, id: string, personId: string): Promise<void> {
    await this.change(who, id, async ({ tx, community }) => {
      if (personId === community.leadId) throw new Refusal('research.lead')
      const gone = await this.database.rows<{ id: string }>(
        `with gone as (update community_member set left_on = $3::date
           where community_id = $1 and person_id = $2 and left_on is null returning id) select id from gone`,
        [id, personId, this.clock.today()],
        tx,
      )
      if (gone.length === 0) throw new Refusal('not_found')
      await this.note(who, id, 'research.community_member_left', tx, { personId })
    })
  }

  /** Holds the community's row, for whoever leads it. */
  async change(who: PersonPrincipal, id: string, work: (edit: Edit) => Promise<void>): Promise<void> {
    this.reading.require(who)
    await this.database.transaction(async (tx) => {
      const community = await this.reading.store(id, tx, 'for update of c')
      if (!leadsCommunity(who, community)) throw new Refusal('auth.forbidden')
      if (community.closedAt) throw new Refusal('research.community_closed')
      await work({ tx, community })
    })
  }

  note(
    who: PersonPrincipal,
    id: string,
    action: string,
    tx: EntityManager,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    return this.audit.write({ actor: who, action, target: `research_community:${id}`, detail }, tx)
  }

  private async enter(tx: EntityManager, id: string, personId: string, role: CommunityRole): Promise<void> {
    const { orgId, rural } = await this.people.home(personId, tx)
    if (await this.write(tx, id, personId, role)) return
    const members = await this.database.rows(
      'select from community_member where community_id = $1 and left_on is null',
      [id],
      tx,
    )
    if (members.length >= (await this.policies.today()).maxMembers) throw new Refusal('research.full')
    await tx.query(
      `insert into community_member (id, community_id, person_id, org_id, rural, role, joined_on)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), id, personId, orgId, rural, role, this.clock.today()],
    )
  }

  /** @returns whether there was such a member */
  private async write(
    tx: EntityManager,
    id: string,
    personId: string,
    role: CommunityRole,
  ): Promise<boolean> {
    const rows = await this.database.rows(
      `with done as (update community_member set role = $3
         where community_id = $1 and person_id = $2 and left_on is null returning id) select from done`,
      [id, personId, role],
      tx,
    )
    return rows.length > 0
  }
}
