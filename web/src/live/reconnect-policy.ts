/** Waits before the other side is asked again whether it is there, ms; the last one repeats. Dense for as long as a killed process takes to be raised. */
const GAPS_MS = [0, 150, ...Array<number>(8).fill(300), 600, 1000]
const JITTER = 0.2
/**
 * TCP repeats a connect packet after about 1, 2, 3 and 4 s, so a longer attempt gains nothing. A shorter one costs: Chromium holds
 * back the WebSockets of a page by seconds after some ten failures within minutes.
 */
const TIMEOUT_MS = 4_000
/** A handshake is TCP, upgrade and Socket.io's own greeting: three to four round trips. */
const HANDSHAKE_ROUND_TRIPS = 4
/** What a handshake may take on a line of unknown round trip, ms. */
const YOUNG_MS = 300
const DEAD_AFTER_MS = 2_500

/** When to try again and how long to believe in a line. */
export class ReconnectPolicy {
  readonly #random: () => number

  constructor(random: () => number = Math.random) {
    this.#random = random
  }

  /** Milliseconds before attempt `attempt` (0 is the first). */
  gap(attempt: number): number {
    const gap = GAPS_MS[Math.min(attempt, GAPS_MS.length - 1)] ?? 0
    return this.#spread(gap)
  }

  /** Milliseconds until an attempt is given up and another one begins. Two lines of a page do not keep step: either helps the other. */
  timeout(rttMs: number | null): number {
    return Math.max(this.#spread(TIMEOUT_MS), this.#handshake(rttMs))
  }

  /** Milliseconds that an attempt needs when the other side is there. */
  youth(rttMs: number | null): number {
    return Math.max(YOUNG_MS, this.#handshake(rttMs))
  }

  /** Milliseconds without any sign of the other side after which a line counts as dead. */
  deadAfter(rttMs: number | null): number {
    return Math.max(DEAD_AFTER_MS, this.#handshake(rttMs))
  }

  #spread(ms: number): number {
    return Math.round(ms * (1 - JITTER * this.#random()))
  }

  #handshake(rttMs: number | null): number {
    return HANDSHAKE_ROUND_TRIPS * (rttMs ?? 0)
  }
}
