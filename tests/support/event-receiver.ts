import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Directive,
  MEDIA_EVENTS_PATH,
  MEDIA_HEARTBEAT_PATH,
  MediaEventBatch,
  type MediaEvent,
  MediaHeartbeat,
  SIGNATURE_HEADER,
} from '@tongke/contract'

/** Stands in for the server at the media node's other end: checks signatures by its own code, keeps what comes. */
export class EventReceiver {
  readonly #secret: string
  readonly #server: Server
  readonly heartbeats: MediaHeartbeat[] = []
  /** Every delivery, repeated ones too. */
  readonly deliveries: { events: MediaEvent[]; answered: number }[] = []
  readonly unsigned: string[] = []
  /** What the answers order, by room. */
  readonly directives = new Map<string, Directive>()
  /** Answers events with this status instead of acknowledging them. */
  failWith: number | null = null
  /** Takes the delivery, then breaks the connection: the node cannot know whether it counted. */
  breakAnswers = false

  static async open(secret: string): Promise<EventReceiver> {
    const receiver = new EventReceiver(secret)
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve))
    return receiver
  }

  private constructor(secret: string) {
    this.#secret = secret
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        const path = request.url ?? ''
        if (!this.#isSigned(path, body, String(request.headers[SIGNATURE_HEADER]))) {
          this.unsigned.push(path)
          response.writeHead(401).end()
          return
        }
        const { status, answer } = this.#take(path, JSON.parse(body))
        if (this.breakAnswers && path === MEDIA_EVENTS_PATH) response.destroy()
        else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
      })
    })
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Acknowledged events, each once. */
  get events(): MediaEvent[] {
    const acknowledged = this.deliveries
      .filter(({ answered }) => answered === 200)
      .flatMap(({ events }) => events)
    return [...new Map(acknowledged.map((event) => [event.eventId, event])).values()]
  }

  eventsOf(identity: string): MediaEvent[] {
    return this.events.filter((event) => event.identity === identity)
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #isSigned(path: string, body: string, header: string): boolean {
    const [, at, value] = /^t=(\d+),v=([0-9a-f]+)$/.exec(header) ?? []
    const expected = createHmac('sha256', this.#secret).update(`${at}.POST.${path}.${body}`).digest('hex')
    return value === expected && Math.abs(Date.now() - Number(at)) < 60_000
  }

  #take(path: string, body: unknown): { status: number; answer: unknown } {
    if (path === MEDIA_HEARTBEAT_PATH) {
      this.heartbeats.push(MediaHeartbeat.parse(body))
      return { status: 200, answer: {} }
    }
    const { events } = MediaEventBatch.parse(body)
    const answered = this.failWith ?? (this.breakAnswers ? 0 : 200)
    this.deliveries.push({ events, answered })
    const rooms = [...new Set(events.map(({ room }) => room))].flatMap((room) => {
      const directive = this.directives.get(room)
      return directive ? [{ room, directive }] : []
    })
    return { status: this.failWith ?? 200, answer: { rooms } }
  }
}
