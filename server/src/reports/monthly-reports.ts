import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type listReportLegs,
  type MonthlyReport,
  type ReportLeg,
  type ReportUnit,
} from '@tongke/contract'
import { reaches, reachesAnything, type Scope } from '../people/access.rules.ts'
import type { PersonPrincipal } from '../people/principal.ts'
import { Audit } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import type { FileAnswer } from '../platform/http/endpoint.decorator.ts'
import { newId } from '../platform/id.ts'
import {
  completenessOf,
  factsWithin,
  MonthNumbers,
  screensWithin,
  type ReportNumbers,
} from './month-numbers.ts'
import { daysOfMonth, isMonday, monthOf } from './month.rules.ts'
import { reportScope } from './report-access.rules.ts'
import { freezableAt, reportStateOf } from './report-state.rules.ts'
import { ReportStore, type ReportRow } from './report-store.ts'
import { reportWorkbook } from './report-workbook.ts'

interface Seen {
  readonly row: ReportRow | null
  readonly numbers: ReportNumbers
  readonly scope: Scope
}

/** Monthly reports: who may see which numbers, and how they become final. */
@Injectable()
export class MonthlyReports {
  constructor(
    private readonly numbers: MonthNumbers,
    private readonly store: ReportStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws Refusal auth.forbidden to whoever may see no numbers at all */
  async read(who: PersonPrincipal, month: string): Promise<MonthlyReport> {
    const { row, numbers, scope } = await this.see(who, month)
    const { from, to } = daysOfMonth(month)
    const facts = scope.all ? numbers.facts : factsWithin(numbers.facts, scope)
    const state = this.stateOf(month, row)
    const objections = await this.store.objections(month)
    return {
      month,
      from,
      to,
      state,
      asOf: (row?.frozen_at ?? this.clock.now()).getTime(),
      publishedAt: row?.published_at.getTime() ?? null,
      frozenAt: row?.frozen_at?.getTime() ?? null,
      freezableAt: row?.freezable_at.getTime() ?? null,
      rules: numbers.rules,
      completeness: completenessOf(facts),
      units: await this.unitsOf({ row, numbers, scope }),
      screens: screensWithin(numbers.screens, scope),
      objections: objections
        .filter(({ org_path }) => reaches(scope, org_path))
        .map(({ id, orgName, byName, text, at, answer }) => ({ id, orgName, byName, text, at, answer })),
      can: this.rights(who, state, row),
    }
  }

  async legs(
    who: PersonPrincipal,
    month: string,
    query: EndpointRequest<typeof listReportLegs>['query'],
  ): Promise<ReportLeg[]> {
    const { numbers, scope } = await this.see(who, month)
    if (!scope.all && (query.kind === 'county' || query.kind === 'town')) throw new Refusal('auth.forbidden')
    return this.numbers.legs(factsWithin(numbers.facts, scope), query)
  }

  async workbook(who: PersonPrincipal, month: string): Promise<FileAnswer> {
    const report = await this.read(who, month)
    return {
      fileName: `三个课堂月报-${month}.xlsx`,
      content: await reportWorkbook(report, this.config.timeZone),
    }
  }

  async publish(who: PersonPrincipal, month: string): Promise<MonthlyReport> {
    this.require(who, 'publish')
    const { objectionDays } = await this.numbers.policy()
    if (this.stateOf(month, await this.store.row(month)) !== 'OPEN') throw new Refusal('report.state')
    const now = this.clock.now()
    const until = new Date(freezableAt(now.getTime(), objectionDays))
    if (!(await this.store.publish(month, who.id, now, until))) throw new Refusal('report.state')
    await this.audit.write({ actor: who, action: 'report.published', target: `report:${month}`, detail: {} })
    return this.read(who, month)
  }

  async freeze(who: PersonPrincipal, month: string): Promise<MonthlyReport> {
    this.require(who, 'publish')
    const row = await this.store.row(month)
    if (this.stateOf(month, row) !== 'PUBLISHED' || !row) throw new Refusal('report.state')
    const now = this.clock.now()
    if (now < row.freezable_at) throw new Refusal('report.too_early')
    const numbers = await this.numbers.gather(month)
    const units = await this.numbers.units(numbers.facts)
    if (!(await this.store.freeze(month, who.id, now, { ...numbers, units })))
      throw new Refusal('report.state')
    await this.audit.write({ actor: who, action: 'report.frozen', target: `report:${month}`, detail: {} })
    return this.read(who, month)
  }

  async object(who: PersonPrincipal, month: string, text: string): Promise<MonthlyReport> {
    const scope = this.require(who, 'object')
    if (this.stateOf(month, await this.store.row(month)) !== 'PUBLISHED') throw new Refusal('report.state')
    const post = who.posts.find(({ orgPath }) => reaches(scope, orgPath))
    if (!post) throw new Refusal('auth.forbidden')
    await this.store.object({ id: newId(), month, orgId: post.orgId, by: who.id, text, at: this.clock.now() })
    return this.read(who, month)
  }

  async answer(who: PersonPrincipal, id: string, text: string): Promise<MonthlyReport> {
    this.require(who, 'publish')
    const month = await this.store.answer(id, who.id, text, this.clock.now())
    if (month === null) throw new Refusal('not_found')
    if (month === 'answered') throw new Refusal('report.state')
    return this.read(who, month)
  }

  async declare(who: PersonPrincipal, body: { classId: string; week: string; periods: number }) {
    const scope = this.require(who, 'declare')
    if (!isMonday(body.week)) throw new Refusal('request.invalid')
    const path = await this.store.pathOfClass(body.classId)
    if (path === null || !reaches(scope, path)) throw new Refusal('not_found')
    const month = monthOf(body.week)
    if ((await this.store.row(month))?.frozen_at) throw new Refusal('report.state')
    await this.store.declare(body.classId, body.week, body.periods, who.id, this.clock.now())
    return body
  }

  private async see(who: PersonPrincipal, month: string): Promise<Seen> {
    const scope = this.require(who, 'read')
    const row = await this.store.row(month)
    return { row, numbers: row?.frozen ?? (await this.numbers.gather(month)), scope }
  }

  /** Frozen units are those that were frozen; a school gets its own and its pairs' only. */
  private async unitsOf({ row, numbers, scope }: Seen): Promise<ReportUnit[]> {
    if (scope.all) return [...(row?.frozen?.units ?? (await this.numbers.units(numbers.facts)))]
    const own = factsWithin(numbers.facts, scope)
    const mine = new Set(own.filter((fact) => reaches(scope, fact.org_path)).map((fact) => fact.org_id))
    const units = await this.numbers.units(own)
    return units.filter(({ kind, key }) => kind === 'pair' || (kind === 'school' && mine.has(key)))
  }

  private stateOf(month: string, row: ReportRow | null) {
    return reportStateOf({
      frozenAt: row?.frozen_at?.getTime() ?? null,
      publishedAt: row?.published_at.getTime() ?? null,
      today: this.clock.today(),
      lastDay: daysOfMonth(month).to,
    })
  }

  private rights(who: PersonPrincipal, state: MonthlyReport['state'], row: ReportRow | null) {
    const publishes = reachesAnything(reportScope(who, 'publish'))
    const isOver = row !== null && this.clock.now() >= row.freezable_at
    return {
      publish: publishes && state === 'OPEN',
      freeze: publishes && state === 'PUBLISHED' && isOver,
      object: reachesAnything(reportScope(who, 'object')) && state === 'PUBLISHED',
      answer: publishes,
      declare: reachesAnything(reportScope(who, 'declare')) && state !== 'FROZEN',
    }
  }

  private require(who: PersonPrincipal, action: 'read' | 'publish' | 'object' | 'declare'): Scope {
    const scope = reportScope(who, action)
    if (!reachesAnything(scope)) throw new Refusal('auth.forbidden')
    return scope
  }
}
