import type { CountingCheck, CountingMember, SessionCounting } from '@tongke/contract'
import type { ResearchPolicy } from '../research-policy.rules.ts'
import { lengthOf, mergeIntervals, within, type Interval } from './presence.rules.ts'

const MINUTE = 60_000

export interface Attendant {
  readonly personId: string
  readonly orgId: string
  readonly rural: boolean
  readonly intervals: readonly Interval[]
  readonly spokenMs: number
  readonly sheets: number
}

export interface CountingFacts {
  /** When the session really took place: its live rooms, or its lessons where it has no live room. */
  readonly held: readonly Interval[]
  readonly members: readonly Attendant[]
}

type Limits = Pick<ResearchPolicy, 'attendedPercent' | 'minAttended' | 'minRuralActive' | 'spokeSeconds'>

const toTenth = (milliseconds: number): number => Math.round((milliseconds / MINUTE) * 10) / 10

/** Compared in whole milliseconds: a share that is shown rounded never decides. */
function reckon(
  { personId, intervals, spokenMs, sheets }: Attendant,
  held: Interval[],
  limits: Limits,
): CountingMember {
  const length = lengthOf(held)
  const there = lengthOf(within(intervals, held))
  return {
    personId,
    minutes: toTenth(there),
    percent: length === 0 ? 0 : Math.floor((there / length) * 100),
    attended: length > 0 && there * 100 >= length * limits.attendedPercent,
    spokeSeconds: Math.floor(spokenMs / 1000),
    sheets,
  }
}

/**
 * Whether a session counts as joint research (domain §4.3): it was held; people of at least two schools and so many in
 * all were there for their share of its length; and rural members were not only present but spoke or handed in a sheet.
 * A session counts when every check is met.
 */
export function countSession({ held, members }: CountingFacts, limits: Limits): SessionCounting {
  const windows = mergeIntervals(held)
  const reckoned = members.map((member) => ({ ...member, sum: reckon(member, windows, limits) }))
  const there = reckoned.filter(({ sum }) => sum.attended)
  const isActive = ({ spokenMs, sheets }: Attendant) => spokenMs >= limits.spokeSeconds * 1000 || sheets > 0
  const check = (code: CountingCheck['code'], value: number, needed: number): CountingCheck => ({
    code,
    met: value >= needed,
    value,
    needed,
  })
  const checks = [
    check('held', windows.length > 0 ? 1 : 0, 1),
    check('attended', there.length, limits.minAttended),
    check('schools', new Set(there.map(({ orgId }) => orgId)).size, 2),
    check('rural_active', reckoned.filter((one) => one.rural && isActive(one)).length, limits.minRuralActive),
  ]
  return {
    counted: checks.every(({ met }) => met),
    checks,
    lengthMinutes: toTenth(lengthOf(windows)),
    attendedPercent: limits.attendedPercent,
    spokeSeconds: limits.spokeSeconds,
    members: reckoned.map(({ sum }) => sum),
  }
}
