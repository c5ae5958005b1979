import { Injectable } from '@nestjs/common'
import {
  Refusal,
  SESSION_PATHS,
  type SessionAgendaItem,
  type EndpointRequest,
  type EndpointResponse,
  type SessionDetail,
  type SessionLesson,
  type SessionMember,
  type SessionStep,
  type listResearchSessions,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where, containing, pageClause } from '../../people/scope.sql.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import {
  QUIET_STATES,
  mayAnywhere,
  maySee,
  partsOf,
  researchScope,
  type SessionPart,
} from '../research-access.rules.ts'
import { SessionCards } from './session-cards.ts'
import { SessionStore, type StoredSession } from './session-store.ts'
import { isOpen, isUnderWay, stepsFor } from './session-transitions.rules.ts'

type Query = EndpointRequest<typeof listResearchSessions>['query']

/** A session with the parts the caller has in it. */
export interface Seat {
  readonly session: StoredSession
  readonly parts: ReadonlySet<SessionPart>
}

const FROM = `from research_session s join organization o on o.id = s.host_org_id
  left join research_community c on c.id = s.community_id`
const IS_MEMBER = 'exists (select from research_member m where m.session_id = s.id and m.person_id = ?)'
const CONCERNS_ME = `(s.proposed_by = ? or s.main_preparer_id = ? or c.lead_id = ? or ${IS_MEMBER})`

/** Sessions as somebody may see them. */
@Injectable()
export class SessionReading {
  constructor(
    private readonly database: Database,
    private readonly store: SessionStore,
    private readonly cards: SessionCards,
    private readonly config: Config,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  async seat(who: PersonPrincipal, id: string): Promise<Seat> {
    const session = await this.store.read(id)
    if (!maySee(who, session)) throw new Refusal('not_found')
    return { session, parts: partsOf(who, session) }
  }

  async detail(who: PersonPrincipal, id: string): Promise<SessionDetail> {
    const { session, parts } = await this.seat(who, id)
    const lessons = await this.lessons(id)
    return {
      card: await this.cards.one(id, who.id),
      revision: session.revision,
      summary: session.summary,
      nodeId: session.nodeId,
      nodePath: await this.nodePath(session.nodeId),
      cancelReason: session.cancelReason,
      path: [...SESSION_PATHS[session.form]],
      steps: await this.steps(id),
      members: await this.members(session),
      agenda: await this.database.rows<SessionAgendaItem>(
        'select id, title, minutes from research_agenda_item where session_id = $1 order by position',
        [id],
      ),
      lessons,
      meetingLessonId: lessons.findLast(({ purpose }) => purpose === 'meeting')?.lessonId ?? null,
      can: rightsOf(session, parts),
    }
  }

  /** @throws Refusal auth.forbidden */
  async list(who: PersonPrincipal, query: Query): Promise<EndpointResponse<typeof listResearchSessions>> {
    if (!mayAnywhere(who, 'read')) throw new Refusal('auth.forbidden')
    const where = this.filter(who, query)
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*)::int as total ${FROM} ${where}`,
      where.parameters,
    )
    const rows = await this.database.rows<{ id: string }>(
      `select s.id ${FROM} ${where} order by s.starts_at nulls last, s.id ${pageClause(query)}`,
      where.parameters,
    )
    const ids = rows.map(({ id }) => id)
    return { items: await this.cards.of(ids, who.id), total: count?.total ?? 0 }
  }

  private filter(who: PersonPrincipal, query: Query): Where {
    const { scope, subject, communityId, state, from, to, undated, search } = query
    const where = new Where()
    this.visible(where, who)
    const zone = this.config.timeZone
    return where
      .andIf(scope === 'mine', CONCERNS_ME, who.id, who.id, who.id, who.id)
      .andIf(subject, 's.subject = ?', subject)
      .andIf(communityId, 's.community_id = ?', communityId)
      .andIf(state, 's.state = ?', state)
      .andIf(undated === 'true', 's.starts_at is null')
      .andIf(from, '(s.starts_at at time zone ?)::date >= ?::date', zone, from)
      .andIf(to, '(s.starts_at at time zone ?)::date <= ?::date', zone, to)
      .andIf(search, `s.theme || ' ' || o.name ilike ?`, containing(search ?? ''))
  }

  /** The same as `maySee`, in SQL. */
  private visible(where: Where, who: PersonPrincipal): void {
    const part = () => new Where(where.parameters)
    const choices = [
      part().and('s.state <> all(?)', QUIET_STATES).within(researchScope(who, 'read'), 'o.path'),
      part().within(researchScope(who, 'read_proposed'), 'o.path'),
      part().within(researchScope(who, 'lead'), 'o.path'),
      part().and(CONCERNS_ME, who.id, who.id, who.id, who.id),
    ]
    where.and(`(${choices.map((one) => `s.id in (select s.id ${FROM} ${one})`).join(' or ')})`)
  }

  private async nodePath(nodeId: string | null): Promise<string[]> {
    const rows = await this.database.rows<{ title: string }>(
      `select a.title from curriculum_node n join curriculum_node a
           on a.id = any(string_to_array(trim(both '/' from n.path), '/')::uuid[])
        where n.id = $1 order by length(a.path)`,
      [nodeId],
    )
    return rows.map(({ title }) => title)
  }

  private async steps(id: string): Promise<SessionStep[]> {
    const rows = await this.database.rows<Omit<SessionStep, 'at'> & { at: Date }>(
      `select t.state, t.round, t.at, p.name as "byName" from research_step t left join person p on p.id = t.by_id
        where t.session_id = $1 order by t.number`,
      [id],
    )
    return rows.map((row) => ({ ...row, at: row.at.getTime() }))
  }

  private async members({ id, mainPreparerId }: StoredSession): Promise<SessionMember[]> {
    return this.database.rows<SessionMember>(
      `select m.person_id as "personId", p.name, m.org_id as "orgId", o.name as "orgName", m.rural,
              m.person_id = $2 as "isMainPreparer", r.person_id is not null as "hasReflected",
              m.attended_minutes::float as "attendedMinutes", m.attended
         from research_member m join person p on p.id = m.person_id join organization o on o.id = m.org_id
         left join research_reflection r on r.session_id = m.session_id and r.person_id = m.person_id
        where m.session_id = $1 order by m.person_id <> $2, o.path, p.name, p.id`,
      [id, mainPreparerId],
    )
  }

  private async lessons(id: string): Promise<SessionLesson[]> {
    const rows = await this.database.rows<Omit<SessionLesson, 'plannedStart'> & { plannedStart: Date }>(
      `select x.lesson_id as "lessonId", x.purpose, x.round, l.plan->>'title' as title, l.status,
              p.name as "lecturerName", l.planned_start as "plannedStart",
              (l.plan->>'plannedMinutes')::int as "plannedMinutes"
         from research_session_lesson x join lesson l on l.id = x.lesson_id join person p on p.id = l.lecturer_id
        where x.session_id = $1 order by l.planned_start, l.id`,
      [id],
    )
    return rows.map((row) => ({ ...row, plannedStart: row.plannedStart.getTime() }))
  }
}

function rightsOf({ form, state }: StoredSession, parts: Seat['parts']): SessionDetail['can'] {
  const organizes = parts.has('organizer') && isOpen(state)
  const takesPart = parts.has('member') && isUnderWay(state)
  return {
    edit: organizes,
    manageMembers: organizes,
    link: parts.has('organizer') && isUnderWay(state),
    takePart: takesPart,
    reflect: takesPart,
    steps: stepsFor({ form, state, parts }),
  }
}
