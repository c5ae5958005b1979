/**
 * Numbers joint research runs by. They are data: dated rows of `policy_rule` under `research.<key>` override these
 * defaults, which are the seed of the table (domain §4.3; design values the bureau may change).
 */
export const RESEARCH_POLICY_DEFAULTS = {
  /** The main preparer's first version is due so many days before the members meet. */
  prepDaysBefore: 3,
  /** Reflections are due so many days after the review. */
  reflectionDays: 3,
  /** Share of the session's length from which a member has attended. */
  attendedPercent: 80,
  /** Members who attended, without whom nothing was joint. */
  minAttended: 2,
  /** Rural members who spoke or handed in an observation sheet. */
  minRuralActive: 1,
  /** Heard for so long, somebody has spoken. */
  spokeSeconds: 10,
  /** A lesson is polished in so many rounds at most. */
  maxRounds: 5,
  maxMembers: 60,
} as const

export type ResearchPolicyKey = keyof typeof RESEARCH_POLICY_DEFAULTS
export type ResearchPolicy = { readonly [K in ResearchPolicyKey]: number }

export const RESEARCH_POLICY_UNITS: Record<ResearchPolicyKey, string> = {
  prepDaysBefore: 'd',
  reflectionDays: 'd',
  attendedPercent: '%',
  minAttended: 'count',
  minRuralActive: 'count',
  spokeSeconds: 's',
  maxRounds: 'count',
  maxMembers: 'count',
}
