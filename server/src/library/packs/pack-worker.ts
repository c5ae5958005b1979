import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { PackProblem } from '@tongke/contract'
import { join } from 'node:path'
import { Config } from '../../platform/config.ts'
import { Notices } from '../../platform/database/notices.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { LeaseLost } from '../processing/faults.ts'
import { WorkFolder, workFolders } from '../processing/work-folder.ts'
import { ContentLost } from './pack-archive.ts'
import { NotAllowed, PackBuilder, isMissing } from './pack-builder.ts'
import { PACK_QUEUED, PackQueue, type PackLease } from './pack-queue.ts'

/** Notices may be lost, and dead processes send none. */
const LOOK_MS = 2_000
const BEAT_MS = 1_000

/** Builds packs, one at a time, for as long as the jobs process lives. */
@Injectable()
export class PackWorker implements OnModuleInit {
  private readonly root: string
  private wake: () => void = () => undefined

  constructor(
    private readonly schedule: JobSchedule,
    private readonly notices: Notices,
    private readonly queue: PackQueue,
    private readonly builder: PackBuilder,
    private readonly blobs: BlobStore,
    config: Config,
    @InjectLogger() private readonly logger: Logger,
  ) {
    this.root = join(config.dataDir, 'packs')
  }

  onModuleInit() {
    this.schedule.loop('packs', (stopping) => this.work(stopping))
  }

  private async work(stopping: AbortSignal): Promise<void> {
    this.notices.subscribe(PACK_QUEUED, () => this.wake())
    stopping.addEventListener('abort', () => this.wake(), { once: true })
    await this.removeLeftovers().catch((error: unknown) => this.logger.warn({ err: error }, 'Leftovers stay'))
    while (!stopping.aborted) {
      const took = await this.takeOne(stopping).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Cannot take packs for building')
        return false
      })
      if (!took) await this.pause(stopping)
    }
  }

  private async takeOne(stopping: AbortSignal): Promise<boolean> {
    const lease = await this.queue.claim()
    if (!lease) return false
    const folder = await WorkFolder.make(this.root, lease.token, this.blobs)
    try {
      await this.build(lease, folder, stopping)
    } finally {
      await folder.remove()
    }
    return true
  }

  private async build(lease: PackLease, folder: WorkFolder, stopping: AbortSignal): Promise<void> {
    const lost = new AbortController()
    const signal = AbortSignal.any([stopping, lost.signal])
    let progress = 0
    const beat = setInterval(() => {
      this.queue.renew(lease, progress).catch((error: unknown) => {
        // Any other trouble shows when the work is done: then the lease is asked for once more.
        if (error instanceof LeaseLost) lost.abort(error)
      })
    }, BEAT_MS)
    try {
      const built = await this.builder.build(lease, folder, signal, (share) => (progress = share))
      await this.queue.finish(lease, built)
      this.logger.info({ pack: lease.id, version: lease.version, bytes: built.bytes }, 'A pack is built')
    } catch (error) {
      if (error instanceof LeaseLost || lost.signal.aborted) return
      if (stopping.aborted) return await this.queue.release(lease)
      const problem = problemOf(error)
      this.logger.warn({ err: error, pack: lease.id, problem }, 'A pack was not built')
      await this.queue.fail(lease, problem)
    } finally {
      clearInterval(beat)
    }
  }

  private pause(stopping: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, stopping.aborted ? 0 : LOOK_MS)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
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

function problemOf(error: unknown): PackProblem {
  if (error instanceof NotAllowed) return 'contents'
  return error instanceof ContentLost || isMissing(error) ? 'lost' : 'fault'
}
