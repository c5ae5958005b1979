const SAMPLES = 12

interface Sample {
  offset: number
  rtt: number
}

/**
 * The server's clock as seen from here, from beats: the sample with the shortest round trip of the last ones is the truest
 * (Cristian's method, error at most half that round trip).
 */
export class ServerClock {
  readonly #samples: Sample[] = []

  /** All in ms: when the beat was sent and answered by our clock, and what the server's clock said. */
  add(sentAt: number, receivedAt: number, serverNow: number): void {
    this.#samples.push({ offset: serverNow - (sentAt + receivedAt) / 2, rtt: receivedAt - sentAt })
    if (this.#samples.length > SAMPLES) this.#samples.shift()
  }

  /** What to add to `Date.now()`, ms; 0 before the first beat. */
  get offset(): number {
    const best = this.#samples.reduce<Sample | null>((a, b) => (a && a.rtt <= b.rtt ? a : b), null)
    return best ? Math.round(best.offset) : 0
  }
}
