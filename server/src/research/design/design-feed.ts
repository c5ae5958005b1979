import { setTimeout as sleep } from 'node:timers/promises'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { DesignUpdate } from '@tongke/contract'
import * as Y from 'yjs'
import { Notices, NOTICES_RESUMED } from '../../platform/database/notices.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { DESIGN_SAVED, type SavedNotice } from './design-notice.ts'
import { DesignStore } from './design-store.ts'

const UNKNOWN = -1
/** Pauses before the log is asked again; the last one is repeated. */
const RETRY_AFTER_MS = [50, 200, 1_000, 3_000]

type Deliver = (update: DesignUpdate) => void

/**
 * Saved updates of designs that sockets of this process have open: each at least once. More than once and in another order does
 * no harm, the documents merge them all the same.
 */
@Injectable()
export class DesignFeed implements OnModuleInit {
  /** Newest update delivered here, of designs somebody here has open; UNKNOWN before the first. */
  private readonly delivered = new Map<string, number>()
  private readonly queues = new Map<string, Promise<void>>()
  private deliver: Deliver = () => undefined

  constructor(
    private readonly notices: Notices,
    private readonly store: DesignStore,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.notices.subscribe(DESIGN_SAVED, (payload) => this.enqueue(payload as SavedNotice))
    this.notices.subscribe(NOTICES_RESUMED, () => {
      for (const designId of this.delivered.keys())
        this.enqueue({ designId, seq: Infinity, count: 0, update: null })
    })
  }

  onUpdate(deliver: Deliver): void {
    this.deliver = deliver
  }

  /** From now on updates are delivered. Call it before the document is read, so that none falls between. */
  watch(designId: string): void {
    if (!this.delivered.has(designId)) this.delivered.set(designId, UNKNOWN)
  }

  /** Somebody here has read the document up to `seq`: what comes after can be caught up. */
  seen(designId: string, seq: number): void {
    if (this.delivered.get(designId) === UNKNOWN) this.delivered.set(designId, seq)
  }

  unwatch(designId: string): void {
    this.delivered.delete(designId)
  }

  private enqueue(notice: SavedNotice): void {
    const { designId } = notice
    if (!this.delivered.has(designId)) return
    const next = (this.queues.get(designId) ?? Promise.resolve())
      .then(() => this.forwardSurely(notice))
      .finally(() => {
        if (this.queues.get(designId) === next) this.queues.delete(designId)
      })
    this.queues.set(designId, next)
  }

  /** A notice comes once: as long as somebody here has the design open, what it told is fetched until it is there. */
  private async forwardSurely(notice: SavedNotice): Promise<void> {
    for (let attempt = 0; this.delivered.has(notice.designId); attempt += 1) {
      try {
        return await this.forward(notice)
      } catch (error) {
        this.logger.warn({ err: error, designId: notice.designId, attempt }, 'Cannot forward updates yet')
        await sleep(RETRY_AFTER_MS[Math.min(attempt, RETRY_AFTER_MS.length - 1)], undefined, { ref: false })
      }
    }
  }

  private async forward({ designId, seq, count, update }: SavedNotice): Promise<void> {
    const from = this.delivered.get(designId)
    if (from === undefined || seq <= from || (from === UNKNOWN && seq === Infinity)) return
    const known = from === UNKNOWN ? seq - count : from
    if (update !== null && seq - count <= known) return this.hand({ designId, seq, update })
    const missed = await this.store.updatesAfter(designId, known)
    const newest = missed.at(-1)
    if (!newest) return
    const merged = Y.mergeUpdates(missed.map((one) => one.update))
    this.hand({ designId, seq: newest.seq, update: Buffer.from(merged).toString('base64') })
  }

  private hand(update: DesignUpdate): void {
    if (!this.delivered.has(update.designId)) return
    this.delivered.set(update.designId, update.seq)
    this.deliver(update)
  }
}
