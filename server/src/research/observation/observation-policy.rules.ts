/**
 * Numbers observation runs by. They are data: dated rows of `policy_rule` under `observation.<key>` override these defaults, which
 * are the seed of the table (domain §4.3 and §4.1 "hidden when n<…"; design values the bureau may change).
 */
export const OBSERVATION_POLICY_DEFAULTS = {
  /** Scores with their spread are shown from so many handed-in sheets of one scale on: fewer would show who said what. */
  minSheets: 3,
  /** For so long what was handed in may be taken back. */
  takeBackMinutes: 30,
  marksPerSheet: 2000,
} as const

export type ObservationPolicyKey = keyof typeof OBSERVATION_POLICY_DEFAULTS
export type ObservationPolicy = { readonly [K in ObservationPolicyKey]: number }

export const OBSERVATION_POLICY_UNITS: Record<ObservationPolicyKey, string> = {
  minSheets: 'count',
  takeBackMinutes: 'min',
  marksPerSheet: 'count',
}
