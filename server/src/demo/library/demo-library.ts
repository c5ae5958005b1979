import type { INestApplicationContext } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import type { Logger } from '../../platform/logger.ts'
import { Tools } from '../../platform/tools/tools.ts'
import { COURSEWARE, DemoRecording } from '../recording/demo-recording.ts'
import { DEMO_LIBRARY } from './demo-resources.ts'
import { DemoItem, type Advance } from './demo-item.ts'
import { needsOffice } from './files.rules.ts'
import { seedDemoFilmProgramme } from '../seed-demo-programmes.ts'
import { giveSlidesToLessons } from './lesson-slides.ts'
import { MediaMaker } from './media-maker.ts'
import type { DemoResource } from './resource-text.rules.ts'

/** Resources whose files are worked on at the same time: the next is made while the one before is transcoded. */
const AT_ONCE = 2
const SHORTEST_PAUSE_MS = 300
const LONGEST_PAUSE_MS = 5_000
/** LibreOffice may still be on its way; when nothing has come of waiting for so long, the next start goes on. */
const PATIENCE_MS = 20 * 60_000
const TELL_EVERY = 10

/**
 * Brings the demo library to its end by the services that people use: drafts, uploads, processing, review. What is next is read from
 * the database each time, so that it may be interrupted anywhere and begun again.
 */
export class DemoLibrary {
  private readonly wanted: readonly DemoResource[]

  /** @param only a title: nothing else is made */
  constructor(
    private readonly context: INestApplicationContext,
    private readonly config: Config,
    private readonly logger: Logger,
    only: string | undefined,
  ) {
    this.wanted = only === undefined ? DEMO_LIBRARY : DEMO_LIBRARY.filter(({ title }) => title === only)
  }

  /** @returns whether everything is there; false also when somebody else is at it */
  async fill(signal: AbortSignal): Promise<boolean> {
    const runner = this.context.get(Database, { strict: false }).source.createQueryRunner()
    try {
      const [lock] = (await runner.query(`select pg_try_advisory_lock(hashtext('demo library')) as got`)) as {
        got: boolean
      }[]
      if (lock?.got !== true) return false
      const isFull = await this.work(signal)
      return (await this.record(signal)) && isFull
    } finally {
      await runner.release()
    }
  }

  /** A past lesson with its recording, once its slides are there. */
  private async record(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted || !this.wanted.some(({ title }) => title === COURSEWARE)) return true
    return new DemoRecording(this.context, this.config, signal).make()
  }

  private async work(signal: AbortSignal): Promise<boolean> {
    const tools = this.context.get(Tools, { strict: false })
    const database = this.context.get(Database, { strict: false })
    const folder = join(this.config.dataDir, 'demo-library')
    // What a run that was killed has left.
    await rm(folder, { recursive: true, force: true })
    const maker = new MediaMaker(tools, folder, signal)
    const all = this.wanted.map(
      (resource) => new DemoItem(this.context, maker, resource, DEMO_LIBRARY.indexOf(resource)),
    )
    const open = [...all]
    let given = 0
    let quietSince = Date.now()
    let rest = SHORTEST_PAUSE_MS
    while (open.length > 0 && !signal.aborted && Date.now() - quietSince < PATIENCE_MS) {
      const ends = await this.round(open, signal)
      given += ends.filter((end) => end === 'given_up').length
      if (ends.some((end) => end !== 'waits')) {
        await giveSlidesToLessons(database)
        await seedDemoFilmProgramme(database.source, this.config.timeZone, new Date())
        quietSince = Date.now()
        rest = SHORTEST_PAUSE_MS
        this.tell(all.length - open.length, all.length)
      } else {
        rest = Math.min(rest * 1.2, LONGEST_PAUSE_MS)
        await pause(rest, undefined, { signal }).catch(() => undefined)
      }
    }
    if (open.length > 0) this.logger.info({ left: open.length }, 'the demo library is not full yet')
    return open.length === 0 && given === 0
  }

  /** One step of each that is begun, and of as many more as may be in work. Finished ones leave `open`. */
  private async round(open: DemoItem[], signal: AbortSignal): Promise<Advance[]> {
    const ends: Advance[] = []
    // Office files may wait for their converter; nothing else shall wait with them.
    const waiting = { office: 0, other: 0 }
    for (const item of open.slice()) {
      const kind = needsOffice(item.resource) ? 'office' : 'other'
      if (signal.aborted) break
      if (waiting[kind] >= AT_ONCE) continue
      const end = await this.advance(item, signal)
      ends.push(end)
      if (end === 'waits') waiting[kind] += 1
      else open.splice(open.indexOf(item), 1)
    }
    return ends
  }

  private async advance(item: DemoItem, signal: AbortSignal): Promise<Advance> {
    try {
      return await item.advance()
    } catch (error) {
      if (signal.aborted) return 'waits'
      const why = error instanceof Refusal ? { code: error.code, details: error.details } : { err: error }
      this.logger.warn({ title: item.resource.title, ...why }, 'A demo resource is given up')
      return 'given_up'
    }
  }

  private told = 0
  private tell(done: number, all: number) {
    if (done - this.told < TELL_EVERY && done < all) return
    this.told = done
    this.logger.info({ done, all }, 'the demo library grows')
  }
}
