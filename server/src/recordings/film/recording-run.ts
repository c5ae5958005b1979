import { LeaseLost } from '../../library/processing/faults.ts'
import { MOST_ATTEMPTS, pauseAfter } from '../../library/processing/after-failure.rules.ts'
import type { HeldLease } from '../../library/processing/processing-lease.ts'
import type { Logger } from '../../platform/logger.ts'
import { FilmFault, type FilmTools } from './film-tools.ts'
import type { FilmStep } from './film-maker.ts'
import type { RecordingLease, RecordingQueue } from './recording-queue.ts'

/** Work on one recording: its steps, and what becomes of their last result. */
export interface RecordingWork {
  readonly steps: readonly FilmStep[]
  /** With all of it in one transaction. `blobOf`: what a step of this job has made. */
  readonly publish: (blobOf: (name: string) => Promise<string>) => Promise<void>
  /** When it is given up for good, in the same transaction. */
  readonly giveUp: (log: string) => Promise<void>
}

/** One lease's work on one recording: step after step, each kept as soon as it is finished. */
export class RecordingRun {
  private readonly lease: RecordingLease
  private readonly done: Set<string>
  private attempts: number

  constructor(
    private readonly held: HeldLease<RecordingLease, string>,
    private readonly tools: FilmTools,
    private readonly queue: RecordingQueue,
    private readonly logger: Logger,
  ) {
    this.lease = held.lease
    this.done = new Set(held.lease.done)
    this.attempts = held.lease.attempts
  }

  /** Ends with the job finished, failed, put back, or in other hands. @throws what the database throws */
  async go(prepare: () => Promise<RecordingWork>): Promise<void> {
    let work: RecordingWork | undefined
    try {
      work = await prepare()
      if (this.attempts > MOST_ATTEMPTS) return await work.giveUp('It has ended its process again and again')
      for (const step of work.steps) if (!this.done.has(step.id)) await this.do(step, work.steps)
      await work.publish((name) => this.blobOf(name))
      this.log('work on a recording is finished')
    } catch (error) {
      if (error instanceof LeaseLost) return this.log('the lease is lost')
      await this.settle(error, work).catch((fault: unknown) => {
        if (!(fault instanceof LeaseLost)) throw fault
      })
    }
  }

  private async do(step: FilmStep, all: readonly FilmStep[]): Promise<void> {
    const sum = (steps: readonly FilmStep[]) => steps.reduce((total, { weight }) => total + weight, 0)
    const before = sum(all.filter(({ id }) => this.done.has(id)))
    const progress = (fraction: number) => Math.min(1, (before + step.weight * fraction) / sum(all))
    await this.queue.report(this.lease, step.id, progress(0))
    const files = await step.work((fraction) => this.held.report(step.id, progress(fraction)))
    this.held.signal.throwIfAborted()
    const made: { name: string; blobSha: string }[] = []
    for (const name of files) made.push({ name, blobSha: await this.tools.folder.store(name) })
    await this.queue.keep(this.lease, step.id, progress(1), made)
    this.done.add(step.id)
    this.attempts = 1
    this.log('a step is kept', step.id)
  }

  private async blobOf(name: string): Promise<string> {
    const blob = (await this.queue.made(this.lease.id)).get(name)
    if (!blob) throw new Error(`The job ${this.lease.id} has made no ${name}`)
    return blob
  }

  private async settle(error: unknown, work: RecordingWork | undefined): Promise<void> {
    if (this.held.signal.aborted) return this.queue.release(this.lease, 0, '', false)
    this.logger.warn({ err: error, job: this.lease.id }, 'A step of a recording failed')
    const log = error instanceof FilmFault ? error.log : String(error)
    const pause = pauseAfter(this.attempts)
    if (pause !== null) return this.queue.release(this.lease, pause, log, true)
    if (work) return work.giveUp(log)
    return this.queue.fail(this.lease, log)
  }

  private log(message: string, step?: string) {
    const { id, token, kind, recordingId } = this.lease
    this.logger.info({ job: id, token, kind, recordingId, ...(step ? { step } : {}) }, message)
  }
}
