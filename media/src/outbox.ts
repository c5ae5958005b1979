import { setTimeout as sleep } from 'node:timers/promises'
import { type Directive, MEDIA_EVENTS_PATH, MediaEventAnswer, type MediaEvent } from '@tongke/contract'
import type { Logger } from 'pino'
import { parseJson } from './parse-json.ts'
import { signedPost } from './signed-post.ts'

export interface OutboxOptions {
  readonly serverUrl: string
  readonly secret: string
  readonly nodeId: string
  readonly bootId: string
}

export interface OutboxPorts {
  readonly log: Logger
  /** The server's answer carries the orders of the rooms that had events. */
  readonly onDirective: (room: string, directive: Directive) => void
  readonly onDelivery: (outcome: 'acknowledged' | 'refused' | 'failed') => void
}

const BATCH = 100
const TIMEOUT_MS = 5_000
const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 2_000
/** A county's whole day fits; more means that the server has been away for days. */
const MAX_WAITING = 50_000

type Outcome = 'acknowledged' | 'refused' | 'failed'

/** Joins, leaves and modes on their way to the server: in order, at least once, kept until acknowledged. */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #ports: OutboxPorts
  #waiting: MediaEvent[] = []
  #running: Promise<void> | null = null
  #closed = false
  #retryMs = FIRST_RETRY_MS

  constructor(options: OutboxOptions, ports: OutboxPorts) {
    this.#options = options
    this.#ports = ports
  }

  get waiting(): number {
    return this.#waiting.length
  }

  add(event: MediaEvent): void {
    if (this.#waiting.length >= MAX_WAITING)
      this.#ports.log.error({ event }, 'too many events wait, this one is lost')
    else this.#waiting.push(event)
    this.#run()
  }

  /** Resolves when nothing waits any more, or after `withinMs`. @returns whether everything was delivered */
  async flush(withinMs: number): Promise<boolean> {
    const until = Date.now() + withinMs
    while (this.#waiting.length > 0 && Date.now() < until) await sleep(20)
    return this.#waiting.length === 0
  }

  close(): void {
    this.#closed = true
  }

  #run(): void {
    this.#running ??= this.#deliverAll().finally(() => {
      this.#running = null
    })
  }

  async #deliverAll(): Promise<void> {
    // Events of the same moment (a worker's death) travel together.
    await sleep(0)
    while (this.#waiting.length > 0 && !this.#closed) {
      const batch = this.#waiting.slice(0, BATCH)
      const outcome = await this.#deliver(batch)
      if (outcome === 'acknowledged') this.#waiting.splice(0, batch.length)
      else if (outcome === 'refused') await this.#deliverSingly(batch)
      else await this.#pause()
    }
  }

  /** One bad event must not hold back the others for ever. */
  async #deliverSingly(batch: MediaEvent[]): Promise<void> {
    for (const event of batch) {
      const outcome = batch.length === 1 ? 'refused' : await this.#deliver([event])
      if (outcome === 'failed') return
      if (outcome === 'refused') this.#ports.log.error({ event }, 'the server refuses this event, it is lost')
      this.#waiting.shift()
    }
  }

  async #deliver(events: MediaEvent[]): Promise<Outcome> {
    const outcome = await this.#post(events).catch((error: unknown): Outcome => {
      this.#ports.log.warn({ err: error, waiting: this.waiting }, 'events were not delivered, trying again')
      return 'failed'
    })
    this.#ports.onDelivery(outcome)
    if (outcome === 'acknowledged') this.#retryMs = FIRST_RETRY_MS
    return outcome
  }

  async #post(events: MediaEvent[]): Promise<Outcome> {
    const { nodeId, bootId, serverUrl, secret } = this.#options
    const delivery = { serverUrl, secret, path: MEDIA_EVENTS_PATH, timeoutMs: TIMEOUT_MS }
    const { status, text } = await signedPost(delivery, { nodeId, bootId, events })
    if (status === 200) {
      this.#obey(text)
      return 'acknowledged'
    }
    this.#ports.log.warn({ status, body: text.slice(0, 300) }, 'events were not accepted')
    return status === 400 || status === 422 ? 'refused' : 'failed'
  }

  #obey(text: string): void {
    const answer = MediaEventAnswer.safeParse(parseJson(text))
    if (!answer.success) {
      this.#ports.log.error(
        { issues: answer.error.issues.slice(0, 5) },
        'the answer to events is not as declared',
      )
      return
    }
    for (const { room, directive } of answer.data.rooms) this.#ports.onDirective(room, directive)
  }

  async #pause(): Promise<void> {
    await sleep(this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS)
  }
}
