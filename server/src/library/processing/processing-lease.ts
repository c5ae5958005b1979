import type { Logger } from '../../platform/logger.ts'
import { LeaseLost } from './faults.ts'

const REPORT_MS = 1_000

/** What a lease is from, as far as holding it goes. @throws LeaseLost, both */
interface LeaseQueue<Lease, Step> {
  renew(lease: Lease): Promise<void>
  report(lease: Lease, step: Step, progress: number): Promise<void>
}

/**
 * A lease that is kept alive while it is held. `signal` aborts the work when the lease is lost, when Postgres has not confirmed
 * it for as long as it lasts (somebody else may have the job by then), or when the process stops.
 */
export class HeldLease<Lease, Step> {
  readonly signal: AbortSignal
  private readonly lost = new AbortController()
  private readonly beat: NodeJS.Timeout
  private confirmedAt = performance.now()
  private reportedAt = -Infinity
  private reporting = false

  constructor(
    readonly lease: Lease,
    private readonly queue: LeaseQueue<Lease, Step>,
    private readonly lastsMs: number,
    private readonly logger: Logger,
    stopping: AbortSignal,
  ) {
    this.signal = AbortSignal.any([stopping, this.lost.signal])
    this.beat = setInterval(() => void this.renew(), lastsMs / 4)
  }

  /** Of the whole job, 0 to 1. At most one a second is written, and one that is late is left out. */
  report(step: Step, progress: number): void {
    const now = performance.now()
    if (this.reporting || this.signal.aborted || now - this.reportedAt < REPORT_MS) return
    this.reportedAt = now
    this.reporting = true
    void this.queue
      .report(this.lease, step, progress)
      .catch((error: unknown) => this.onTrouble(error))
      .finally(() => (this.reporting = false))
  }

  /** Stops the work at once. */
  lose(): void {
    this.lost.abort(new LeaseLost())
  }

  letGo(): void {
    clearInterval(this.beat)
  }

  private async renew(): Promise<void> {
    const asked = performance.now()
    try {
      await this.queue.renew(this.lease)
      this.confirmedAt = asked
    } catch (error) {
      this.onTrouble(error)
    }
  }

  private onTrouble(error: unknown) {
    const silentMs = performance.now() - this.confirmedAt
    if (error instanceof LeaseLost || silentMs > this.lastsMs) return this.lose()
    this.logger.warn({ err: error }, 'A lease could not be confirmed')
  }
}
