import type { HoursSource } from '@tongke/contract'
import { ruleOn, type DatedRule, type RuleBook } from './hours-policy.rules.ts'

export interface Grantable {
  readonly id: string
  readonly personId: string
  readonly source: HoursSource
  readonly occurredOn: string
  readonly tenths: number
}

export interface Grant {
  readonly claimId: string
  readonly tenths: number
  readonly cap: DatedRule | null
}

/** What one person has of one kind in one calendar year. */
export const yearKey = (personId: string, source: string, year: number | string): string =>
  `${personId} ${source} ${year}`

/**
 * What is credited of claims that come together, the earliest first: of each kind at most the cap of the calendar year,
 * which the rule of the event's day says.
 * @param used tenths credited before, by `yearKey`
 */
export function grantsOf(
  claims: readonly Grantable[],
  used: ReadonlyMap<string, number>,
  book: RuleBook,
): Grant[] {
  const sums = new Map(used)
  const inOrder = claims.toSorted((a, b) =>
    a.occurredOn === b.occurredOn ? (a.id < b.id ? -1 : 1) : a.occurredOn < b.occurredOn ? -1 : 1,
  )
  return inOrder.map(({ id, personId, source, occurredOn, tenths }) => {
    const cap = ruleOn(book, `cap.${source}`, occurredOn)
    const key = yearKey(personId, source, occurredOn.slice(0, 4))
    const before = sums.get(key) ?? 0
    const room = cap ? Math.max(0, Math.round(cap.value * 10) - before) : Infinity
    const granted = Math.min(tenths, room)
    sums.set(key, before + granted)
    return { claimId: id, tenths: granted, cap }
  })
}
