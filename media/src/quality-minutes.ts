/** What one connection's line was like in one minute: medians of its measurements. */
export interface QualityMinute {
  readonly rttMs: number | null
  readonly loss: number
}

interface Measured {
  readonly identity: string
  readonly rttMs: number | null
  readonly loss: number
}

const MINUTE_MS = 60_000

const median = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null

/**
 * Gathers what is measured every other second into one figure per listening class and minute, so that a lesson leaves
 * at most as many rows as it has minutes.
 */
export class QualityMinutes {
  #since: number | null = null
  #measured = new Map<string, Measured[]>()

  /** @returns by identity of a leg, what the minute that is over by `now` (ms) was like; empty while it goes on */
  add(qualities: readonly Measured[], now: number): ReadonlyMap<string, QualityMinute> {
    this.#since ??= now
    for (const one of qualities) {
      if (!one.identity.startsWith('leg:')) continue
      this.#measured.set(one.identity, [...(this.#measured.get(one.identity) ?? []), one])
    }
    return now - this.#since < MINUTE_MS ? new Map() : this.#close(now)
  }

  #close(now: number): ReadonlyMap<string, QualityMinute> {
    const minutes = [...this.#measured].map(([identity, all]): [string, QualityMinute] => [
      identity,
      {
        rttMs: median(all.flatMap(({ rttMs }) => rttMs ?? [])),
        loss: median(all.map(({ loss }) => loss)) ?? 0,
      },
    ])
    this.#since = now
    this.#measured = new Map()
    return new Map(minutes)
  }
}
