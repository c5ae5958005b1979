/**
 * Numbers training programmes run by. They are data: dated rows of `policy_rule` under `programme.<key>` override these defaults,
 * which are the seed of the table (domain §4.2; design values the bureau may change).
 */
export const PROGRAMME_POLICY_DEFAULTS = {
  /** A test is passed from this score on (national summer study: 60). */
  passScore: 60,
  /** So often a test may be handed in. */
  attempts: 3,
  /** Share of a video that must really have been shown. */
  watchedPercent: 100,
  /** Share of a live session that somebody must have been in its room. */
  livePercent: 80,
  /** The code on the screen changes so often. */
  codeSeconds: 20,
  /** Check-in opens so long before a session begins, and stays open so long after it has ended. */
  checkInMarginMinutes: 30,
} as const

export type ProgrammePolicyKey = keyof typeof PROGRAMME_POLICY_DEFAULTS
export type ProgrammePolicy = { readonly [K in ProgrammePolicyKey]: number }

export const PROGRAMME_POLICY_UNITS: Record<ProgrammePolicyKey, string> = {
  passScore: 'count',
  attempts: 'count',
  watchedPercent: '%',
  livePercent: '%',
  codeSeconds: 's',
  checkInMarginMinutes: 'min',
}
