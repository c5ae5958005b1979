import {
  PLAN_AREA_OF,
  PlanArea,
  SHARE_GROUP_OF,
  ShareGroup,
  type PlanHours,
  type PlanLayer,
  type PlanShare,
  type TimetableSubject,
} from '@tongke/contract'
import { teachingWeeksOf, weeklyTotalOf, type PlanPolicy } from './plan-policy.rules.ts'

export interface PlanNumbers {
  readonly hours: readonly PlanHours[]
  readonly shares: readonly PlanShare[]
}

export interface LayeredPlan extends PlanNumbers {
  readonly id: string
  readonly layer: PlanLayer
}

/** Weekly periods, in odd and in even weeks. */
export interface Weekly {
  readonly odd: number
  readonly even: number
}

/** What one grade has to be taught in a week. */
export interface GradePlan {
  readonly grade: number
  /** The plan the hours are from. */
  readonly planId: string
  readonly layer: PlanLayer
  /** Rows of the plan with any hours at all. */
  readonly hours: ReadonlyMap<PlanArea, Weekly>
  readonly total: Weekly
}

export type PlanFinding =
  | {
      readonly kind: 'weekly_total'
      readonly grade: number
      readonly odd: number
      readonly even: number
      readonly required: number
    }
  | { readonly kind: 'year_total'; readonly hours: number; readonly required: number }
  | {
      readonly kind: 'share'
      readonly group: ShareGroup
      readonly percent: number
      readonly min: number
      readonly max: number
    }

export const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
const NO_HOURS: Weekly = { odd: 0, even: 0 }

/** Odd and even weeks alternate, so a plan with 4 and 3 teaches 3.5 on the average. */
export const meanOf = ({ odd, even }: Weekly): number => (odd + even) / 2

export const sumOf = (weekly: Iterable<Weekly>): Weekly =>
  [...weekly].reduce((sum, { odd, even }) => ({ odd: sum.odd + odd, even: sum.even + even }), NO_HOURS)

export const weeklyTotal = (hours: readonly PlanHours[], grade: number): Weekly =>
  sumOf(hours.filter((one) => one.grade === grade))

/** Hours of a year that the plan must come to over these grades: 9522 over all nine. */
export const requiredHours = (policy: PlanPolicy, grades: readonly number[] = GRADES): number =>
  grades.reduce((sum, grade) => sum + weeklyTotalOf(grade, policy) * teachingWeeksOf(grade, policy), 0)

/** Hours of a year over all grades for which `counts`. */
export const yearHours = (
  hours: readonly PlanHours[],
  policy: PlanPolicy,
  counts: (one: PlanHours) => boolean = () => true,
): number =>
  hours.filter(counts).reduce((sum, one) => sum + meanOf(one) * teachingWeeksOf(one.grade, policy), 0)

export interface ShareReading extends PlanShare {
  readonly hours: number
  readonly percent: number
  readonly isInRange: boolean
}

/**
 * The share of each group in all hours of the nine years, percent. What is compared is the hours, so that a share that is
 * exactly on a border is in.
 */
export function sharesOf({ hours, shares }: PlanNumbers, policy: PlanPolicy): ShareReading[] {
  const all = requiredHours(policy)
  return shares.map((share) => {
    const taught = yearHours(hours, policy, ({ area }) => SHARE_GROUP_OF[area] === share.group)
    const isInRange = taught * 100 >= share.min * all && taught * 100 <= share.max * all
    return { ...share, hours: taught, percent: (taught / all) * 100, isInRange }
  })
}

/**
 * What speaks against approving a plan (domain §3.1, §4.2): weekly totals of 26, 30 and 34, in odd and in even weeks; over
 * nine grades 9522 hours and every share in its range. A plan of one school may be for some grades only: then there is no
 * sum of nine years to look at.
 */
export function planFindings(plan: PlanNumbers, policy: PlanPolicy): PlanFinding[] {
  const grades = gradesOf(plan)
  const weekly = grades.flatMap((grade): PlanFinding[] => {
    const total = weeklyTotal(plan.hours, grade)
    const required = weeklyTotalOf(grade, policy)
    return total.odd === required && total.even === required
      ? []
      : [{ kind: 'weekly_total', grade, ...total, required }]
  })
  if (grades.length < GRADES.length) return weekly
  const hours = yearHours(plan.hours, policy)
  const required = requiredHours(policy)
  const year: PlanFinding[] = hours === required ? [] : [{ kind: 'year_total', hours, required }]
  const shares = sharesOf(plan, policy)
    .filter(({ isInRange }) => !isInRange)
    .map(({ group, percent, min, max }): PlanFinding => ({ kind: 'share', group, percent, min, max }))
  return [...weekly, ...year, ...shares]
}

export const gradesOf = ({ hours }: Pick<PlanNumbers, 'hours'>): number[] =>
  [...new Set(hours.filter((one) => one.odd + one.even > 0).map(({ grade }) => grade))].sort((a, b) => a - b)

const LAYERS: readonly PlanLayer[] = ['national', 'province', 'city', 'school']

/** The hours of a grade: those of the most local plan in force that says anything of it. Null: none does. */
export function planOf(plans: readonly LayeredPlan[], grade: number): GradePlan | null {
  const plan = plans
    .filter(({ hours }) => weeklyTotal(hours, grade).odd > 0)
    .sort((a, b) => LAYERS.indexOf(b.layer) - LAYERS.indexOf(a.layer))[0]
  if (!plan) return null
  const hours = new Map<PlanArea, Weekly>()
  for (const { area, odd, even, ...one } of plan.hours)
    if (one.grade === grade && odd + even > 0) hours.set(area, { odd, even })
  return { grade, planId: plan.id, layer: plan.layer, hours, total: sumOf(hours.values()) }
}

/** Ranges when several layers are in force: the strictest wins, the greatest least and the least greatest. */
export function strictestShares(plans: readonly PlanNumbers[]): PlanShare[] {
  const all = plans.flatMap(({ shares }) => shares)
  return ShareGroup.options.flatMap((group) => {
    const ranges = all.filter((share) => share.group === group)
    if (ranges.length === 0) return []
    const min = Math.max(...ranges.map((range) => range.min))
    const max = Math.min(...ranges.map((range) => range.max))
    return [{ group, min, max }]
  })
}

/** The row of the plan in which lessons of a subject count. */
export const areaOf = (subject: TimetableSubject): PlanArea => PLAN_AREA_OF[subject]

export const AREAS = PlanArea.options
