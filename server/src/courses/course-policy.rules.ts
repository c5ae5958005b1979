/**
 * Numbers courses run by. They are data: dated rows of `policy_rule` under `course.<key>` override these defaults, which
 * are the seed of the table (domain §4.6; design values the bureau may change).
 */
export const COURSE_POLICY_DEFAULTS = {
  /** A question is answered within so many days. */
  answerDays: 3,
  /** A class has seen a video whose share of this size its room was really shown, as a FULL leg of a lesson. */
  watchedPercent: 80,
  /** Questions of one class that may wait for an answer in one course. */
  openQuestions: 20,
} as const

export type CoursePolicyKey = keyof typeof COURSE_POLICY_DEFAULTS
export type CoursePolicy = { readonly [K in CoursePolicyKey]: number }

export const COURSE_POLICY_UNITS: Record<CoursePolicyKey, string> = {
  answerDays: 'd',
  watchedPercent: '%',
  openQuestions: 'count',
}
