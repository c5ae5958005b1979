import type { PlanHours } from '@tongke/contract'
import {
  meanOf,
  planFindings,
  planOf,
  requiredHours,
  sharesOf,
  strictestShares,
  weeklyTotal,
  yearHours,
  type LayeredPlan,
} from './course-plan.rules.ts'
import { PLAN_POLICY_DEFAULTS } from './plan-policy.rules.ts'
import { STANDARD_SHARES, standardHours } from './standard-plan.ts'

const POLICY = PLAN_POLICY_DEFAULTS
const STANDARD = { hours: standardHours(), shares: STANDARD_SHARES }
/** One row of one grade is another. */
const withHours = (grade: number, area: PlanHours['area'], odd: number, even = odd) => ({
  ...STANDARD,
  hours: STANDARD.hours.map((one) =>
    one.grade === grade && one.area === area ? { ...one, odd, even } : one,
  ),
})

describe('the standard plan', () => {
  it('comes to 26, 30 and 34 periods a week', () => {
    const totals = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((grade) => weeklyTotal(STANDARD.hours, grade).odd)
    expect(totals).toEqual([26, 26, 30, 30, 30, 30, 34, 34, 34])
  })
  it('comes to 9522 hours over nine grades', () => {
    expect(requiredHours(POLICY)).toBe(9522)
    expect(yearHours(STANDARD.hours, POLICY)).toBe(9522)
    expect(requiredHours(POLICY, [1])).toBe(910)
    expect(requiredHours(POLICY, [9])).toBe(1122)
  })
  it('has all shares in range and together a whole', () => {
    const shares = sharesOf(STANDARD, POLICY)
    expect(shares.filter(({ isInRange }) => !isInRange)).toEqual([])
    expect(shares.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 8)
    expect(planFindings(STANDARD, POLICY)).toEqual([])
  })
})

describe('what speaks against a plan', () => {
  it('is a weekly total that is not right, and the year with it', () => {
    expect(planFindings(withHours(3, 'pe', 4), POLICY)).toEqual([
      { kind: 'weekly_total', grade: 3, odd: 31, even: 31, required: 30 },
      { kind: 'year_total', hours: 9557, required: 9522 },
    ])
  })
  it('is a total that is right on the average only', () => {
    expect(planFindings(withHours(7, 'chinese', 6, 4), POLICY)).toEqual([
      { kind: 'weekly_total', grade: 7, odd: 35, even: 33, required: 34 },
    ])
  })
  it('is a share out of its range, though all sums are right', () => {
    // Two periods a week of grades 1 and 2 from sport to arts: 10.6 % of sport become less than 10.
    const moved = STANDARD.hours.map((one) => {
      if (one.grade > 2) return one
      if (one.area === 'pe') return { ...one, odd: 2, even: 2 }
      return one.area === 'arts' ? { ...one, odd: 6, even: 6 } : one
    })
    expect(planFindings({ ...STANDARD, hours: moved }, POLICY)).toEqual([
      { kind: 'share', group: 'pe', percent: expect.closeTo(9.126, 2), min: 10, max: 11 },
      { kind: 'share', group: 'arts', percent: expect.closeTo(11.72, 2), min: 9, max: 11 },
    ])
  })
  it('is nothing where odd and even weeks balance', () => {
    // 4/3 and 3/4 单双周: 3.5 each.
    const balanced = withHours(7, 'chinese', 6, 4)
    const hours = balanced.hours.map((one) =>
      one.grade === 7 && one.area === 'mathematics' ? { ...one, odd: 3, even: 5 } : one,
    )
    expect(planFindings({ ...balanced, hours }, POLICY)).toEqual([])
    expect(meanOf({ odd: 4, even: 3 })).toBe(3.5)
  })
  it('leaves the nine years alone where a school has only some of them', () => {
    const primary = { ...STANDARD, hours: STANDARD.hours.filter(({ grade }) => grade < 7) }
    expect(planFindings(primary, POLICY)).toEqual([])
  })
  it('counts a share that is just on its border as in range', () => {
    const [chinese] = sharesOf({ ...STANDARD, shares: [{ group: 'chinese', min: 0, max: 0 }] }, POLICY)
    const exact = ((chinese?.hours ?? 0) / 9522) * 100
    const border = { ...STANDARD, shares: [{ group: 'chinese' as const, min: exact, max: exact }] }
    expect(planFindings(border, POLICY)).toEqual([])
  })
})

describe('several layers', () => {
  const layered = (
    id: string,
    layer: LayeredPlan['layer'],
    more: Partial<LayeredPlan> = {},
  ): LayeredPlan => ({
    ...STANDARD,
    id,
    layer,
    ...more,
  })
  const NATIONAL = layered('n', 'national')

  it('take the hours of the most local one that speaks of the grade', () => {
    const city = layered('c', 'city', {
      hours: [{ grade: 3, area: 'chinese', odd: 30, even: 30 }],
    })
    expect(planOf([city, NATIONAL], 3)).toMatchObject({
      planId: 'c',
      layer: 'city',
      total: { odd: 30, even: 30 },
    })
    expect(planOf([city, NATIONAL], 4)).toMatchObject({ planId: 'n', total: { odd: 30, even: 30 } })
    expect(planOf([NATIONAL], 4)?.hours.get('ict')).toEqual({ odd: 1, even: 1 })
    expect(planOf([NATIONAL], 4)?.hours.has('physics')).toBe(false)
    expect(planOf([], 4)).toBeNull()
  })
  it('take the strictest range', () => {
    const province = layered('p', 'province', { shares: [{ group: 'pe', min: 10.5, max: 12 }] })
    expect(strictestShares([NATIONAL, province]).find(({ group }) => group === 'pe')).toEqual({
      group: 'pe',
      min: 10.5,
      max: 11,
    })
  })
})
