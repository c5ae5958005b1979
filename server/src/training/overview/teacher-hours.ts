import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type TeacherFilter,
  type TeacherHours,
  type TrainingOverview,
  type listTeacherHours,
  type remindTeachers,
} from '@tongke/contract'
import { reaches, reachesAnything } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { RURAL } from '../../people/school.rules.ts'
import { containing, pageClause, Where } from '../../people/scope.sql.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { Cycles, type CycleFacts } from '../record/cycles.ts'
import { trainingScope, type TrainingAction } from '../training-access.rules.ts'
import { TEACHERS } from './teachers.sql.ts'
import { CountyFigures } from './training-figures.ts'
import { TrainingNotices, type Reminded } from './training-notices.ts'

type Query = EndpointRequest<typeof listTeacherHours>['query']
type Sorting = Pick<Query, 'sort' | 'order'>

/** Who has how many hours: the county, schools, and lists of who lacks what. */
@Injectable()
export class TeacherHoursDesk {
  constructor(
    private readonly database: Database,
    private readonly cycles: Cycles,
    private readonly figures: CountyFigures,
    private readonly notices: TrainingNotices,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async overview(who: PersonPrincipal, year: number | undefined): Promise<TrainingOverview> {
    const scope = this.require(who, 'overview')
    const facts = await this.cycles.of(year)
    const schools = this.figures.schools(facts)
    const [all, figures] = await Promise.all([
      schools,
      scope.all ? this.figures.county(facts, schools) : null,
    ])
    const seen = all.filter(({ path }) => reaches(scope, path))
    return {
      asOf: this.clock.now().getTime(),
      cycle: facts.cycle,
      paceTenths: facts.paceTenths,
      figures,
      schools: seen,
      rules: facts.rules,
      can: {
        remind: reachesAnything(trainingScope(who, 'remind')),
        certify: reachesAnything(trainingScope(who, 'certify')),
      },
    }
  }

  async list(who: PersonPrincipal, query: Query): Promise<EndpointResponse<typeof listTeacherHours>> {
    const facts = await this.cycles.of(query.cycle)
    const where = this.matching(who, 'overview', query, facts)
    const [sum] = await this.database.rows<{ total: number }>(
      `with ${TEACHERS} select count(*)::int as total from teachers t ${where}`,
      where.parameters,
    )
    return { total: sum?.total ?? 0, items: await this.rows(where, facts, query, pageClause(query)) }
  }

  /** All that match, the fewest hours first. */
  async all(
    who: PersonPrincipal,
    filter: TeacherFilter,
  ): Promise<{ rows: TeacherHours[]; facts: CycleFacts }> {
    const facts = await this.cycles.of(filter.cycle)
    const where = this.matching(who, 'overview', filter, facts)
    return { rows: await this.rows(where, facts, { sort: 'tenths', order: 'up' }, ''), facts }
  }

  async remind(
    who: PersonPrincipal,
    { selection, text }: EndpointRequest<typeof remindTeachers>['body'],
  ): Promise<EndpointResponse<typeof remindTeachers>> {
    this.require(who, 'remind')
    const filter: TeacherFilter = 'filter' in selection ? selection.filter : { lack: 'short' }
    const facts = await this.cycles.of(filter.cycle)
    const where = this.matching(who, 'remind', filter, facts)
    if ('personIds' in selection) where.and('t.id = any(?)', selection.personIds)
    else where.and('t.tenths < ?', facts.paceTenths)
    const pace = where.parameters.push(facts.paceTenths)
    const found = await this.database.rows<Reminded>(
      `with ${TEACHERS} select t.id, greatest(0, $${pace}::int - t.tenths) as "lackTenths" from teachers t ${where}`,
      where.parameters,
    )
    const sent = await this.notices.send(found, text, who.id)
    await this.audit.write({ actor: who, action: 'hours.reminded', detail: { sent, text } })
    const asked = 'personIds' in selection ? new Set(selection.personIds).size : found.length
    return { sent, skipped: asked - sent }
  }

  private rows(where: Where, facts: CycleFacts, sorting: Sorting, page: string): Promise<TeacherHours[]> {
    const direction = sorting.order === 'up' ? 'asc' : 'desc'
    const target = where.parameters.push(facts.cycle.targetTenths)
    const pace = where.parameters.push(facts.paceTenths)
    return this.database.rows<TeacherHours>(
      `with ${TEACHERS}, page as (
         select * from teachers t ${where} order by ${SORT[sorting.sort]} ${direction}, t.name, t.id ${page})
       select t.id as "personId", t.name, t.org_id as "orgId", t.org_name as "orgName", t.is_rural as "isRural",
              t.stages, t.tenths, t.this_year as "thisYearTenths",
              greatest(0, $${target}::int - t.tenths) as "lackTenths",
              greatest(0, $${pace}::int - t.tenths) as "behindTenths",
              coalesce((select sum(c.tenths)::int from hours_claim c where c.person_id = t.id
                          and c.state in ('CLAIMED', 'SCHOOL_VERIFIED', 'COUNTY_CONFIRMED', 'APPEAL')
                          and extract(year from c.occurred_on) between $2 and $3), 0) as "waitingTenths",
              coalesce((select json_agg(json_build_object('category', b.category, 'tenths', b.tenths))
                          from (select category, sum(tenths)::int as tenths from hours_balance
                                 where person_id = t.id and year between $2 and $3
                                 group by category order by category) b), '[]') as categories
         from page t order by ${SORT[sorting.sort]} ${direction}, t.name, t.id`,
      where.parameters,
    )
  }

  private matching(
    who: PersonPrincipal,
    action: TrainingAction,
    filter: TeacherFilter,
    { cycle, first, last, thisYear, paceTenths }: CycleFacts,
  ): Where {
    const scope = this.require(who, action)
    const where = new Where([this.clock.today(), first, last, thisYear, RURAL])
    return where
      .within(scope, 't.path')
      .andIf(filter.orgId, 't.org_id = ?', filter.orgId)
      .andIf(filter.stage, '? = any(t.stages)', filter.stage)
      .andIf(filter.area, 't.is_rural = ?', filter.area === 'rural')
      .andIf(filter.lack === 'behind', 't.tenths < ?', paceTenths)
      .andIf(filter.lack === 'short', 't.tenths < ?', cycle.targetTenths)
      .andIf(
        filter.without,
        `not exists (select from hours_balance b where b.person_id = t.id and b.year between $2 and $3
                       and b.category = ? and b.tenths > 0)`,
        filter.without,
      )
      .andIf(filter.search, '(t.name ilike ? or t.org_name ilike ?)', ...twice(filter.search))
  }

  private require(who: PersonPrincipal, action: TrainingAction) {
    const scope = trainingScope(who, action)
    if (!reachesAnything(scope)) throw new Refusal('auth.forbidden')
    return scope
  }
}

const SORT = { tenths: 't.tenths', year: 't.this_year', name: 't.name', school: 't.org_name' } as const
const twice = (search: string | undefined) => [containing(search ?? ''), containing(search ?? '')]
