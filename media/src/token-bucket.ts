/** How many messages a connection may send: `burst` at once, `perSecond` in the long run. */
export class TokenBucket {
  readonly #burst: number
  readonly #perSecond: number
  #tokens: number
  #at: number

  constructor(limits: { burst: number; perSecond: number }, now: number) {
    this.#burst = limits.burst
    this.#perSecond = limits.perSecond
    this.#tokens = limits.burst
    this.#at = now
  }

  /** Whether one more message is allowed now. @param now ms */
  take(now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
