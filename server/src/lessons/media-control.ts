import { setTimeout as sleep } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock.ts'
import { MEDIA_CONTROL, SIGNATURE_HEADER, type Directive } from '@tongke/contract'
import { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { signMedia } from './media-signature.ts'

const TIMEOUT_MS = 1_500
const RETRY_AFTER_MS = [100, 400, 1_200]

/** A node that was silent for so long is not told: tickets would have run out before it is back. */
const FORGOTTEN_MS = 5 * 60_000

/** The node a lesson is on, or a certain one. */
type Addressee = { lessonId: string } | { nodeId: string }

const fill = (path: string, values: Record<string, string>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))

/**
 * Orders to the media node a lesson is on. All are full and idempotent, so they are sent in the background, tried a few
 * times and then left: the next ticket and the next answer to an event carry the same directive.
 */
@Injectable()
export class MediaControl {
  /** The newest directive that waits behind one on its way, by lesson. */
  private readonly waiting = new Map<string, Directive | null>()

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  pushDirective(lessonId: string, room: string, directive: Directive): void {
    const isBusy = this.waiting.has(lessonId)
    this.waiting.set(lessonId, directive)
    if (!isBusy) void this.pushAll(lessonId, room)
  }

  closeRoom(lessonId: string, room: string, reason: string): void {
    const { method, path } = MEDIA_CONTROL.closeRoom
    void this.order({ lessonId }, method, fill(path, { room }), { reason })
  }

  /** A session or device has ended: wherever it is connected, it leaves, and its tickets open nothing any more. */
  removeInstance(instance: string, reason: string): void {
    const { method, path } = MEDIA_CONTROL.removeInstance
    const body = { reason, at: this.clock.now().getTime() }
    void this.nodes()
      .then((nodeIds) =>
        Promise.all(nodeIds.map((nodeId) => this.order({ nodeId }, method, fill(path, { instance }), body))),
      )
      .catch((error: unknown) => this.logger.error({ err: error, instance }, 'Cannot end media connections'))
  }

  /** Whether a process answers at the node's control address, whatever it says. */
  async answers(controlUrl: string): Promise<boolean> {
    try {
      const response = await fetch(new URL('/health', controlUrl), { signal: AbortSignal.timeout(700) })
      await response.body?.cancel()
      return true
    } catch {
      return false
    }
  }

  private async pushAll(lessonId: string, room: string): Promise<void> {
    const { method, path } = MEDIA_CONTROL.directive
    for (let next = this.waiting.get(lessonId); next; next = this.waiting.get(lessonId)) {
      this.waiting.set(lessonId, null)
      await this.order({ lessonId }, method, fill(path, { room }), next)
    }
    this.waiting.delete(lessonId)
  }

  private async order(to: Addressee, method: string, path: string, body: unknown): Promise<void> {
    for (const pause of [0, ...RETRY_AFTER_MS]) {
      if (pause > 0) await sleep(pause, undefined, { ref: false })
      // A newer directive makes this one pointless.
      if (method === 'PUT' && 'lessonId' in to && this.waiting.get(to.lessonId)) return
      try {
        const status = await this.send(to, method, path, body)
        if (status === null || status < 500) return
      } catch (error) {
        this.logger.debug({ err: error, ...to, path }, 'A media node did not take an order')
      }
    }
    this.logger.warn(
      { ...to, method, path },
      'A media node did not take an order, it will learn it otherwise',
    )
  }

  /** Nodes that may have connections; one that is silent for long has none any more. */
  private async nodes(): Promise<string[]> {
    const since = new Date(this.clock.now().getTime() - FORGOTTEN_MS)
    const rows = await this.database.rows<{ id: string }>(
      'select id from media_node where last_heartbeat_at >= $1',
      [since],
    )
    return rows.map((row) => row.id)
  }

  private async addressOf(to: Addressee): Promise<string | undefined> {
    const [node] = await this.database.rows<{ control_url: string }>(
      'lessonId' in to
        ? 'select n.control_url from lesson l join media_node n on n.id = l.media_node_id where l.id = $1'
        : 'select control_url from media_node where id = $1',
      ['lessonId' in to ? to.lessonId : to.nodeId],
    )
    return node?.control_url
  }

  private async send(to: Addressee, method: string, path: string, body: unknown): Promise<number | null> {
    const address = await this.addressOf(to)
    if (!address) return null
    const text = JSON.stringify(body)
    const signature = signMedia(this.config.mediaSecret, { method, path, body: text }, Date.now())
    const response = await fetch(new URL(path, address), {
      method,
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature },
      body: text,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.status
  }
}
