/**
 * Numbers that the monthly figures are made by: dated rows of `policy_rule` under `report.<key>` override these defaults
 * (domain §6, §5.3 H1; design values the bureau may change).
 */
export const REPORT_POLICY_DEFAULTS = {
  /** A leg that was online for so long was opened (R3). */
  openedMinutes: 5,
  /** A lesson that began so long after its planned start was on time (R5). */
  onTimeMinutes: 3,
  /** A failed leg is made up within so long (R6). */
  makeUpDays: 14,
  /** Below so many, counts are shown instead of a percentage. */
  smallDenominator: 5,
  /** Schools see their numbers for so long before they are frozen. */
  objectionDays: 3,
  /** A pair below this share of complete legs is talked to (domain §4.1). */
  talkBelowPercent: 75,
  /** Weekly periods of grades 1–2, 3–6 and 7–9, and the share of them that a class may look at a screen (R13). */
  weeklyPeriodsLower: 26,
  weeklyPeriodsMiddle: 30,
  weeklyPeriodsUpper: 34,
  screenPercent: 30,
} as const

export type ReportPolicyKey = keyof typeof REPORT_POLICY_DEFAULTS
export type ReportPolicy = { readonly [K in ReportPolicyKey]: number }

export const REPORT_POLICY_UNITS: Record<ReportPolicyKey, string> = {
  openedMinutes: 'min',
  onTimeMinutes: 'min',
  makeUpDays: 'd',
  smallDenominator: 'count',
  objectionDays: 'd',
  talkBelowPercent: '%',
  weeklyPeriodsLower: 'periods',
  weeklyPeriodsMiddle: 'periods',
  weeklyPeriodsUpper: 'periods',
  screenPercent: '%',
}

/** Of the formulas themselves; changes with every change of what a figure counts. */
export const FORMULAS_VERSION = '2026-11'
