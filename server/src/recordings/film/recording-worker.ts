import { Injectable, type OnModuleInit } from '@nestjs/common'
import { join } from 'node:path'
import { HeldLease } from '../../library/processing/processing-lease.ts'
import { WorkFolder, workFolders } from '../../library/processing/work-folder.ts'
import { Config } from '../../platform/config.ts'
import { Notices } from '../../platform/database/notices.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { Tools } from '../../platform/tools/tools.ts'
import { ClipWork } from '../clips/clip-work.ts'
import { FilmTools } from './film-tools.ts'
import { FilmWork } from './film-work.ts'
import { RECORDING_WORK_QUEUED, RecordingQueue, type RecordingLease } from './recording-queue.ts'
import { RecordingRun } from './recording-run.ts'

/** Notices may be lost, and dead processes send none. */
const LOOK_MS = 2_000

/** Makes films and clips, one at a time, for as long as the jobs process lives. */
@Injectable()
export class RecordingWorker implements OnModuleInit {
  private readonly root: string
  private wake: () => void = () => undefined

  constructor(
    private readonly config: Config,
    private readonly schedule: JobSchedule,
    private readonly notices: Notices,
    private readonly queue: RecordingQueue,
    private readonly films: FilmWork,
    private readonly clips: ClipWork,
    private readonly blobs: BlobStore,
    private readonly tools: Tools,
    @InjectLogger() private readonly logger: Logger,
  ) {
    this.root = join(config.dataDir, 'films')
  }

  onModuleInit() {
    this.schedule.loop('recordings.work', (stopping) => this.work(stopping))
    this.schedule.cron('recordings.clean-up', '5,35 * * * *', () => this.removeLeftovers())
  }

  private async work(stopping: AbortSignal): Promise<void> {
    this.notices.subscribe(RECORDING_WORK_QUEUED, () => this.wake())
    stopping.addEventListener('abort', () => this.wake(), { once: true })
    await this.removeLeftovers().catch((error: unknown) => this.logger.warn({ err: error }, 'Leftovers stay'))
    while (!stopping.aborted) {
      const took = await this.takeOne(stopping).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Cannot take recordings for work')
        return false
      })
      if (!took) await this.pause(stopping)
    }
  }

  private async takeOne(stopping: AbortSignal): Promise<boolean> {
    const lease = await this.queue.claim()
    if (!lease) return false
    const folder = await WorkFolder.make(this.root, lease.token, this.blobs)
    const held = new HeldLease<RecordingLease, string>(
      lease,
      this.queue,
      this.config.processingLeaseMs,
      this.logger,
      stopping,
    )
    try {
      const tools = new FilmTools(folder, held.signal, this.tools)
      const work = lease.kind === 'film' ? this.films : this.clips
      await new RecordingRun(held, tools, this.queue, this.logger).go(() => work.prepare(lease, tools))
    } finally {
      held.letGo()
      await folder.remove()
    }
    return true
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
