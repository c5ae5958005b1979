/**
 * Weeks of a term as a set of bits: bit 0 is week 1. A term has at most 30 of them, so that a set is one number and what two
 * slots have in common is one operation.
 */
export type WeekSet = number

export const MOST_WEEKS = 30

/** In which weeks a slot takes place. */
export type WeekPattern =
  { readonly kind: 'all' | 'odd' | 'even' } | { readonly kind: 'list'; readonly weeks: readonly number[] }

export const setOf = (weeks: readonly number[]): WeekSet =>
  weeks.reduce((set, week) => (week >= 1 && week <= MOST_WEEKS ? set | (1 << (week - 1)) : set), 0)

export const hasWeek = (set: WeekSet, week: number): boolean => (set & (1 << (week - 1))) !== 0

export const weeksIn = (set: WeekSet): number[] => {
  const weeks: number[] = []
  for (let week = 1; week <= MOST_WEEKS; week += 1) if (hasWeek(set, week)) weeks.push(week)
  return weeks
}

export const countOf = (set: WeekSet): number => {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** Weeks 1 to `last`. */
export const firstWeeks = (last: number): WeekSet => (last >= MOST_WEEKS ? 2 ** MOST_WEEKS : 2 ** last) - 1

const ODD: WeekSet = setOf([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29])

export const oddOf = (set: WeekSet): WeekSet => set & ODD
export const evenOf = (set: WeekSet): WeekSet => set & ~ODD

/** @param termWeeks number of weeks of the term: no pattern reaches beyond */
export function weeksOfPattern(pattern: WeekPattern, termWeeks: number): WeekSet {
  const term = firstWeeks(termWeeks)
  if (pattern.kind === 'list') return setOf(pattern.weeks) & term
  if (pattern.kind === 'odd') return oddOf(term)
  return pattern.kind === 'even' ? evenOf(term) : term
}

/** `int4multirange` of PostgreSQL, `{[1,4),[6,7)}`: what its constraint against double booking compares. */
export function multirangeOf(set: WeekSet): string {
  const ranges: string[] = []
  let from: number | null = null
  for (let week = 1; week <= MOST_WEEKS + 1; week += 1) {
    const inside = week <= MOST_WEEKS && hasWeek(set, week)
    if (inside && from === null) from = week
    if (!inside && from !== null) {
      ranges.push(`[${from},${week})`)
      from = null
    }
  }
  return `{${ranges.join(',')}}`
}
