import type { FileKind, ProcessingStep } from '@tongke/contract'
import type { Logger } from '../../platform/logger.ts'
import type { Tools } from '../../platform/tools/tools.ts'
import { MOST_ATTEMPTS, pauseAfter } from './after-failure.rules.ts'
import type { Facts } from './facts.ts'
import { FileFault, LeaseLost, NotYet, StepFailed } from './faults.ts'
import { nextStep, progressOf, type Step, type Subject } from './pipeline.rules.ts'
import type { HeldLease } from './processing-lease.ts'
import type { Lease, NewRendition, ProcessingQueue } from './processing-queue.ts'
import { StepContext, type MadeFile } from './steps/step-context.ts'
import { workOf } from './steps/step-works.ts'
import { finding } from './technical-findings.rules.ts'
import type { WorkFolder } from './work-folder.ts'

/** Until somebody has installed what is missing. */
const WAIT_SECONDS = 15
const ROOM_TO_SPARE = 300_000_000

/** One lease's work on one file: step after step, each kept as soon as it is finished. */
export class ProcessingRun {
  private readonly lease: Lease
  private facts: Facts
  private attempts: number
  private playable: boolean

  constructor(
    private readonly held: HeldLease<Lease, ProcessingStep>,
    private readonly folder: WorkFolder,
    private readonly queue: ProcessingQueue,
    private readonly tools: Tools,
    private readonly logger: Logger,
    private readonly lane: readonly FileKind[],
  ) {
    this.lease = held.lease
    this.facts = held.lease.facts
    this.attempts = held.lease.attempts
    this.playable = held.lease.playable
  }

  /** Ends with the job finished, failed, put back, or in other hands. @throws what the database throws */
  async go(): Promise<void> {
    try {
      if (this.attempts > MOST_ATTEMPTS) return await this.giveUp()
      for (let step = nextStep(this.subject); step; step = nextStep(this.subject)) {
        await this.do(step)
        if (this.playable && nextStep(this.subject) && (await this.queue.othersWait(this.lane)))
          return await this.queue.release(this.lease, 0)
      }
      await this.queue.finish(this.lease)
      this.log('a file is processed')
    } catch (error) {
      await this.onFault(error)
    }
  }

  private get subject(): Subject {
    const { kind, mimeType, maxHeight } = this.lease
    return { kind, mimeType, maxHeight, facts: this.facts }
  }

  private async do(step: Step): Promise<void> {
    await this.refuseWithoutMeans(step)
    this.held.report(step.step, progressOf(this.subject))
    const context = new StepContext({
      lease: this.lease,
      attempts: this.attempts,
      step,
      facts: this.facts,
      folder: this.folder,
      signal: this.held.signal,
      tools: this.tools,
      renditionBlob: (name) => this.queue.renditionBlob(this.lease.blobSha, name),
      onProgress: (fraction) => this.held.report(step.step, progressOf(this.subject, fraction)),
    })
    const made = await workOf(step.step, this.lease.kind)(context)
    this.held.signal.throwIfAborted()
    const renditions = await this.store(made.files ?? [])
    const facts = { ...this.facts, ...made.facts, done: [...this.facts.done, step.id] }
    const playable = this.playable || step.playable === true
    const progress = progressOf({ ...this.subject, facts })
    await this.queue.keep(this.lease, { facts, renditions, progress, playable, text: made.text })
    this.facts = facts
    this.attempts = 1
    this.playable = playable
    this.log('a step is kept', step)
  }

  private async refuseWithoutMeans({ programs }: Step): Promise<void> {
    for (const program of programs) {
      if (await this.tools.has(program)) continue
      const name = program.endsWith('soffice.bin') ? 'LibreOffice' : program
      throw new NotYet(finding('processing.tool_missing', 'warning', { program: name }))
    }
    if ((await this.folder.freeBytes()) < ROOM_TO_SPARE)
      throw new NotYet(finding('processing.no_space', 'warning'))
  }

  private async store(files: readonly MadeFile[]): Promise<NewRendition[]> {
    const renditions: NewRendition[] = []
    for (const { name, mimeType, blobSha } of files)
      renditions.push({ name, mimeType, blobSha: blobSha ?? (await this.folder.store(name)) })
    return renditions
  }

  private async giveUp(): Promise<void> {
    const step = nextStep(this.subject)?.step ?? 'probe'
    const attempts = this.attempts - 1
    await this.queue.fail(this.lease, [finding('processing.failed', 'error', { step, attempts })], '')
    this.log('a file is given up: it has ended its process again and again')
  }

  private async onFault(error: unknown): Promise<void> {
    if (error instanceof LeaseLost) return this.log('the lease is lost')
    try {
      await this.settle(error)
    } catch (fault) {
      if (!(fault instanceof LeaseLost)) throw fault
      this.log('the lease is lost')
    }
  }

  private async settle(error: unknown): Promise<void> {
    if (this.held.signal.aborted) return this.queue.release(this.lease, 0)
    if (error instanceof NotYet) return this.queue.release(this.lease, WAIT_SECONDS, [error.finding])
    if (error instanceof FileFault) {
      this.log(`a file is refused: ${error.message}`)
      return this.queue.fail(this.lease, [error.finding], error.log)
    }
    this.logger.warn({ err: error, blobSha: this.lease.blobSha }, 'A step failed')
    const step = nextStep(this.subject)?.step ?? 'probe'
    const { attempts } = this
    const { log, finding: why } =
      error instanceof StepFailed
        ? error
        : { log: '', finding: finding('processing.failed', 'error', { step, attempts }) }
    const pause = pauseAfter(attempts)
    if (pause === null) return this.queue.fail(this.lease, [why], log)
    return this.queue.postpone(this.lease, pause, log)
  }

  private log(message: string, step?: Step) {
    const { blobSha, token, kind } = this.lease
    this.logger.info({ blobSha, token, kind, ...(step ? { step: step.id } : {}) }, message)
  }
}
