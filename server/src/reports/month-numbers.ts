import { Injectable } from '@nestjs/common'
import type { FigureKey, ReportLeg, ReportUnit, ScreenWeek, Share, UnitKind } from '@tongke/contract'
import { PolicyRules } from '../curriculum/policy-rules.ts'
import { reaches, type Scope } from '../people/access.rules.ts'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { FIGURE_LEGS, FIGURES_SQL, LEGS_SQL, SCREEN_SQL } from './figures.sql.ts'
import { LEG_FACTS, type LegFact } from './leg-facts.sql.ts'
import { daysOfMonth } from './month.rules.ts'
import { FORMULAS_VERSION, REPORT_POLICY_DEFAULTS, type ReportPolicy } from './report-policy.rules.ts'

/** Screen periods with the organization they belong to, for whoever may see them. */
export type PlacedScreen = ScreenWeek & { org_path: string }

/** All that a report is made of; kept as it is when the report is frozen. */
export interface ReportNumbers {
  readonly rules: { version: string; values: Record<string, number> }
  readonly facts: readonly LegFact[]
  readonly screens: readonly PlacedScreen[]
}

/** The numbers of a month, by SQL: facts leg by leg, and figures from facts. */
@Injectable()
export class MonthNumbers {
  constructor(
    private readonly database: Database,
    private readonly policies: PolicyRules,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async policy(): Promise<ReportPolicy> {
    return { ...REPORT_POLICY_DEFAULTS, ...(await this.policies.of('report')) }
  }

  /** As of now. */
  async gather(month: string): Promise<ReportNumbers> {
    const policy = await this.policy()
    const { from, until } = daysOfMonth(month)
    const span = [from, until, this.config.timeZone, this.clock.now()]
    return {
      rules: { version: FORMULAS_VERSION, values: { ...policy } },
      facts: await this.database.rows<LegFact>(LEG_FACTS, [
        ...span,
        policy.openedMinutes,
        policy.onTimeMinutes,
        policy.makeUpDays,
      ]),
      screens: await this.database.rows<PlacedScreen>(SCREEN_SQL, [
        ...span,
        policy.weeklyPeriodsLower,
        policy.weeklyPeriodsMiddle,
        policy.weeklyPeriodsUpper,
        policy.screenPercent,
        policy.openedMinutes,
      ]),
    }
  }

  /** Figures of all units that these facts are of. */
  units(facts: readonly LegFact[]): Promise<ReportUnit[]> {
    return this.database.rows<ReportUnit>(FIGURES_SQL, [JSON.stringify(facts)])
  }

  async legs(
    facts: readonly LegFact[],
    { figure, kind, key }: { figure: FigureKey; kind: UnitKind; key: string },
  ): Promise<ReportLeg[]> {
    const behind = FIGURE_LEGS[figure]
    if (!behind) return []
    const rows = await this.database.rows<Omit<ReportLeg, 'plannedStart'> & { plannedStart: Date }>(
      LEGS_SQL(behind),
      [JSON.stringify(facts), kind, key],
    )
    return rows.map((row) => ({ ...row, plannedStart: row.plannedStart.getTime() }))
  }
}

/** A member of a pair sees the pair's legs: the lecturing school as well as the listening one (domain §1 #7). */
export const factsWithin = (facts: readonly LegFact[], scope: Scope): LegFact[] =>
  facts.filter((fact) => reaches(scope, fact.org_path) || reaches(scope, fact.host_path))

export const screensWithin = (screens: readonly PlacedScreen[], scope: Scope): ScreenWeek[] =>
  screens
    .filter((one) => reaches(scope, one.org_path))
    .map(({ classId, className, orgName, week, sync, declared, weekly, over }) => ({
      classId,
      className,
      orgName,
      week,
      sync,
      declared,
      weekly,
      over,
    }))

/** Legs with a ledger, or none to have, of those whose time is over. */
export const completenessOf = (facts: readonly LegFact[]): Share => {
  const over = facts.filter(({ kind }) => kind !== 'moved')
  return { n: over.filter(({ kind }) => kind !== 'pending').length, of: over.length }
}
