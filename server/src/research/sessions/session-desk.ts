import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type SessionInput,
  type proposeSession,
  type stepSession,
  type updateSession,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { CurriculumTree } from '../../curriculum/curriculum-tree.ts'
import { OrganizationService } from '../../people/organization.service.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { addDays, dayIn } from '../../platform/day.rules.ts'
import { newId } from '../../platform/id.ts'
import { SessionVerdict } from '../attendance/session-verdict.ts'
import { mayDo } from '../research-access.rules.ts'
import { checkGrades, checkNode } from '../research-description.rules.ts'
import { ResearchPeople } from '../research-people.ts'
import { ResearchPolicies } from '../research-policies.ts'
import { SessionChange, type SessionEdit } from './session-change.ts'
import { SessionMembers } from './session-members.ts'
import { SESSION_CLOSED, type SessionNotice } from './session-notice.ts'
import { isOpen, stepTo } from './session-transitions.rules.ts'
import { SessionWorkSources } from './session-work.ts'
import { SessionRow } from './session.entity.ts'

type Described = Omit<SessionInput, 'startsAt'> & Pick<SessionRow, 'startsAt' | 'prepDueOn'>

/** Steps with which it is written down whether the session counts; sheets may still come in between them. */
const DECIDES: readonly SessionRow['state'][] = ['REFLECTION', 'CLOSED']

/** The way of a session from its proposal to its end. */
@Injectable()
export class SessionDesk {
  constructor(
    private readonly database: Database,
    private readonly change: SessionChange,
    private readonly members: SessionMembers,
    private readonly work: SessionWorkSources,
    private readonly verdict: SessionVerdict,
    private readonly people: ResearchPeople,
    private readonly policies: ResearchPolicies,
    private readonly organizations: OrganizationService,
    private readonly tree: CurriculumTree,
    private readonly audit: Audit,
    private readonly notices: Notices,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * @returns its id. Members of its community become its members, with the main preparer and whoever proposes it.
   * @throws Refusal auth.forbidden, not_found, org.closed, research.description, research.member, node.unknown
   */
  async propose(
    who: PersonPrincipal,
    { hostOrgId, planItemId, ...input }: EndpointRequest<typeof proposeSession>['body'],
  ): Promise<string> {
    const host = await this.organizations.find(hostOrgId)
    if (!mayDo(who, 'propose', host.path)) throw new Refusal('auth.forbidden')
    if (host.closedOn) throw new Refusal('org.closed')
    await this.check(input)
    const id = newId()
    const now = this.clock.now()
    await this.database.transaction(async (tx) => {
      const row = {
        ...(await this.described(input)),
        id,
        hostOrgId,
        proposedBy: who.id,
        createdAt: now,
        updatedAt: now,
      }
      await tx.insert(SessionRow, row)
      const company = await this.companyOf(input.communityId, tx)
      await this.members.insert(tx, id, [who.id, input.mainPreparerId, ...company], now)
      if (planItemId !== null) await this.takePlanItem(tx, planItemId, id, input.communityId)
      await this.log(tx, id, { state: 'PROPOSED', round: 1, at: now, byId: who.id })
      const detail = { theme: input.theme, form: input.form, hostOrgId }
      const target = `research_session:${id}`
      await this.audit.write({ actor: who, action: 'research.proposed', target, detail }, tx)
    })
    return id
  }

  /** @throws Refusal not_found, auth.forbidden, research.state, conflict.changed, research.description … */
  async update(
    who: PersonPrincipal,
    id: string,
    { revision, ...input }: EndpointRequest<typeof updateSession>['body'],
  ): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.require('organizer')
      edit.requireState(isOpen)
      edit.requireSeen({ revision })
      const { session } = edit
      // The path it is on, and a time that members were told, do not go away any more.
      if (session.state !== 'PROPOSED' && (session.form !== input.form || input.startsAt === null))
        throw new Refusal('research.state')
      await this.check(input, edit)
      await edit.update(await this.described(input))
      await this.members.insert(edit.tx, id, [input.mainPreparerId], edit.now)
      await edit.note('research.updated', { theme: input.theme })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, conflict.changed, research.state and those of the guards */
  async step(
    who: PersonPrincipal,
    id: string,
    { to, reason, ...seen }: EndpointRequest<typeof stepSession>['body'],
  ): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      const round = await this.roundAfter(edit, to)
      edit.requireSeen(seen)
      const { reflectionDays } = await this.policies.today()
      const decided = DECIDES.includes(to) ? await this.verdict.decide(edit) : {}
      await edit.update({
        ...decided,
        state: to,
        round,
        ...(to === 'CANCELLED' ? { cancelReason: reason } : {}),
        ...(to === 'REFLECTION' ? { reflectionDueOn: addDays(this.clock.today(), reflectionDays) } : {}),
        ...(to === 'CLOSED' ? { closedAt: edit.now } : {}),
      })
      await this.log(edit.tx, id, { state: to, round, at: edit.now, byId: who.id })
      if (to === 'CLOSED')
        await this.notices.publish(edit.tx, SESSION_CLOSED, { sessionId: id } satisfies SessionNotice)
      await edit.note('research.stepped', {
        from: edit.session.state,
        to,
        round,
        ...(reason ? { reason } : {}),
      })
    })
  }

  private async roundAfter({ session, parts, tx }: SessionEdit, to: SessionRow['state']): Promise<number> {
    const agenda = await this.database.rows(
      'select from research_agenda_item where session_id = $1',
      [session.id],
      tx,
    )
    const round = stepTo(to, {
      form: session.form,
      state: session.state,
      round: session.round,
      parts,
      hasTime: session.startsAt !== null,
      agendaItems: agenda.length,
      members: session.memberIds.length,
      work: await this.work.of(session, tx),
      maxRounds: (await this.policies.today()).maxRounds,
    })
    if (round instanceof Refusal) throw round
    return round
  }

  private async described(input: SessionInput): Promise<Described> {
    const { prepDaysBefore } = await this.policies.today()
    const startsAt = input.startsAt === null ? null : new Date(input.startsAt)
    const prepDueOn = startsAt && addDays(dayIn(this.config.timeZone, startsAt), -prepDaysBefore)
    return { ...input, startsAt, prepDueOn: input.form === 'lecture' ? null : prepDueOn }
  }

  private async check(input: SessionInput, edit?: SessionEdit): Promise<void> {
    checkGrades({ subject: input.subject, gradeFrom: input.grade, gradeTo: input.grade })
    const [node] = await this.tree.nodes(input.nodeId === null ? [] : [input.nodeId])
    const isNodeOpen = node !== undefined && (node.closedOn === null || node.closedOn > this.clock.today())
    checkNode(input, isNodeOpen ? node : undefined)
    if (!edit?.session.memberIds.includes(input.mainPreparerId)) await this.people.home(input.mainPreparerId)
    if (input.communityId !== null && input.communityId !== edit?.session.communityId)
      await this.requireCommunity(input.communityId)
  }

  private async requireCommunity(id: string): Promise<void> {
    const [row] = await this.database.rows<{ closed: boolean }>(
      'select closed_at is not null as closed from research_community where id = $1',
      [id],
    )
    if (!row) throw new Refusal('not_found')
    if (row.closed) throw new Refusal('research.community_closed')
  }

  /** @throws Refusal research.plan when it is of another community or has a session that goes on */
  private async takePlanItem(
    tx: EntityManager,
    itemId: string,
    sessionId: string,
    communityId: string | null,
  ): Promise<void> {
    const taken = await this.database.rows(
      `with taken as (update research_plan_item i set session_id = $2
         where i.id = $1 and i.community_id = $3 and not exists (
           select from research_session s where s.id = i.session_id and s.state <> 'CANCELLED') returning id)
       select from taken`,
      [itemId, sessionId, communityId],
      tx,
    )
    if (taken.length === 0) throw new Refusal('research.plan')
  }

  private async companyOf(communityId: string | null, tx: EntityManager): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `select person_id as id from community_member where community_id = $1 and left_on is null order by joined_on, id`,
      [communityId],
      tx,
    )
    return rows.map(({ id }) => id)
  }

  private async log(
    tx: EntityManager,
    id: string,
    step: { state: string; round: number; at: Date; byId: string },
  ): Promise<void> {
    await tx.query(
      `insert into research_step (session_id, number, state, round, at, by_id)
       select $1, count(*) + 1, $2, $3, $4, $5 from research_step where session_id = $1`,
      [id, step.state, step.round, step.at, step.byId],
    )
  }
}
