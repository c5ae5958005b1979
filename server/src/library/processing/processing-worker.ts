import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { FileKind, ProcessingStep } from '@tongke/contract'
import { join } from 'node:path'
import { Config } from '../../platform/config.ts'
import { Notices } from '../../platform/database/notices.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { Tools } from '../../platform/tools/tools.ts'
import { LANES } from './pipeline.rules.ts'
import { HeldLease } from './processing-lease.ts'
import {
  PROCESSING_CHANGED,
  PROCESSING_QUEUED,
  ProcessingQueue,
  type Lease,
  type ProcessingNotice,
} from './processing-queue.ts'
import { ProcessingRun } from './processing-run.ts'
import { WorkFolder, workFolders } from './work-folder.ts'

/** Notices may be lost, and dead processes send none. */
const LOOK_MS = 2_000

/** Takes files from the queue for as long as the jobs process lives: one at a time of each lane. */
@Injectable()
export class ProcessingWorker implements OnModuleInit {
  private readonly held = new Map<string, HeldLease<Lease, ProcessingStep>>()
  private readonly idle = new Set<() => void>()
  private readonly root: string

  constructor(
    private readonly config: Config,
    private readonly schedule: JobSchedule,
    private readonly notices: Notices,
    private readonly queue: ProcessingQueue,
    private readonly blobs: BlobStore,
    private readonly tools: Tools,
    @InjectLogger() private readonly logger: Logger,
  ) {
    this.root = join(config.dataDir, 'work')
  }

  onModuleInit() {
    this.schedule.loop('processing', (stopping) => this.work(stopping))
    this.schedule.cron('processing.forget-unused', '10 4 * * *', () => this.queue.forgetUnused())
    this.schedule.cron('processing.clean-up', '*/15 * * * *', () => this.removeLeftovers())
  }

  private async work(stopping: AbortSignal): Promise<void> {
    this.notices.subscribe(PROCESSING_QUEUED, () => this.wake())
    this.notices.subscribe(PROCESSING_CHANGED, (notice) => this.onChange(notice as ProcessingNotice))
    stopping.addEventListener('abort', () => this.wake(), { once: true })
    await this.removeLeftovers().catch((error: unknown) => this.logger.warn({ err: error }, 'Leftovers stay'))
    await Promise.all(LANES.map((kinds) => this.serve(kinds, stopping)))
  }

  private async serve(kinds: readonly FileKind[], stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const took = await this.takeOne(kinds, stopping).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Cannot take files for processing')
        return false
      })
      if (!took) await this.pause(stopping)
    }
  }

  private async takeOne(kinds: readonly FileKind[], stopping: AbortSignal): Promise<boolean> {
    const lease = await this.queue.claim(kinds)
    if (!lease) return false
    await this.process(lease, kinds, stopping)
    return true
  }

  private async process(lease: Lease, kinds: readonly FileKind[], stopping: AbortSignal): Promise<void> {
    const folder = await WorkFolder.make(this.root, lease.token, this.blobs)
    const held = new HeldLease<Lease, ProcessingStep>(
      lease,
      this.queue,
      this.config.processingLeaseMs,
      this.logger,
      stopping,
    )
    this.held.set(lease.blobSha, held)
    try {
      await new ProcessingRun(held, folder, this.queue, this.tools, this.logger, kinds).go()
    } finally {
      held.letGo()
      this.held.delete(lease.blobSha)
      await folder.remove()
    }
  }

  /** A cancel comes from a web server: stop at once instead of at the next heartbeat. */
  private onChange({ blobSha, state }: ProcessingNotice) {
    if (state === 'CANCELLED') this.held.get(blobSha)?.lose()
  }

  private wake() {
    for (const go of this.idle) go()
  }

  private pause(stopping: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer)
        this.idle.delete(go)
        resolve()
      }
      const timer = setTimeout(go, stopping.aborted ? 0 : LOOK_MS)
      this.idle.add(go)
    })
  }

  /** Work folders of processes that were killed. */
  private async removeLeftovers(): Promise<void> {
    const tokens = await workFolders(this.root)
    const alive = await this.queue.alive(tokens)
    for (const token of tokens)
      if (!alive.has(token)) await new WorkFolder(join(this.root, token), this.blobs).remove()
  }
}
