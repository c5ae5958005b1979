/**
 * Numbers visits run by. They are data: dated rows of `policy_rule` under `visit.<key>` override these defaults, which are the
 * seed of the table (design values the bureau may change).
 */
export const VISIT_POLICY_DEFAULTS = {
  /** A visit counts so long for its visitor, and so much longer for each lesson that was observed. */
  minutesBase: 45,
  minutesPerLesson: 45,
  /** At most so long a day. */
  minutesMost: 270,
  /** Hours are claimed once the school has answered, or so many days after the visit: until then the record may grow. */
  claimAfterDays: 7,
} as const

export type VisitPolicyKey = keyof typeof VISIT_POLICY_DEFAULTS
export type VisitPolicy = { readonly [K in VisitPolicyKey]: number }

export const VISIT_POLICY_UNITS: Record<VisitPolicyKey, string> = {
  minutesBase: 'min',
  minutesPerLesson: 'min',
  minutesMost: 'min',
  claimAfterDays: 'd',
}

/** What a visit with so many observed lessons counts for its visitor, in minutes. */
export const minutesOf = (lessons: number, policy: VisitPolicy): number =>
  Math.min(policy.minutesMost, policy.minutesBase + lessons * policy.minutesPerLesson)
