import { Injectable } from '@nestjs/common'
import type { HoursCycle } from '@tongke/contract'
import { Clock } from '../../platform/clock.ts'
import { cycleOf, ruleOn, type RuleBook } from '../ledger/hours-policy.rules.ts'
import { HoursRules } from '../ledger/hours-rules.ts'

export interface CycleFacts {
  readonly cycle: HoursCycle
  readonly first: number
  readonly last: number
  /** The present year, cut to the cycle. */
  readonly thisYear: number
  /** Credited by somebody in step at the end of `thisYear`. */
  readonly paceTenths: number
  /** All rules in force today, by their key. */
  readonly rules: Record<string, number>
  readonly book: RuleBook
}

/** Cycles of hours, by the rules in force today. */
@Injectable()
export class Cycles {
  constructor(
    private readonly hoursRules: HoursRules,
    private readonly clock: Clock,
  ) {}

  /** @param year any year of the cycle; the present one where there is none */
  async of(year: number | undefined): Promise<CycleFacts> {
    const book = await this.hoursRules.book()
    const today = this.clock.today()
    const rules = Object.fromEntries(
      [...new Set(book.map(({ key }) => key))].flatMap((key) => {
        const rule = ruleOn(book, key, today)
        return rule ? [[key, rule.value]] : []
      }),
    )
    const years = rules['cycle.years'] ?? 5
    const present = Number(today.slice(0, 4))
    const { first, last } = cycleOf(year ?? present, {
      firstYear: rules['cycle.firstYear'] ?? present,
      years,
    })
    const targetTenths = Math.round((rules['cycle.hours'] ?? 0) * 10)
    const thisYear = Math.min(last, Math.max(first, present))
    return {
      cycle: { from: `${first}-01-01`, to: `${last}-12-31`, targetTenths },
      first,
      last,
      thisYear,
      paceTenths: Math.round((targetTenths * (thisYear - first + 1)) / years),
      rules,
      book,
    }
  }
}
