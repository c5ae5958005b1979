import { Injectable } from '@nestjs/common'
import {
  projectState,
  Refusal,
  type CurriculumNode,
  type EndpointRequest,
  type EndpointResponse,
  type getLesson,
  type LegLedger,
  type LegResult,
  type LessonPlan,
  type LessonState,
  type LessonStatus,
  type LessonSummary,
  type listLessons,
} from '@tongke/contract'
import { CurriculumTree } from '../curriculum/curriculum-tree.ts'
import type { Principal } from '../people/principal.ts'
import { containing, Where } from '../people/scope.sql.ts'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { dayEnd, dayStart } from './day-window.rules.ts'
import type { LedgerSum } from './leg-ledger.rules.ts'
import {
  isStaff,
  mayDo,
  participantOf,
  scopeOf,
  type LessonAction,
  type LessonParties,
} from './lesson-access.rules.ts'
import { LessonDirectory } from './lesson-directory.ts'
import { LessonPolicies } from './lesson-policies.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'
import { opensAt } from './lesson-transitions.rules.ts'
import { LessonStore } from './lesson-store.ts'
import { MediaLedger } from './media-ledger.ts'

type Query = EndpointRequest<typeof listLessons>['query']

interface Row {
  id: string
  status: LessonStatus
  plan: LessonPlan
  started_at: Date | null
  ended_at: Date | null
  results: Record<string, LegResult | null>
  parties: LessonParties
}

const COLUMNS = `l.id, l.status, l.plan, l.started_at, l.ended_at,
  coalesce((select jsonb_object_agg(g.id, g.result) from lesson_leg g where g.lesson_id = l.id), '{}') as results,
  jsonb_build_object(
    'lecturerId', l.lecturer_id,
    'lectureOrg', (select jsonb_build_object('id', o.id, 'path', o.path) from organization o where o.id = l.lecture_org_id),
    'enrolled', coalesce((select jsonb_agg(jsonb_build_object('personId', b.person_id, 'orgName', bo.name))
      from lesson_observer b join organization bo on bo.id = b.org_id
     where b.lesson_id = l.id and b.cancelled_at is null), '[]'),
    'legs', coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'classId', g.class_id, 'assistantId', g.assistant_id,
        'org', jsonb_build_object('id', o.id, 'path', o.path)) order by g.position)
      from lesson_leg g join organization o on o.id = g.org_id where g.lesson_id = l.id), '[]')) as parties`

/** Meetings have no classes; they are listed with what they belong to. */
const NO_MEETING = `l.plan->>'type' <> 'meeting'`
const EDITABLE: readonly LessonStatus[] = ['SCHEDULED', 'PREPARED', 'CHECKED']
const CANCELLABLE: readonly LessonStatus[] = [...EDITABLE, 'WAITING']
const isOver = (status: LessonStatus): boolean => !ENTERABLE.includes(status)
const ENTERABLE: readonly LessonStatus[] = [...CANCELLABLE, 'LIVE', 'INTERRUPTED']

const summaryOf = (row: Row, who: Principal): LessonSummary => {
  const { plan } = row
  return {
    id: row.id,
    status: row.status,
    title: plan.title,
    type: plan.type,
    subject: plan.subject,
    grade: plan.grade,
    plannedStart: plan.plannedStart,
    plannedMinutes: plan.plannedMinutes,
    startedAt: row.started_at?.getTime() ?? null,
    endedAt: row.ended_at?.getTime() ?? null,
    lecturerName: plan.lecturer.name,
    lectureOrgName: plan.lectureClass.orgName,
    lectureClassName: plan.lectureClass.name,
    legs: plan.legs.map(({ id, orgName, className, assistantName }) => ({
      id,
      orgName,
      className,
      assistantName,
      result: row.results[id] ?? null,
    })),
    me: participantOf(who, row.parties),
  }
}

/** Lists and details of lessons, for whoever may see them. */
@Injectable()
export class LessonReading {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly ledger: MediaLedger,
    private readonly policies: LessonPolicies,
    private readonly tree: CurriculumTree,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async list(who: Principal, query: Query): Promise<EndpointResponse<typeof listLessons>> {
    const where = this.filter(who, query)
    const ascending = query.when === 'coming' || query.when === 'today'
    const rows = await this.database.rows<Row>(
      `select ${COLUMNS} from lesson l ${where} order by l.planned_start ${ascending ? 'asc' : 'desc'}, l.id
        limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`,
      where.parameters,
    )
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*) as total from lesson l ${where}`,
      where.parameters,
    )
    return { items: rows.map((row) => summaryOf(row, who)), total: count?.total ?? 0 }
  }

  /** @throws Refusal not_found, also to whoever may not see it */
  async summary(who: Principal, lessonId: string): Promise<LessonSummary> {
    const [row] = await this.database.rows<Row>(
      `select ${COLUMNS} from lesson l where l.id = $1 and ${NO_MEETING}`,
      [lessonId],
    )
    if (!row || !mayDo('see', who, row.parties)) throw new Refusal('not_found')
    return summaryOf(row, who)
  }

  /** Those of `ids` that somebody may do something with, by their time. */
  async summaries(who: Principal, action: LessonAction, ids: readonly string[]): Promise<LessonSummary[]> {
    const rows = await this.database.rows<Row>(
      `select ${COLUMNS} from lesson l where l.id = any($1) and ${NO_MEETING} order by l.planned_start, l.id`,
      [ids],
    )
    return rows.filter(({ parties }) => mayDo(action, who, parties)).map((row) => summaryOf(row, who))
  }

  async detail(who: Principal, lessonId: string): Promise<EndpointResponse<typeof getLesson>> {
    const summary = await this.summary(who, lessonId)
    const parties = await this.directory.parties(lessonId)
    const state = await this.store.read(lessonId)
    return {
      summary,
      state: projectState(state, isStaff(summary.me)),
      ledger: await this.legs(state),
      observers: await this.observers(lessonId, isOver(state.status)),
      node: await this.node(lessonId),
      can: this.rights(who, parties, state, await this.policies.today()),
    }
  }

  /** The ledger of every leg. After the lesson is settled its results are those that were settled. */
  async legs(state: LessonState): Promise<LegLedger[]> {
    const settled = state.status === 'SETTLED' ? await this.ledger.settledLegs(state.lessonId) : null
    const policy = await this.policies.today()
    const sums = await this.ledger.legs(state, policy, this.clock.now().getTime())
    return state.plan.legs.map((leg) => ledgerOf(state, leg, settled?.get(leg.id)?.sum ?? sums.get(leg.id)))
  }

  private rights(who: Principal, parties: LessonParties, state: LessonState, policy: LessonPolicy) {
    const { status } = state
    const isTime = this.clock.now().getTime() >= opensAt({ state, facts: { policy } })
    return {
      edit: EDITABLE.includes(status) && mayDo('edit', who, parties),
      cancel: CANCELLABLE.includes(status) && mayDo('cancel', who, parties),
      enter: ENTERABLE.includes(status) && isTime && participantOf(who, parties) !== null,
      settle: status === 'ENDED' && mayDo('settle', who, parties),
      export: mayDo('export', who, parties),
    }
  }

  private async node(lessonId: string): Promise<CurriculumNode | null> {
    const rows = await this.database.rows<{ id: string }>(
      'select node_id as id from lesson where id = $1 and node_id is not null',
      [lessonId],
    )
    return (await this.tree.nodes(rows.map(({ id }) => id)))[0] ?? null
  }

  /** Whoever looked in unseen is named when the lesson is over. */
  private observers(lessonId: string, isOver: boolean) {
    return this.database.rows<{ id: string; name: string; orgName: string }>(
      `select distinct on (body->>'id') body->>'id' as id, body->>'name' as name, body->>'orgName' as "orgName"
         from lesson_event where lesson_id = $1 and kind = 'observer_arrived' and ($2 or body->>'hidden' is null)
        order by body->>'id', revision desc`,
      [lessonId, isOver],
    )
  }

  private filter(who: Principal, query: Query): Where {
    const now = this.clock.now()
    const { timeZone } = this.config
    const where = new Where().and(NO_MEETING)
    this.mine(where, who, query.scope)
    return where
      .andIf(query.from !== undefined, 'l.planned_start >= ?', new Date(query.from ?? 0))
      .andIf(query.to !== undefined, 'l.planned_start < ?', new Date(query.to ?? 0))
      .andIf(
        query.when === 'today',
        'l.planned_start >= ? and l.planned_start < ?',
        dayStart(timeZone, now),
        dayEnd(timeZone, now),
      )
      .andIf(
        query.when === 'coming',
        `l.planned_end >= ? and l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')`,
        now,
      )
      .andIf(
        query.when === 'past',
        `(l.planned_end < ? or l.status in ('ENDED', 'SETTLED', 'CANCELLED', 'RESCHEDULED', 'NOT_HELD'))`,
        now,
      )
      .andIf(query.search, `l.plan->>'title' ilike ?`, containing(query.search ?? ''))
  }

  private mine(where: Where, who: Principal, scope: Query['scope']): void {
    const leg = (condition: string) =>
      `exists (select from lesson_leg g join organization o on o.id = g.org_id where g.lesson_id = l.id and ${condition})`
    if (who.kind === 'device') return void where.and(leg('g.class_id = ?'), who.classId)
    const own = `l.lecturer_id = ? or ${leg('g.assistant_id = ?')} or exists (select from lesson_observer b
      where b.lesson_id = l.id and b.person_id = ? and b.cancelled_at is null)`
    const reach = scopeOf(who)
    if (scope === 'mine') return void where.and(`(${own})`, who.id, who.id, who.id)
    if (reach.all) return
    const below = reach.orgPaths.map((path) => `${path}%`)
    where.and(
      `(${own} or l.lecture_org_id = any(?) or ${leg('(g.org_id = any(?) or o.path like any(?))')}
        or exists (select from organization lo where lo.id = l.lecture_org_id and lo.path like any(?)))`,
      who.id,
      who.id,
      who.id,
      reach.orgIds,
      reach.orgIds,
      below,
      below,
    )
  }
}

const EMPTY: LedgerSum = {
  intervals: [],
  onlineMinutes: 0,
  modeMinutes: { full: 0, low: 0, image: 0, audio: 0, off: 0 },
  interruptions: 0,
  result: null,
}

const ledgerOf = (
  state: LessonState,
  leg: LessonPlan['legs'][number],
  sum: LedgerSum = EMPTY,
): LegLedger => ({
  legId: leg.id,
  orgName: leg.orgName,
  className: leg.className,
  assistantName: leg.assistantName,
  plannedMinutes: state.plan.plannedMinutes,
  interactions: state.legs[leg.id]?.interactions ?? 0,
  headcount: state.legs[leg.id]?.headcount ?? null,
  ...sum,
})
