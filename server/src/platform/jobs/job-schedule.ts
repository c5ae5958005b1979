import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { PgBoss } from 'pg-boss'
import { Config } from '../config.ts'
import { Database } from '../database/database.ts'
import { ProcessBeats } from '../health/process-beats.ts'
import { newId } from '../id.ts'
import { InjectLogger, type Logger } from '../logger.ts'
import { requestContext } from '../request-context.ts'

type Work = () => Promise<void>
type Loop = (stopping: AbortSignal) => Promise<void>

const BEAT_MS = 5_000

/**
 * Work that nobody asks for. Rooms register theirs when they start; only the `jobs` process calls `start`, so the
 * server may load the same rooms.
 */
@Injectable()
export class JobSchedule implements OnApplicationShutdown {
  private readonly daily = new Map<string, { cron: string; work: Work }>()
  private readonly ticks = new Map<string, { everyMs: number; work: Work }>()
  private readonly loops = new Map<string, Loop>()
  private readonly stopping = new AbortController()
  private readonly timers: NodeJS.Timeout[] = []
  private readonly running = new Set<Promise<void>>()
  private boss: PgBoss | undefined

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly beats: ProcessBeats,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  /** @param cron five fields in the county's time zone; a missed or failed run is repeated by the queue */
  cron(name: string, cron: string, work: Work): void {
    this.daily.set(name, { cron, work })
  }

  /** Short, frequent, harmless to miss: of several jobs processes one does each round. */
  tick(name: string, everyMs: number, work: Work): void {
    this.ticks.set(name, { everyMs, work })
  }

  /** Goes on as long as the process; `loop` ends soon after its signal aborts. */
  loop(name: string, loop: Loop): void {
    this.loops.set(name, loop)
  }

  async start(): Promise<void> {
    const boss = new PgBoss({
      connectionString: this.config.databaseUrl,
      max: 3,
      application_name: 'tongke-jobs',
    })
    boss.on('error', (error) => this.logger.warn({ err: error }, 'The job queue has lost its database'))
    this.boss = await boss.start()
    for (const [name, { cron, work }] of this.daily) {
      await boss.createQueue(name)
      await boss.schedule(name, cron, null, { tz: this.config.timeZone })
      await boss.work(name, () => this.run(name, work))
    }
    for (const [name, { everyMs, work }] of this.ticks)
      this.repeat(name, everyMs, () => this.alone(name, work))
    for (const [name, loop] of this.loops) void this.keep(this.run(name, () => loop(this.stopping.signal)))
    this.repeat('beat', BEAT_MS, () => this.beats.beat('jobs'))
    await this.beats.beat('jobs')
  }

  async onApplicationShutdown() {
    for (const timer of this.timers) clearInterval(timer)
    this.stopping.abort()
    await Promise.allSettled(this.running)
    await this.boss?.stop({ graceful: false, close: true })
  }

  /** Skips a round while the one before still runs. */
  private repeat(name: string, everyMs: number, work: Work) {
    let busy = false
    const round = async () => {
      if (busy) return
      busy = true
      await this.keep(this.run(name, work))
      busy = false
    }
    this.timers.push(setInterval(() => void round(), everyMs))
  }

  /** The process does not end before this has. */
  private async keep(run: Promise<void>): Promise<void> {
    const ended = run.catch(() => undefined)
    this.running.add(ended)
    await ended
    this.running.delete(ended)
  }

  /** @throws what the work threw, after logging it: the queue repeats it */
  private async run(name: string, work: Work): Promise<void> {
    await requestContext.run({ requestId: newId() }, async () => {
      try {
        await work()
      } catch (error) {
        this.logger.error({ err: error, job: name }, 'A job failed')
        throw error
      }
    })
  }

  private async alone(name: string, work: Work): Promise<void> {
    const runner = this.database.source.createQueryRunner()
    try {
      const [lock] = (await runner.query('select pg_try_advisory_lock(hashtext($1)) as got', [
        `tick ${name}`,
      ])) as {
        got: boolean
      }[]
      if (!lock?.got) return
      await work().finally(() => runner.query('select pg_advisory_unlock(hashtext($1))', [`tick ${name}`]))
    } finally {
      await runner.release()
    }
  }
}
