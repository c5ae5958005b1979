import { createHash, createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Directive,
  MEDIA_EVENTS_PATH,
  MEDIA_HEARTBEAT_PATH,
  MEDIA_PIECES_PATH,
  MEDIA_STREAM_ENDS_PATH,
  PIECE_HEADER,
  RecordedPiece,
  RecordedStreamEnd,
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
  /** Pieces of recordings that were taken, repeated ones too. */
  readonly pieces: { head: RecordedPiece; body: Buffer }[] = []
  readonly streamEnds: RecordedStreamEnd[] = []
  /** Answers pieces with this status instead of taking them. */
  failPiecesWith: number | null = null
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
        const bytes = Buffer.concat(chunks)
        const path = request.url ?? ''
        const isPiece = path === MEDIA_PIECES_PATH
        const body = isPiece ? String(request.headers[PIECE_HEADER]) : bytes.toString('utf8')
        if (!this.#isSigned(request.method ?? '', path, body, String(request.headers[SIGNATURE_HEADER]))) {
          this.unsigned.push(path)
          response.writeHead(401).end()
          return
        }
        const { status, answer } = isPiece ? this.#takePiece(body, bytes) : this.#take(path, JSON.parse(body))
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

  #isSigned(method: string, path: string, body: string, header: string): boolean {
    const [, at, value] = /^t=(\d+),v=([0-9a-f]+)$/.exec(header) ?? []
    const expected = createHmac('sha256', this.#secret)
      .update(`${at}.${method}.${path}.${body}`)
      .digest('hex')
    return value === expected && Math.abs(Date.now() - Number(at)) < 60_000
  }

  #takePiece(head: string, body: Buffer): { status: number; answer: unknown } {
    if (this.failPiecesWith !== null) return { status: this.failPiecesWith, answer: {} }
    const piece = RecordedPiece.parse(JSON.parse(Buffer.from(head, 'base64url').toString('utf8')))
    const isWhole = createHash('sha256').update(body).digest('hex') === piece.sha256
    if (isWhole && body.length === piece.bytes) this.pieces.push({ head: piece, body })
    return { status: isWhole ? 200 : 422, answer: {} }
  }

  #take(path: string, body: unknown): { status: number; answer: unknown } {
    if (path === MEDIA_STREAM_ENDS_PATH) {
      this.streamEnds.push(RecordedStreamEnd.parse(body))
      return { status: 200, answer: {} }
    }
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
