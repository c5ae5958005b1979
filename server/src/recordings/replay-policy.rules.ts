/**
 * Numbers that recordings are kept and cut by. They are data: dated rows of `policy_rule` under `recording.<key>` override
 * these defaults, which are the seed of the table (domain §5.3 P6, §3.4).
 */
export const REPLAY_POLICY_DEFAULTS = {
  /** After the end of its term a recording is kept so long, unless it was chosen. */
  keepDays: 30,
  /** Last days of the two terms of a school year, as month × 100 + day, where the calendar has no term. */
  firstTermEnd: 131,
  secondTermEnd: 731,
  /** Longest 微课 (domain §3.4: primary 10 to 15 min, middle 15 to 20), and the shortest part worth cutting. */
  microLessonMinutes: 20,
  clipSeconds: 5,
} as const

export type ReplayPolicyKey = keyof typeof REPLAY_POLICY_DEFAULTS
export type ReplayPolicy = { readonly [K in ReplayPolicyKey]: number }

export const REPLAY_POLICY_UNITS: Record<ReplayPolicyKey, string> = {
  keepDays: 'd',
  firstTermEnd: 'MMDD',
  secondTermEnd: 'MMDD',
  microLessonMinutes: 'min',
  clipSeconds: 's',
}
