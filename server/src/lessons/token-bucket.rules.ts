/** Lets through `burst` at once and `perSecond` in the long run. */
export class TokenBucket {
  private tokens: number
  private filledAt: number

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
    now: number,
  ) {
    this.tokens = burst
    this.filledAt = now
  }

  /** @param now ms */
  take(now: number): boolean {
    const grown = this.tokens + ((now - this.filledAt) / 1000) * this.perSecond
    this.tokens = Math.min(this.burst, grown)
    this.filledAt = now
    if (this.tokens < 1) return false
    this.tokens -= 1
    return true
  }
}
