import { TicketClaims, type MediaAccess } from '@tongke/contract'
import type { ApiErrorCode } from '../../lib/api-error.ts'
import { codeOf, LiveError } from '../live-error.ts'
import type { ReconnectPolicy } from '../reconnect-policy.ts'
import { wait } from '../wait.ts'

export type FetchAccess = (signal: AbortSignal) => Promise<MediaAccess>

/** Refusals that asking again does not heal. */
const FINAL: readonly ApiErrorCode[] = [
  'not_found',
  'lesson.not_participant',
  'lesson.closed_room',
  'auth.required',
  'auth.forbidden',
  'device.revoked',
]
/** A ticket that was fetched ahead is used only while this much of its life is left, ms. */
const SPARE_LIFE_MS = 5_000
const RENEW_EVERY_MS = 30_000
const FIRST_TIMEOUT_MS = 2_500
const LATER_TIMEOUT_MS = 6_000

const Grants = TicketClaims.pick({ identity: true, publish: true, room: true })
export type Grants = { [K in 'identity' | 'publish' | 'room']: TicketClaims[K] }

/** What the ticket lets its bearer do. Only for what this page offers: the node checks the signature, we cannot. */
export function grantsOf(ticket: string): Grants {
  const payload = (ticket.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0))
  return Grants.parse(JSON.parse(new TextDecoder().decode(bytes)))
}

/**
 * Fetches tickets, again and again while the line is bad: a request that was sent into an outage is not waited for, and
 * `nudge` (somebody saw the line come back) repeats it at once.
 */
export class AccessDesk {
  readonly #fetch: FetchAccess
  readonly #policy: ReconnectPolicy
  readonly #clockOffset: () => number
  #ahead: MediaAccess | null = null
  #coming: Promise<MediaAccess | null> | null = null
  #repeat: AbortController | null = null
  #aside: MediaAccess | null = null

  constructor(fetch: FetchAccess, policy: ReconnectPolicy, clockOffset: () => number = () => 0) {
    this.#fetch = fetch
    this.#policy = policy
    this.#clockOffset = clockOffset
  }

  /** Fetches one ticket ahead of its use; resolves with it, or null when there is none to be had yet. */
  async prefetch(signal: AbortSignal): Promise<MediaAccess | null> {
    this.#coming = this.#fetch(signal).catch(() => null)
    this.#ahead = await this.#coming
    this.#coming = null
    return this.#ahead
  }

  /** One ticket to be used now. Throws `LiveError` when the server will not give one. */
  async take(signal: AbortSignal): Promise<MediaAccess> {
    // Asking again while one is on its way would cost another round trip.
    if (this.#coming) await Promise.race([this.#coming, wait(FIRST_TIMEOUT_MS, signal)])
    const ahead = this.#ahead
    this.#ahead = null
    if (ahead && this.#isValid(ahead)) return ahead
    for (let attempt = 0; ; attempt += 1) {
      const access = await this.#once(attempt, signal)
      if (access) return access
      signal.throwIfAborted()
    }
  }

  /** A ticket kept aside for a moment when the server does not answer; null when there is none that is valid. */
  get aside(): MediaAccess | null {
    return this.#aside && this.#isValid(this.#aside) ? this.#aside : null
  }

  /** Keeps this ticket aside and renews it until the signal aborts. */
  async keepAside(access: MediaAccess, signal: AbortSignal): Promise<void> {
    this.#aside = access
    while (!signal.aborted) {
      await wait(RENEW_EVERY_MS, signal)
      this.#aside = (await this.#fetch(signal).catch(() => null)) ?? this.#aside
    }
  }

  /** What was kept aside has turned out to be of no use. */
  dropAside(): void {
    this.#aside = null
  }

  nudge(): void {
    this.#repeat?.abort()
  }

  #isValid(access: MediaAccess): boolean {
    return access.expiresAt - SPARE_LIFE_MS > Date.now() + this.#clockOffset()
  }

  async #once(attempt: number, signal: AbortSignal): Promise<MediaAccess | null> {
    const repeat = new AbortController()
    this.#repeat = repeat
    const stop = () => repeat.abort()
    signal.addEventListener('abort', stop, { once: true })
    const timer = setTimeout(stop, attempt === 0 ? FIRST_TIMEOUT_MS : LATER_TIMEOUT_MS)
    try {
      return await this.#fetch(repeat.signal)
    } catch (error) {
      if (FINAL.includes(codeOf(error))) throw new LiveError(codeOf(error))
      if (!repeat.signal.aborted)
        await wait(this.#policy.gap(attempt + 1), repeat.signal).catch(() => undefined)
      return null
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
  }
}
