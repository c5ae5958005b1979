const WEIGHT = 0.25

/** Smoothed round trip of a line, ms; rises at once and falls slowly, so that time-outs never undercut a busy line. */
export class RoundTrip {
  #value: number | null = null

  get value(): number | null {
    return this.#value === null ? null : Math.round(this.#value)
  }

  add(sample: number): void {
    this.#value =
      this.#value === null || sample > this.#value ? sample : this.#value + WEIGHT * (sample - this.#value)
  }
}
