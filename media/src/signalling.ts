import type { Server as HttpServer } from 'node:http'
import {
  type Ack,
  detailsOf,
  MEDIA_PLANE_PATH,
  MEDIA_REQUESTS,
  type MediaClientToServer,
  type MediaNoticeName,
  type MediaNotices,
  type MediaRequestName,
  type MediaServerToClient,
  Refusal,
  type WireError,
} from '@tongke/contract'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import { newId } from './ids.ts'
import type { MediaNode } from './media-node.ts'
import type { PeerLine } from './peer.ts'
import { requestHandlers, Visit } from './requests.ts'
import { Serial } from './serial.ts'
import { TokenBucket } from './token-bucket.ts'

export interface SignallingPorts {
  readonly node: MediaNode
  readonly log: Logger
  /** Every answered request, for the metrics. `code` is `ok` or the refusal's. */
  readonly onAnswer: (request: string, code: string, seconds: number) => void
}

type NodeSocket = Socket<MediaClientToServer, MediaServerToClient>
type RawAck = (answer: Ack<unknown>) => void

/** The largest honest message is a `join`, about 20 kB. */
const MAX_MESSAGE_BYTES = 64_000
/** A dead line is noticed within 7.5 s: a class must not look present while it is not. */
const PING = { pingInterval: 4_000, pingTimeout: 3_500 }
const JOIN_WITHIN_MS = 60_000
const MESSAGES = { burst: 120, perSecond: 40 }

/** Which part of a live connection's requests may overtake others: `beat` measures the line, not the node. */
const isUrgent = (name: MediaRequestName): boolean => name === 'beat'

const isRequest = (name: string): name is MediaRequestName => Object.hasOwn(MEDIA_REQUESTS, name)

/** The media plane over Socket.io: decodes, checks, hands to `requests.ts`, answers. The only file that knows sockets. */
export class Signalling {
  readonly #io: Server<MediaClientToServer, MediaServerToClient>
  readonly #ports: SignallingPorts
  readonly #handlers: ReturnType<typeof requestHandlers>

  static create(http: HttpServer, ports: SignallingPorts): Signalling {
    const io = new Server<MediaClientToServer, MediaServerToClient>(http, {
      path: MEDIA_PLANE_PATH,
      transports: ['websocket'],
      serveClient: false,
      // No cookie is read; which page may join is in its ticket, which comes with the first message.
      cors: { origin: '*' },
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      ...PING,
    })
    return new Signalling(io, ports)
  }

  private constructor(io: Server<MediaClientToServer, MediaServerToClient>, ports: SignallingPorts) {
    this.#io = io
    this.#ports = ports
    this.#handlers = requestHandlers(ports.node)
    io.on('connection', (socket) => this.#handleConnection(socket))
    io.engine.on('connection_error', (error: { code: number; message: string }) =>
      ports.log.warn({ code: error.code, reason: error.message }, 'handshake refused'),
    )
  }

  async close(): Promise<void> {
    await this.#io.close()
  }

  #handleConnection(socket: NodeSocket): void {
    const log = this.#ports.log.child({ socket: socket.id })
    const visit = new Visit(lineOf(socket), socket.handshake.headers.origin)
    const serial = new Serial()
    const bucket = new TokenBucket(MESSAGES, Date.now())
    const timer = setTimeout(() => visit.isSeated || socket.disconnect(true), JOIN_WITHIN_MS).unref()
    socket.onAny((name: unknown, ...args: unknown[]) => {
      const ack = args.at(-1)
      const answer: RawAck = typeof ack === 'function' ? (ack as RawAck) : () => undefined
      const request = { name: String(name), body: typeof args[0] === 'function' ? undefined : args[0] }
      void this.#answer(visit, serial, bucket, request, log).then(answer)
    })
    socket.on('disconnect', (reason) => {
      clearTimeout(timer)
      log.debug({ reason }, 'socket closed')
      visit.end(reason === 'client namespace disconnect')
    })
    socket.on('error', (error) => log.warn({ err: error }, 'socket error'))
  }

  async #answer(
    visit: Visit,
    serial: Serial,
    bucket: TokenBucket,
    request: { name: string; body: unknown },
    log: Logger,
  ): Promise<Ack<unknown>> {
    const started = performance.now()
    const { name, body } = request
    try {
      if (!bucket.take(Date.now())) throw new Refusal('request.rate', { retryAfter: 1 })
      if (!isRequest(name)) throw new Refusal('request.invalid')
      const handle = () => this.#handle(name, visit, body)
      const result = await (isUrgent(name) ? handle() : serial.run(handle))
      this.#ports.onAnswer(name, 'ok', (performance.now() - started) / 1000)
      return { ok: true, result }
    } catch (error) {
      const wire = this.#refuse(error, log.child({ request: name.slice(0, 40), identity: visit.identity }))
      this.#ports.onAnswer(
        isRequest(name) ? name : 'unknown',
        wire.code,
        (performance.now() - started) / 1000,
      )
      return { ok: false, error: wire }
    }
  }

  async #handle<N extends MediaRequestName>(name: N, visit: Visit, body: unknown): Promise<unknown> {
    const parsed = MEDIA_REQUESTS[name].request.safeParse(body)
    if (!parsed.success) throw new Refusal('request.invalid', { details: detailsOf(parsed.error) })
    const handler = this.#handlers[name] as (visit: Visit, request: unknown) => unknown
    return handler(visit, parsed.data)
  }

  #refuse(error: unknown, log: Logger): WireError {
    const requestId = newId()
    if (error instanceof Refusal) {
      log.warn(
        { code: error.code, cause: String(error.cause ?? ''), details: error.details, requestId },
        'refused',
      )
      return error.toWire(requestId)
    }
    log.error({ err: error, requestId }, 'request failed')
    return new Refusal('internal').toWire(requestId)
  }
}

const lineOf = (socket: NodeSocket): PeerLine => ({
  // Behind the answer to the request that caused it: nobody can use a notice for a seat he does not know of yet.
  notify: <N extends MediaNoticeName>(name: N, notice: MediaNotices[N]) => {
    const emit = socket.emit.bind(socket) as (event: MediaNoticeName, body: unknown) => boolean
    setImmediate(() => emit(name, notice))
  },
  end: () => {
    setImmediate(() => socket.disconnect(true))
  },
})
