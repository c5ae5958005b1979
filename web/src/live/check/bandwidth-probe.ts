import { PROBE_DOWN_PATH, PROBE_MAX_BYTES, PROBE_UP_PATH } from '@tongke/contract'

const FIRST_BYTES = 100_000
/** A probe that took this long says enough; a faster one is repeated larger, ms. */
const LONG_ENOUGH_MS = 1_200
const GIVE_UP_MS = 8_000
const ROUNDS = 3

const kbps = (bytes: number, ms: number): number => Math.round((bytes * 8) / Math.max(1, ms))

async function timed(work: (signal: AbortSignal) => Promise<void>): Promise<number | null> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), GIVE_UP_MS)
  const startedAt = performance.now()
  try {
    await work(limit.signal)
    return performance.now() - startedAt
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** The best rate of growing probes, kbit/s: small ones mostly measure the round trip, so they only choose the next size. */
async function measure(once: (bytes: number, signal: AbortSignal) => Promise<void>): Promise<number | null> {
  let best: number | null = null
  let bytes = FIRST_BYTES
  for (let round = 0; round < ROUNDS; round += 1) {
    const size = bytes
    const ms = await timed((signal) => once(size, signal))
    if (ms === null) return best ?? 0
    best = Math.max(best ?? 0, kbps(size, ms))
    if (ms > LONG_ENOUGH_MS) return best
    bytes = Math.min(PROBE_MAX_BYTES, Math.round(size * Math.min(20, LONG_ENOUGH_MS / Math.max(30, ms))))
  }
  return best
}

const address = (url: string, path: string, ticket: string, bytes?: number) =>
  `${url}${path}?ticket=${encodeURIComponent(ticket)}${bytes ? `&bytes=${bytes}` : ''}`

/** Downlink from the media node, kbit/s; 0 when nothing came through. */
export const measureDown = (url: string, ticket: string): Promise<number | null> =>
  measure(async (bytes, signal) => {
    const response = await fetch(address(url, PROBE_DOWN_PATH, ticket, bytes), { signal, cache: 'no-store' })
    if (!response.ok) throw new Error(String(response.status))
    await response.arrayBuffer()
  })

/** Uplink to the media node, kbit/s; 0 when nothing came through. */
export const measureUp = (url: string, ticket: string): Promise<number | null> =>
  measure(async (bytes, signal) => {
    // Random bytes, so that nothing on the way compresses them away.
    const body = new Uint8Array(bytes)
    for (let at = 0; at < bytes; at += 65_536)
      crypto.getRandomValues(body.subarray(at, Math.min(bytes, at + 65_536)))
    const response = await fetch(address(url, PROBE_UP_PATH, ticket), { method: 'POST', body, signal })
    if (!response.ok) throw new Error(String(response.status))
  })
