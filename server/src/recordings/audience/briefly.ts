/** Values that hundreds ask for at the same time, made once for all of them and forgotten soon. */
export class Briefly<T> {
  private readonly kept = new Map<string, { until: number; value: Promise<T> }>()

  /** @param keptMs how long an answer is good */
  constructor(
    private readonly keptMs: number,
    private readonly most = 5_000,
  ) {}

  get(key: string, now: number, make: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key)
    if (known && known.until > now) return known.value
    const value = make()
    this.kept.delete(key)
    this.kept.set(key, { until: now + this.keptMs, value })
    value.catch(() => this.kept.delete(key))
    const oldest = this.kept.keys().next()
    if (this.kept.size > this.most && !oldest.done) this.kept.delete(oldest.value)
    return value
  }
}
