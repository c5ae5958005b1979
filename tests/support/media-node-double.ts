import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  Directive,
  MEDIA_EVENTS_PATH,
  MEDIA_HEARTBEAT_PATH,
  MediaEventAnswer,
  SIGNATURE_HEADER,
  type LegMode,
  type MediaEvent,
  type MediaTalk,
} from '@tongke/contract'
import type { z } from 'zod'

interface Order {
  method: string
  path: string
  body: unknown
}

const BEAT_MS = 500

/** Stands in for a media node at the server's other end: heartbeats, signed events, and a control API that takes orders. */
export class MediaNodeDouble {
  readonly orders: Order[] = []
  /** Takes no orders, as if every one were lost on its way. */
  isDeaf = false
  readonly #connections = new Map<string, { identity: string; sequence: number }>()
  #bootId = randomUUID()
  #earlierBootId = ''
  #timer: NodeJS.Timeout | undefined
  #control: Server | undefined

  private constructor(
    readonly serverUrl: string,
    readonly secret: string,
    readonly nodeId: string,
  ) {}

  static async start(serverUrl: string, secret: string, nodeId = 'node-a'): Promise<MediaNodeDouble> {
    const node = new MediaNodeDouble(serverUrl, secret, nodeId)
    await node.boot()
    return node
  }

  /** A new run: connections of the one before are gone without a word. */
  async boot(): Promise<void> {
    this.#earlierBootId = this.#bootId
    this.#bootId = randomUUID()
    this.#connections.clear()
    this.#control ??= await this.#openControl()
    await this.beat()
    this.#timer ??= setInterval(() => void this.beat().catch(() => undefined), BEAT_MS)
  }

  /** As kill -9: silence, and nobody answers at its address. */
  die(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#control?.closeAllConnections()
    this.#control?.close()
    this.#control = undefined
  }

  async beat(): Promise<number> {
    return (await this.post(MEDIA_HEARTBEAT_PATH, this.heartbeat())).status
  }

  /** What it tells once a second. */
  heartbeat(change: { talk?: MediaTalk[] } = {}) {
    return {
      nodeId: this.nodeId,
      bootId: this.#bootId,
      publicUrl: '',
      port: 4321,
      controlUrl: `http://127.0.0.1:${(this.#control?.address() as AddressInfo).port}`,
      rtpCapabilities: { codecs: [] },
      draining: false,
      workers: 1,
      rooms: 1,
      peers: this.#connections.size,
      connections: [...this.#connections.keys()],
      at: Date.now(),
      ...change,
    }
  }

  joined(lessonId: string, identity: string, connectionId: string = randomUUID()): MediaEvent {
    this.#connections.set(connectionId, { identity, sequence: 0 })
    return { ...this.#base(lessonId, connectionId), kind: 'joined', instance: identity } as MediaEvent
  }

  left(lessonId: string, event: MediaEvent): MediaEvent {
    const base = this.#base(lessonId, event.connectionId)
    this.#connections.delete(event.connectionId)
    return { ...base, kind: 'left', reason: 'test' } as MediaEvent
  }

  mode(lessonId: string, event: MediaEvent, mode: LegMode): MediaEvent {
    return { ...this.#base(lessonId, event.connectionId), kind: 'mode', mode } as MediaEvent
  }

  quality(lessonId: string, event: MediaEvent, rttMs: number, loss: number): MediaEvent {
    return { ...this.#base(lessonId, event.connectionId), kind: 'quality', rttMs, loss } as MediaEvent
  }

  /** Delivers events. @returns the directives of their rooms */
  async deliver(...events: MediaEvent[]): Promise<z.infer<typeof MediaEventAnswer>['rooms']> {
    const response = await this.post(MEDIA_EVENTS_PATH, { nodeId: this.nodeId, bootId: this.#bootId, events })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return MediaEventAnswer.parse(await response.json()).rooms
  }

  /** Delivers events of an earlier run once more. */
  async redeliver(events: readonly MediaEvent[]): Promise<void> {
    const bootId = this.#earlierBootId
    const response = await this.post(MEDIA_EVENTS_PATH, { nodeId: this.nodeId, bootId, events })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  }

  /** Joins and delivers at once. */
  async join(lessonId: string, identity: string): Promise<MediaEvent> {
    const event = this.joined(lessonId, identity)
    await this.deliver(event)
    return event
  }

  post(path: string, message: unknown, secret = this.secret, at = Date.now()): Promise<Response> {
    const body = JSON.stringify(message)
    const value = createHmac('sha256', secret).update(`${at}.POST.${path}.${body}`).digest('hex')
    return fetch(this.serverUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: `t=${at},v=${value}` },
      body,
    })
  }

  /** The newest directive this node was ordered, if any. */
  get directive(): Directive | undefined {
    const order = this.orders.findLast(({ path }) => path.endsWith('/directive'))
    return order && Directive.parse(order.body)
  }

  #base(lessonId: string, connectionId: string) {
    const connection = this.#connections.get(connectionId)
    if (!connection) throw new Error(`no connection ${connectionId}`)
    const sequence = connection.sequence
    connection.sequence += 1
    const { identity } = connection
    return {
      eventId: randomUUID(),
      room: `lesson-${lessonId}`,
      lessonId,
      identity,
      connectionId,
      sequence,
      at: Date.now(),
    }
  }

  async #openControl(): Promise<Server> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const path = request.url ?? ''
        const method = request.method ?? ''
        if (
          path !== '/health' &&
          !this.#isSigned(method, path, text, String(request.headers[SIGNATURE_HEADER]))
        ) {
          response.writeHead(401).end()
          return
        }
        if (this.isDeaf && path !== '/health') {
          response.writeHead(503).end()
          return
        }
        if (text) this.orders.push({ method, path, body: JSON.parse(text) })
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return server
  }

  #isSigned(method: string, path: string, body: string, header: string): boolean {
    const at = /^t=(\d+),/.exec(header)?.[1]
    const value = createHmac('sha256', this.secret).update(`${at}.${method}.${path}.${body}`).digest('hex')
    return header === `t=${at},v=${value}`
  }
}
