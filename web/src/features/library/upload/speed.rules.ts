const WINDOW_MS = 10_000

interface Sample {
  readonly at: number
  readonly bytes: number
}

/** Speed over the last ten seconds, so that one slow moment does not turn the estimate over. Times in ms. */
export class SpeedMeter {
  private samples: Sample[] = []

  /** @param bytes sent in all; fewer than before means that it began again further back */
  add(at: number, bytes: number): void {
    if (bytes < (this.samples.at(-1)?.bytes ?? 0)) this.samples = []
    this.samples.push({ at, bytes })
    const kept = this.samples.findIndex((sample) => at - sample.at <= WINDOW_MS)
    this.samples = this.samples.slice(Math.max(0, kept))
  }

  reset(): void {
    this.samples = []
  }

  /** Bytes per second, null before there is anything to tell. */
  get bytesPerSecond(): number | null {
    const [first, last] = [this.samples[0], this.samples.at(-1)]
    if (!first || !last || last.at - first.at < 500) return null
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at)
  }
}

/** Whole seconds, null when nobody can say. */
export const secondsLeft = (bytes: number, bytesPerSecond: number | null): number | null =>
  bytesPerSecond ? Math.ceil(bytes / bytesPerSecond) : null
