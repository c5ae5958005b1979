import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import pg from 'pg'
import type { EntityManager } from 'typeorm'
import { Config } from '../config.ts'
import { InjectLogger, type Logger } from '../logger.ts'

const CHANNEL = 'tongke_notice'
const RECONNECT_MS = 500

/** Topic of this process only: notices may have been missed, look at what is stored. */
export const NOTICES_RESUMED = 'notices.resumed'

type Handler = (payload: unknown) => void | Promise<void>

/**
 * Small messages to every replica and process, carried by Postgres NOTIFY: sent inside a transaction they go out
 * when it commits and never when it rolls back. Lost when nobody listens, so they may only hint at stored state.
 */
@Injectable()
export class Notices implements OnApplicationShutdown {
  private readonly handlers = new Map<string, Set<Handler>>()
  private client: pg.Client | undefined
  private closed = false
  private interrupted = true

  constructor(
    private readonly config: Config,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  /** @param payload JSON below 7 kB */
  async publish(tx: EntityManager, topic: string, payload: unknown): Promise<void> {
    await tx.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ topic, payload })])
  }

  /** Starts listening with the first subscriber. Answers the way to unsubscribe. */
  subscribe(topic: string, handler: Handler): () => void {
    const handlers = this.handlers.get(topic) ?? new Set()
    this.handlers.set(topic, handlers.add(handler))
    if (!this.client) void this.listen()
    return () => handlers.delete(handler)
  }

  async onApplicationShutdown() {
    this.closed = true
    await this.client?.end().catch(() => undefined)
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.config.databaseUrl, keepAlive: true })
    this.client = client
    client.on('notification', ({ payload }) => this.deliver(payload ?? ''))
    client.on('error', (error) => this.logger.warn({ err: error }, 'Lost the notice connection'))
    client.on('end', () => this.listenAgain(client))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      if (this.interrupted) this.hand(NOTICES_RESUMED, {})
      this.interrupted = false
    } catch (error) {
      this.logger.warn({ err: error }, 'Cannot listen for notices')
      // Not awaited: a client that never connected may never say that it has ended.
      void client.end().catch(() => undefined)
      this.listenAgain(client)
    }
  }

  /** Once per lost connection, however many events tell of it. */
  private listenAgain(lost: pg.Client) {
    if (this.closed || this.client !== lost) return
    this.interrupted = true
    this.client = undefined
    setTimeout(() => void (this.closed || this.client || this.listen()), RECONNECT_MS).unref()
  }

  private deliver(text: string) {
    const { topic, payload } = JSON.parse(text) as { topic: string; payload: unknown }
    this.hand(topic, payload)
  }

  private hand(topic: string, payload: unknown) {
    for (const handler of this.handlers.get(topic) ?? []) {
      void this.call(topic, handler, payload)
    }
  }

  private async call(topic: string, handler: Handler, payload: unknown): Promise<void> {
    try {
      await handler(payload)
    } catch (error) {
      this.logger.error({ err: error, topic }, 'A notice handler failed')
    }
  }
}
