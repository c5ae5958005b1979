import { AUDIENCE_DELAY_MS, type AudienceStream } from '@tongke/contract'

/** The server's clock as answers tell it: the quickest of them is the truest. */
export class ServerClock {
  #offset = -Infinity

  /** @param serverNow of an answer, ms @param receivedAt `performance.now()` */
  hear(serverNow: number, receivedAt: number): void {
    this.#offset = Math.max(this.#offset, serverNow - receivedAt)
  }

  /** @param at `performance.now()` @returns wall time that is shown now, ms */
  playhead(at: number): number {
    return at + this.#offset - AUDIENCE_DELAY_MS
  }
}

/** Wall times at which a stream has something to show. */
export const spanOf = ({ pieces }: Pick<AudienceStream, 'pieces'>): { from: number; to: number } => {
  const [first, last] = [pieces[0], pieces.at(-1)]
  return { from: first?.at ?? Infinity, to: last ? last.at + last.durationMs : -Infinity }
}

/** Loaded a little before, so that it shows at once. */
const EARLY_MS = 6_000
const LATE_MS = 1_000

export const isNear = (stream: AudienceStream, wall: number): boolean => {
  const { from, to } = spanOf(stream)
  return from - EARLY_MS <= wall && wall <= to + LATE_MS
}

export const isShown = (stream: AudienceStream, wall: number): boolean => {
  const { from, to } = spanOf(stream)
  return from <= wall && wall <= to + LATE_MS
}
