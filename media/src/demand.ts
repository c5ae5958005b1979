/** A falling demand waits this long: elements come and go, and a stopped layer costs a key frame to bring back. */
export const LOWER_AFTER_MS = 4_000

/** What the publisher of a video was told: the highest layer anybody can use, -1 when nobody. */
export interface Demand {
  readonly told: number
  /** Since when less is wanted than was told, null while it is not. */
  readonly lowerSince: number | null
}

/** Raises at once, lowers after `LOWER_AFTER_MS`. @param at ms */
export function nextDemand(demand: Demand, wanted: number, at: number): Demand {
  if (wanted >= demand.told) return { told: wanted, lowerSince: null }
  if (demand.lowerSince === null) return { told: demand.told, lowerSince: at }
  return at - demand.lowerSince >= LOWER_AFTER_MS ? { told: wanted, lowerSince: null } : demand
}
