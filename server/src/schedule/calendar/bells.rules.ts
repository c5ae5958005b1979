import type { Bell, BellSeason } from '@tongke/contract'
import { dayWithin, instantIn } from '../../platform/day.rules.ts'

/** The bells of one season. Winter has its days, both included; summer is the rest of the year and has none. */
export interface BellTable {
  readonly season: BellSeason
  readonly from: string | null
  readonly to: string | null
  readonly bells: readonly Bell[]
}

/** Start and end of a period, ms. */
export interface PeriodTime {
  readonly start: number
  readonly end: number
}

/** The table that rings on a day; a school without a winter one rings by summer all year. */
export const tableOn = (tables: readonly BellTable[], day: string): BellTable | null =>
  tables.find(({ from, to }) => from !== null && dayWithin(day, from, to)) ??
  tables.find(({ season }) => season === 'summer') ??
  null

/** When a period is on a day; null when the school has no such period then. */
export function bellOf(
  tables: readonly BellTable[],
  timeZone: string,
  day: string,
  period: number,
): PeriodTime | null {
  const bell = tableOn(tables, day)?.bells.find((one) => one.period === period)
  return bell
    ? { start: instantIn(timeZone, day, bell.startsAt), end: instantIn(timeZone, day, bell.endsAt) }
    : null
}

export type BellFault = 'order' | 'overlap' | 'length' | 'after_school'

/**
 * What is wrong with a table, by the index of the bell. Periods are numbered 1, 2, 3 … and follow each other; after-school
 * service comes after the last lesson.
 */
export function bellFaults(bells: readonly Bell[]): { index: number; fault: BellFault }[] {
  return bells.flatMap((bell, index) => {
    const before = bells[index - 1]
    const faults: BellFault[] = []
    if (bell.period !== index + 1) faults.push('order')
    if (bell.endsAt <= bell.startsAt) faults.push('length')
    if (before && bell.startsAt < before.endsAt) faults.push('overlap')
    if (before?.kind === 'after_school' && bell.kind === 'lesson') faults.push('after_school')
    return faults.map((fault) => ({ index, fault }))
  })
}
