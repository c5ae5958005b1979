import type { LegMode } from '@tongke/contract'

const RANK: Record<LegMode, number> = { audio: 0, image: 1, low: 2, full: 3 }
/** How long a change must last before it counts, ms. */
const WORSE_AFTER_MS = 3_000
const BETTER_AFTER_MS = 6_000

/** What the lecturer's camera looks like at one class. */
export interface PictureSight {
  /** The class shows it and the lecturer sends it. */
  readonly expected: boolean
  readonly flows: boolean
  /** Layer that arrives, null when the sender has only one. */
  readonly layer: number | null
  readonly wanted: number
}

/** null: nothing can be said about the line, because no picture is expected on it. */
export function modeSeen(sight: PictureSight): LegMode | null {
  if (!sight.expected) return null
  if (!sight.flows) return 'audio'
  return sight.layer === null || sight.layer >= Math.min(1, sight.wanted) ? 'full' : 'low'
}

export interface ModeState {
  readonly mode: LegMode | null
  readonly next: LegMode | null
  readonly since: number
}

export const noMode: ModeState = { mode: null, next: null, since: 0 }

/**
 * Hysteresis of a leg's mode: a first full picture counts at once (the way up to it is no weakness of the line), a
 * worse mode after 3 s, a better one after 6 s.
 * @param at ms
 */
export function nextMode(state: ModeState, seen: LegMode | null, at: number): ModeState {
  if (seen === null || seen === state.mode) return { ...state, next: null, since: at }
  if (state.mode === null && seen === 'full') return { mode: seen, next: null, since: at }
  if (state.next !== seen) return { ...state, next: seen, since: at }
  const better = state.mode !== null && RANK[seen] > RANK[state.mode]
  return at - state.since >= (better ? BETTER_AFTER_MS : WORSE_AFTER_MS)
    ? { mode: seen, next: null, since: at }
    : state
}
