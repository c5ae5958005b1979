/** A stretch of a file in whole milliseconds, `to` not included. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** What a report may be early or late by: its own way through a weak line and the clocks' grain, ms. */
const GRACE_MS = 1_500
/** Faster than this nobody learns: what is shown faster is counted as if at this speed. */
export const FASTEST = 2

export interface Report {
  /** As the page says, in seconds of the file, in the order they were shown. */
  readonly stretches: readonly { from: number; to: number }[]
  readonly speed: number
  /** Between this report and the one before, by the server's clock. */
  readonly elapsedMs: number
  /** Null when the file has no duration. */
  readonly durationMs: number | null
}

/**
 * What a report is believed: never more than could have been shown since the last one, never beyond the end, nothing
 * backwards. A page that claims more gets what there was time for; seeking over a part shows nothing of it.
 */
export function believed({ stretches, speed, elapsedMs, durationMs }: Report): Stretch[] {
  let left = Math.floor((Math.max(0, elapsedMs) + GRACE_MS) * Math.min(FASTEST, speed))
  const end = durationMs ?? Infinity
  const result: Stretch[] = []
  for (const { from, to } of stretches) {
    const start = Math.round(from * 1000)
    const stop = Math.min(Math.round(to * 1000), end, start + left)
    if (stop <= start) continue
    result.push({ from: start, to: stop })
    left -= stop - start
  }
  return result
}

export const lengthOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { from, to }) => sum + to - from, 0)

/** Text of an `int4multirange`. */
export const multirange = (stretches: readonly Stretch[]): string =>
  `{${stretches.map(({ from, to }) => `[${from},${to})`).join(',')}}`

/** Rounded down: 100 means every second, but for the grain of a report at each end. */
export function percentOf(watchedMs: number, durationMs: number | null): number {
  if (!durationMs) return 0
  const missing = durationMs - watchedMs
  return missing <= Math.min(GRACE_MS, durationMs / 20) ? 100 : Math.floor((100 * watchedMs) / durationMs)
}
