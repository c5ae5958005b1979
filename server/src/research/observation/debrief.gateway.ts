import { Server as HttpServer } from 'node:http'
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { DEBRIEF_PATH, DEBRIEF_REQUESTS, Refusal, type Ack, type DebriefRequestName } from '@tongke/contract'
import { Server, type DefaultEventsMap, type Socket } from 'socket.io'
import type { z } from 'zod'
import { ClassPlaneDoor, type Visitor } from '../../lessons/class-plane.door.ts'
import { TokenBucket } from '../../lessons/token-bucket.rules.ts'
import { Config } from '../../platform/config.ts'
import { Notices, NOTICES_RESUMED } from '../../platform/database/notices.ts'
import { asRefusal } from '../../platform/http/error.filter.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { Debrief, DEBRIEF_CHANGED } from './debrief.ts'

interface SocketData extends Visitor {
  bucket: TokenBucket
  sessionId: string | null
}
type Events = DefaultEventsMap
type DebriefSocket = Socket<Events, Events, Events, SocketData>
type RequestOf<N extends DebriefRequestName> = z.output<(typeof DEBRIEF_REQUESTS)[N]['request']>

const PING = { pingInterval: 5_000, pingTimeout: 10_000 }
const MAX_BYTES = 4_096
const BURST = 30
const PER_SECOND = 10

const roomOf = (sessionId: string): string => `debrief:${sessionId}`
const isName = (name: string): name is DebriefRequestName => Object.hasOwn(DEBRIEF_REQUESTS, name)

/** @throws Refusal request.invalid */
function parsed<N extends DebriefRequestName>(name: N, body: unknown): RequestOf<N> {
  const result = DEBRIEF_REQUESTS[name].request.safeParse(body)
  if (!result.success) throw new Refusal('request.invalid')
  return result.data as RequestOf<N>
}

/** The debrief over Socket.io: signs in, parses, calls the service, tells everybody who has the evidence open. */
@Injectable()
export class DebriefGateway implements OnApplicationBootstrap, OnModuleDestroy {
  private io: Server<Events, Events, Events, SocketData> | undefined
  private recheckTimer: NodeJS.Timeout | undefined

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly door: ClassPlaneDoor,
    private readonly debrief: Debrief,
    private readonly notices: Notices,
    private readonly config: Config,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    const http: unknown = this.adapterHost.httpAdapter?.getHttpServer()
    if (http instanceof HttpServer) this.attach(http)
  }

  onModuleDestroy() {
    clearInterval(this.recheckTimer)
    // Not `close`: that waits for every connection of the HTTP server, the class plane's too, which has its own goodbye to say.
    this.io?.disconnectSockets(true)
    this.io?.engine.close()
  }

  private attach(http: HttpServer): void {
    const io = new Server<Events, Events, Events, SocketData>(http, {
      path: DEBRIEF_PATH,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: MAX_BYTES,
      perMessageDeflate: false,
      // The class plane listens at the same server: what is not ours is not ours to end.
      destroyUpgrade: false,
      ...PING,
    })
    this.io = io
    io.use((socket, next) => void this.admit(socket).then(() => next(), next))
    io.on('connection', (socket) => this.listen(socket))
    this.notices.subscribe(DEBRIEF_CHANGED, (payload) =>
      this.tell((payload as { sessionId: string }).sessionId),
    )
    this.notices.subscribe(NOTICES_RESUMED, () => this.tellAll())
    this.recheckTimer = setInterval(() => void this.recheck(), this.config.socketRecheckMs)
    this.recheckTimer.unref()
  }

  private async admit(socket: DebriefSocket): Promise<void> {
    const visitor = await this.door.admit(socket.request)
    const bucket = new TokenBucket(BURST, PER_SECOND, Date.now())
    Object.assign(socket.data, { ...visitor, bucket, sessionId: null } satisfies SocketData)
  }

  private listen(socket: DebriefSocket): void {
    socket.onAny((name: unknown, ...args: unknown[]) => {
      const ack = args.at(-1)
      const answer = typeof ack === 'function' ? (ack as (answer: Ack<unknown>) => void) : () => undefined
      const body = typeof args[0] === 'function' ? undefined : args[0]
      void this.answer(socket, String(name), body).then(answer)
    })
  }

  private async answer(socket: DebriefSocket, name: string, body: unknown): Promise<Ack<unknown>> {
    try {
      if (!socket.data.bucket.take(Date.now())) throw new Refusal('request.rate', { retryAfter: 1 })
      if (!isName(name)) throw new Refusal('request.invalid')
      return { ok: true, result: await this.handle(socket, name, body) }
    } catch (error) {
      const refusal = asRefusal(error)
      if (refusal.code === 'internal') this.logger.error({ err: error, request: name }, 'Unexpected fault')
      return { ok: false, error: refusal.toWire() }
    }
  }

  private async handle(socket: DebriefSocket, name: DebriefRequestName, body: unknown): Promise<unknown> {
    const now = this.debrief.now()
    if (name === 'beat') {
      parsed('beat', body)
      return { now }
    }
    if (name === 'join') {
      const { sessionId } = parsed('join', body)
      const before = socket.data.sessionId
      // In the room before the state is read: no command can fall between.
      const joined = await this.debrief.join(socket.data.who, sessionId)
      if (before && before !== sessionId) await socket.leave(roomOf(before))
      socket.data.sessionId = sessionId
      await socket.join(roomOf(sessionId))
      return { ...joined, state: await this.debrief.state(sessionId), now: this.debrief.now() }
    }
    const state = await this.debrief.steer(socket.data.who, parsed('steer', body))
    return { state, now: this.debrief.now() }
  }

  private async tell(sessionId: string): Promise<void> {
    if (!this.io?.of('/').adapter.rooms.has(roomOf(sessionId))) return
    const state = await this.debrief.state(sessionId)
    this.io.to(roomOf(sessionId)).emit('debrief', { state, now: this.debrief.now() })
  }

  private async tellAll(): Promise<void> {
    const sockets = [...(this.io?.of('/').sockets.values() ?? [])]
    for (const sessionId of new Set(sockets.map(({ data }) => data.sessionId)))
      if (sessionId) await this.tell(sessionId)
  }

  /** Ends sockets of whoever signed out or has no part in the session any more. */
  private async recheck(): Promise<void> {
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      const who = await this.door.lookAgain(socket.data)
      if (!who) {
        socket.disconnect(true)
        continue
      }
      socket.data.who = who
      const { sessionId } = socket.data
      if (!sessionId) continue
      await this.debrief.join(who, sessionId).catch((error: unknown) => {
        if (asRefusal(error).code !== 'internal') socket.disconnect(true)
      })
    }
  }
}
