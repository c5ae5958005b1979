/** Waits before each attempt after a line was lost, ms; the last one repeats. Dense for as long as a killed process takes to be raised. */
const GAPS_MS = [0, 150, ...Array<number>(8).fill(300), 600, 1000]
const JITTER = 0.2
const FIRST_TIMEOUT_MS = 1_200
const LATER_TIMEOUT_MS = 3_000
/** A handshake is TCP, upgrade and Socket.io's own greeting: three to four round trips. */
const HANDSHAKE_ROUND_TRIPS = 4
const DEAD_AFTER_MS = 2_500
/** While an attempt is on its way another one is worth it only after this, ms. */
const OVERTAKE_MS = 500

/**
 * When to try again and how long to believe in a line. Gaps are short and attempts may overlap, because during an outage
 * a connect packet that got lost is repeated by TCP only after one second and more: a fresh attempt notices sooner.
 */
export class ReconnectPolicy {
  readonly #random: () => number

  constructor(random: () => number = Math.random) {
    this.#random = random
  }

  /** Milliseconds before attempt `attempt` (0 is the first). While an older one is on its way, not before it could answer. */
  gap(attempt: number, pending: number, rttMs: number | null): number {
    const gap = GAPS_MS[Math.min(attempt, GAPS_MS.length - 1)] ?? 0
    const spread = gap * (1 - JITTER * this.#random())
    return Math.round(pending > 0 ? Math.max(spread, OVERTAKE_MS, this.#handshake(rttMs)) : spread)
  }

  /** Milliseconds until an attempt is given up. */
  timeout(attempt: number, rttMs: number | null): number {
    return Math.max(attempt === 0 ? FIRST_TIMEOUT_MS : LATER_TIMEOUT_MS, this.#handshake(rttMs))
  }

  /** Milliseconds without any sign of the other side after which a line counts as dead. */
  deadAfter(rttMs: number | null): number {
    return Math.max(DEAD_AFTER_MS, HANDSHAKE_ROUND_TRIPS * (rttMs ?? 0))
  }

  #handshake(rttMs: number | null): number {
    return HANDSHAKE_ROUND_TRIPS * (rttMs ?? 0)
  }
}
