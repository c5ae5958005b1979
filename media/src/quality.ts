/** What was measured of one peer's line, both directions, the worse of each. */
export interface LinkSample {
  readonly connected: boolean
  readonly rttMs: number | null
  /** 0 to 1. */
  readonly loss: number
  /** Bandwidth estimate towards the peer, bit/s. */
  readonly availableBps: number | null
}

/** Bounds that a line must keep for a level: below or equal passes. */
const LEVELS = [
  { level: 4, loss: 0.02, rttMs: 200 },
  { level: 3, loss: 0.05, rttMs: 400 },
  { level: 2, loss: 0.12, rttMs: 800 },
] as const

/** Share of lost packets from a stream's `fractionLost` (RFC 3550: eight bits). */
export const lossOf = (fractionLost: number): number => Math.min(1, Math.max(0, fractionLost / 256))

/** Bars beside a class: 4 good, 1 hardly anything, 0 no connection. */
export function linkLevel(sample: LinkSample): 0 | 1 | 2 | 3 | 4 {
  if (!sample.connected) return 0
  const best =
    LEVELS.find(({ loss, rttMs }) => sample.loss <= loss && (sample.rttMs ?? 0) <= rttMs)?.level ?? 1
  return Math.min(best, carries(sample.availableBps)) as 1 | 2 | 3 | 4
}

/** The level a bandwidth allows: a lesson needs 2 Mbit/s for everything, 250 kbit/s for the lowest picture and sound. */
function carries(availableBps: number | null): number {
  if (availableBps === null || availableBps >= 600_000) return 4
  if (availableBps >= 400_000) return 3
  return availableBps >= 250_000 ? 2 : 1
}
