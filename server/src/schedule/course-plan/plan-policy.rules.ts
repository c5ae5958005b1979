/**
 * Numbers course plans are checked by: dated rows of `policy_rule` under `plan.<key>` override these defaults, the seed of
 * the table (2022 curriculum plan, domain §3.1). Weekly totals are periods, weeks those of new teaching, reviews and flexible
 * weeks counted as the plan counts them.
 */
export const PLAN_POLICY_DEFAULTS = {
  weeklyGrades1To2: 26,
  weeklyGrades3To6: 30,
  weeklyGrades7To9: 34,
  weeksGrades1To8: 35,
  weeksGrade9: 33,
} as const

export type PlanPolicyKey = keyof typeof PLAN_POLICY_DEFAULTS
export type PlanPolicy = { readonly [K in PlanPolicyKey]: number }

export const PLAN_POLICY_UNITS: Record<PlanPolicyKey, string> = {
  weeklyGrades1To2: 'periods/week',
  weeklyGrades3To6: 'periods/week',
  weeklyGrades7To9: 'periods/week',
  weeksGrades1To8: 'weeks',
  weeksGrade9: 'weeks',
}

const LAST_OF_LOWER = 2
const LAST_OF_PRIMARY = 6
const LAST_GRADE = 9

/** Periods a week a class of this grade has, after-school service not counted. */
export function weeklyTotalOf(grade: number, policy: PlanPolicy): number {
  if (grade <= LAST_OF_LOWER) return policy.weeklyGrades1To2
  return grade <= LAST_OF_PRIMARY ? policy.weeklyGrades3To6 : policy.weeklyGrades7To9
}

/** Weeks of a year in which weekly hours are taught. */
export const teachingWeeksOf = (grade: number, policy: PlanPolicy): number =>
  grade === LAST_GRADE ? policy.weeksGrade9 : policy.weeksGrades1To8
