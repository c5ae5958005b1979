import { Injectable } from '@nestjs/common'
import {
  CHECK_IN_KINDS,
  Refusal,
  type Assessment,
  type EndpointRequest,
  type EndpointResponse,
  type ProgrammeDetail,
  type ProgrammeSession,
  type ProgrammeWork,
  type SessionStanding,
  type listProgrammes,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where, containing, pageClause } from '../../people/scope.sql.ts'
import { Database } from '../../platform/database/database.ts'
import { assess } from './assessment.rules.ts'
import { decidesSomewhere, leads, maySee, maySign, programmeScope } from './programme-access.rules.ts'
import { ProgrammeCards } from './programme-cards.ts'
import { ProgrammeFactsReading } from './programme-facts.ts'
import { ProgrammePolicies } from './programme-policies.ts'
import { ProgrammeStore, type StoredEnrolment, type StoredProgramme } from './programme-store.ts'
import { mayFire, type ProgrammeTrigger } from './programme-transitions.rules.ts'
import { ProgrammeWorks } from './programme-works.ts'

type Query = EndpointRequest<typeof listProgrammes>['query']

const FROM = 'from training_programme p join organization o on o.id = p.org_id'
const LED = `(p.author_id = ? or exists (select from programme_trainer t where t.programme_id = p.id and t.person_id = ?))`

type SessionRow = Omit<ProgrammeSession, 'mine' | 'canSign' | 'startsAt' | 'endsAt'> & {
  startsAt: Date
  endsAt: Date
  hostPath: string | null
}

/** Programmes as somebody may see them. */
@Injectable()
export class ProgrammeReading {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly cards: ProgrammeCards,
    private readonly facts: ProgrammeFactsReading,
    private readonly works: ProgrammeWorks,
    private readonly policies: ProgrammePolicies,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  async see(who: PersonPrincipal, id: string): Promise<StoredProgramme> {
    const programme = await this.store.read(id)
    if (!maySee(who, programme)) throw new Refusal('not_found')
    return programme
  }

  async detail(who: PersonPrincipal, id: string): Promise<ProgrammeDetail> {
    const programme = await this.see(who, id)
    const enrolment = await this.store.enrolment(id, who.id)
    const hasPlace = enrolment?.state === 'APPROVED'
    const found = hasPlace ? await this.facts.standings(id, [who.id]) : undefined
    const standings = found?.get(who.id) ?? []
    const work = hasPlace ? await this.works.of(id, who.id) : null
    const { passScore, attempts, watchedPercent, livePercent } = await this.policies.today()
    const { attendPercent, needsTests, needsWork, revision, cancelledReason } = programme
    return {
      card: await this.cards.one(who, id),
      revision,
      trainers: await this.trainers(id),
      attendPercent,
      needsTests,
      needsWork,
      sessions: await this.sessions(
        who,
        id,
        new Map(standings.map(({ sessionId, standing }) => [sessionId, standing])),
      ),
      mine: enrolment
        ? await this.mine(
            programme,
            who,
            enrolment,
            standings.map(({ standing }) => standing),
            work,
          )
        : null,
      cancelledReason,
      policy: { passScore, attempts, watchedPercent, livePercent },
      can: rightsOf(who, programme, enrolment),
    }
  }

  async list(who: PersonPrincipal, query: Query): Promise<EndpointResponse<typeof listProgrammes>> {
    const where = this.filter(who, query)
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*)::int as total ${FROM} ${where}`,
      where.parameters,
    )
    const rows = await this.database.rows<{ id: string }>(
      `select p.id ${FROM} ${where}
        order by array_position(array['RUNNING', 'ENROLLING', 'ASSESSING', 'PLANNED', 'CLOSED', 'CANCELLED'], p.state),
                 p.starts_on, p.id ${pageClause(query)}`,
      where.parameters,
    )
    return {
      items: await this.cards.of(
        who,
        rows.map(({ id }) => id),
      ),
      total: count?.total ?? 0,
    }
  }

  private filter(who: PersonPrincipal, { scope, level, type, state, search }: Query): Where {
    const where = new Where()
    this.visible(where, who)
    if (scope === 'led') this.led(where, who)
    if (scope === 'mine')
      where.and(
        `exists (select from programme_enrolment e where e.programme_id = p.id and e.person_id = ?)`,
        who.id,
      )
    if (scope === 'decide') this.deciding(where, who)
    return where
      .andIf(level !== undefined, 'p.level = ?', level)
      .andIf(type !== undefined, 'p.type = ?', type)
      .andIf(state !== undefined, 'p.state = ?', state)
      .andIf(search, 'p.title ilike ?', containing(search ?? ''))
  }

  /** The same as `maySee`, in SQL. */
  private visible(where: Where, who: PersonPrincipal): void {
    const part = () => new Where(where.parameters)
    const choices = [
      part().and(`p.state <> 'PLANNED'`),
      part().and(LED, who.id, who.id),
      part().within(programmeScope(who, 'manage'), 'o.path'),
      part().within(programmeScope(who, 'read_planned'), 'o.path'),
    ]
    where.and(`(${choices.map((choice) => `p.id in (select p.id ${FROM} ${choice})`).join(' or ')})`)
  }

  private led(where: Where, who: PersonPrincipal): void {
    const managed = new Where(where.parameters).within(programmeScope(who, 'manage'), 'o.path')
    where.and(`(${LED} or p.id in (select p.id ${FROM} ${managed}))`, who.id, who.id)
  }

  /** With requests that wait for the reader. */
  private deciding(where: Where, who: PersonPrincipal): void {
    const part = new Where(where.parameters)
      .and(`e.state = 'REQUESTED'`)
      .and('e.person_id <> ?', who.id)
      .within(programmeScope(who, 'decide'), 'eo.path')
    where
      .and(`p.state in ('ENROLLING', 'RUNNING')`)
      .and(
        `p.id in (select e.programme_id from programme_enrolment e join organization eo on eo.id = e.org_id ${part})`,
      )
  }

  private async mine(
    programme: StoredProgramme,
    who: PersonPrincipal,
    { state, reason }: StoredEnrolment,
    standings: readonly SessionStanding[],
    work: ProgrammeWork | null,
  ): Promise<ProgrammeDetail['mine']> {
    const judged: Assessment | null =
      state === 'APPROVED' ? assess(programme, standings, work?.accepted === true) : null
    return {
      state,
      reason,
      position: state === 'WAITING' ? await this.position(programme.id, who.id) : null,
      assessment: judged,
      work,
    }
  }

  private async position(programmeId: string, personId: string): Promise<number | null> {
    const [row] = await this.database.rows<{ position: number }>(
      `select position::int from (
         select person_id, row_number() over (order by decided_at, person_id) as position
           from programme_enrolment where programme_id = $1 and state = 'WAITING') list
        where person_id = $2`,
      [programmeId, personId],
    )
    return row?.position ?? null
  }

  private trainers(id: string): Promise<ProgrammeDetail['trainers']> {
    return this.database.rows(
      `select p.id, p.name from programme_trainer t join person p on p.id = t.person_id
        where t.programme_id = $1 order by t.position`,
      [id],
    )
  }

  private async sessions(
    who: PersonPrincipal,
    id: string,
    standings: ReadonlyMap<string, SessionStanding>,
  ): Promise<ProgrammeSession[]> {
    const rows = await this.database.rows<SessionRow>(SESSIONS, [id])
    return rows.map(({ hostPath, startsAt, endsAt, ...row }) => ({
      ...row,
      startsAt: startsAt.getTime(),
      endsAt: endsAt.getTime(),
      mine: standings.get(row.id) ?? null,
      canSign: row.kind === 'shadowing' && maySign(who, hostPath),
    }))
  }
}

function rightsOf(
  who: PersonPrincipal,
  programme: StoredProgramme,
  enrolment: StoredEnrolment | undefined,
): ProgrammeDetail['can'] {
  const { state, sessions } = programme
  const isLeader = leads(who, programme)
  const can = (trigger: ProgrammeTrigger) => mayFire(trigger, { state, sessions, leads: isLeader })
  const isIn = enrolment !== undefined && !['WITHDRAWN', 'REFUSED'].includes(enrolment.state)
  const isOpen = state === 'ENROLLING' || state === 'RUNNING'
  return {
    edit: can('edit'),
    schedule: can('schedule'),
    discard: can('discard'),
    open: can('open'),
    start: can('start'),
    assess: can('assess'),
    close: can('close'),
    cancel: can('cancel'),
    enrol: state === 'ENROLLING' && !isIn,
    withdraw: isOpen && isIn,
    decide: state !== 'PLANNED' && decidesSomewhere(who),
    lead: isLeader,
    handIn: can('hand_in') && enrolment?.state === 'APPROVED',
  }
}

const SESSIONS = `
  select s.id, s.kind, s.title, s.starts_at as "startsAt", s.ends_at as "endsAt", s.place, s.lesson_id as "lessonId",
         s.resource_id as "resourceId", s.host_org_id as "hostOrgId", s.days, h.name as "hostOrgName",
         h.path as "hostPath", l.plan->>'title' as "lessonTitle", v.metadata->>'title' as "resourceTitle",
         exists (select from programme_test t where t.session_id = s.id) as "hasTest"
    from programme_session s
    left join organization h on h.id = s.host_org_id
    left join lesson l on l.id = s.lesson_id
    left join resource r on r.id = s.resource_id
    left join resource_version v on v.id = r.published_version_id
   where s.programme_id = $1
   order by s.starts_at, s.id`

export const hasCheckIn = (kind: ProgrammeSession['kind']): boolean => CHECK_IN_KINDS.includes(kind)
