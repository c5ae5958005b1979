const WRAP = 2 ** 32
/** Further off is another count: the sender began anew. */
const JUMP_MS = 1_500
const WINDOW_MS = 5_000
/** Two clocks drift by some ten microseconds a second; more is taken back slowly, so that nobody hears it. */
const MAX_STEP_MS = 5

/**
 * Wall time of what a track carries. Its RTP clock says how far frames are apart; when they were, the quickest packets
 * say: those waited nowhere. All tracks of a node are so on one clock, within what their encoders need.
 */
export class TrackClock {
  readonly #rate: number
  #last: number | null = null
  #ticks = 0
  #offset = 0
  #windowStart = 0
  #leastLag = Infinity

  /** @param rate RTP clock, Hz */
  constructor(rate: number) {
    this.#rate = rate
  }

  /** @param at when the packet came, ms @returns when what it carries was, ms */
  time(timestamp: number, at: number): number {
    const media = this.#advance(timestamp)
    const lag = at - media - this.#offset
    if (this.#windowStart === 0 || Math.abs(lag) > JUMP_MS) this.#anchor(media, at)
    else if (lag < 0) this.#offset += lag
    else this.#watchDrift(lag, at)
    return media + this.#offset
  }

  /** Unwraps the 32 bits. @returns ms of media */
  #advance(timestamp: number): number {
    const step = this.#last === null ? 0 : ((timestamp - this.#last + WRAP * 1.5) % WRAP) - WRAP / 2
    this.#last = timestamp
    this.#ticks += step
    return (this.#ticks * 1000) / this.#rate
  }

  #anchor(media: number, at: number): void {
    this.#offset = at - media
    this.#windowStart = at
    this.#leastLag = Infinity
  }

  #watchDrift(lag: number, at: number): void {
    this.#leastLag = Math.min(this.#leastLag, lag)
    if (at - this.#windowStart < WINDOW_MS) return
    this.#offset += Math.min(this.#leastLag, MAX_STEP_MS)
    this.#windowStart = at
    this.#leastLag = Infinity
  }
}
