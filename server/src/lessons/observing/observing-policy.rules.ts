/**
 * Numbers 名师课堂 lessons are watched by. They are data: dated rows of `policy_rule` under `observing.<key>` override these
 * defaults, which are the seed of the table (domain §4.6; design values the bureau may change).
 */
export const OBSERVING_POLICY_DEFAULTS = {
  /** Teachers who may watch one lesson in its room; more of them watch with delay. */
  places: 60,
  notesPerLesson: 300,
} as const

export type ObservingPolicyKey = keyof typeof OBSERVING_POLICY_DEFAULTS
export type ObservingPolicy = { readonly [K in ObservingPolicyKey]: number }

export const OBSERVING_POLICY_UNITS: Record<ObservingPolicyKey, string> = {
  places: 'count',
  notesPerLesson: 'count',
}
