import { Server as HttpServer } from 'node:http'
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import {
  DESIGN_PLANE_PATH,
  Refusal,
  type Ack,
  type DesignClientToServer,
  type DesignCursor,
  type DesignRequestName,
  type DesignServerToClient,
  type Goodbye,
} from '@tongke/contract'
import { Gauge } from 'prom-client'
import { Server, type Socket } from 'socket.io'
import type { z } from 'zod'
import { ClassPlaneDoor, type Visitor } from '../../lessons/class-plane.door.ts'
import { Serial } from '../../lessons/serial.ts'
import { TokenBucket } from '../../lessons/token-bucket.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { SESSION_REVOKED } from '../../people/session.service.ts'
import { Config } from '../../platform/config.ts'
import { Notices, NOTICES_RESUMED } from '../../platform/database/notices.ts'
import { asRefusal } from '../../platform/http/error.filter.ts'
import { newId } from '../../platform/id.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { Metrics } from '../../platform/metrics/metrics.ts'
import { requestContext } from '../../platform/request-context.ts'
import { SESSION_CHANGED, type SessionNotice } from '../sessions/session-notice.ts'
import { DesignFeed } from './design-feed.ts'
import { DESIGN_NEWS, type NewsNotice } from './design-notice.ts'
import { isDesignRequest, MAX_DESIGN_MESSAGE_BYTES, parseDesignRequest } from './design-plane.rules.ts'
import { DesignPresences } from './design-presence.ts'
import { DesignSync } from './design-sync.ts'
import { UpdateParts } from './update-parts.rules.ts'

interface SocketData extends Visitor {
  bucket: TokenBucket
  /** The design that is open at this socket, and its person's part in presence. */
  designId: string | null
  orgName: string
  sessionId: string | null
  /** What came so far of a large update. */
  parts: UpdateParts
  refusals: number
  turn: Serial
}
type DesignSocket = Socket<DesignClientToServer, DesignServerToClient, Record<string, never>, SocketData>
type RawAck = (answer: Ack<unknown>) => void

/** A dead line is noticed within 7 s. */
const PING = { pingInterval: 3_000, pingTimeout: 4_000 }
const BURST = 90
const PER_SECOND = 30
/** A client that does nothing but send what is refused is a fault or an attack. */
const MAX_REFUSALS = 300

const roomOf = (designId: string): string => `design:${designId}`

/** Done at once, whatever else is under way: they change nothing that is kept. */
const OVERTAKING: readonly string[] = ['beat', 'presence'] satisfies DesignRequestName[]

function personOf({ who }: SocketData): PersonPrincipal {
  if (who.kind !== 'person') throw new Refusal('auth.forbidden')
  return who
}

/** The design plane over Socket.io: signs in, parses, calls the services, answers. The only file here that knows sockets. */
@Injectable()
export class DesignPlaneGateway implements OnApplicationBootstrap, OnModuleDestroy {
  private io:
    Server<DesignClientToServer, DesignServerToClient, Record<string, never>, SocketData> | undefined
  private recheckTimer: NodeJS.Timeout | undefined

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly door: ClassPlaneDoor,
    private readonly sync: DesignSync,
    private readonly feed: DesignFeed,
    private readonly presences: DesignPresences,
    private readonly notices: Notices,
    private readonly config: Config,
    metrics: Metrics,
    @InjectLogger() private readonly logger: Logger,
  ) {
    const count = () => this.io?.engine.clientsCount ?? 0
    new Gauge({
      name: 'tongke_design_sockets',
      help: 'Open sockets of the design plane',
      registers: [metrics.registry],
      collect() {
        this.set(count())
      },
    })
  }

  onApplicationBootstrap() {
    const http: unknown = this.adapterHost.httpAdapter?.getHttpServer()
    if (http instanceof HttpServer) this.attach(http)
  }

  onModuleDestroy() {
    clearInterval(this.recheckTimer)
    this.io?.emit('goodbye', { reason: 'shutting_down' })
    // Not `close`: that waits for every connection of the HTTP server, the class plane's too, which has its own goodbye to say.
    this.io?.disconnectSockets(true)
    this.io?.engine.close()
  }

  private attach(http: HttpServer): void {
    const io: NonNullable<typeof this.io> = new Server(http, {
      path: DESIGN_PLANE_PATH,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: MAX_DESIGN_MESSAGE_BYTES,
      perMessageDeflate: false,
      // The class plane shares this server and sees to paths that are nobody's.
      destroyUpgrade: false,
      ...PING,
    })
    this.io = io
    io.use((socket, next) => void this.admit(socket).then(() => next(), next))
    io.on('connection', (socket) => this.handleConnection(socket))
    this.feed.onUpdate((update) => io.to(roomOf(update.designId)).emit('update', update))
    this.presences.onPresence((presence) => io.to(roomOf(presence.designId)).emit('presence', presence))
    this.notices.subscribe(DESIGN_NEWS, (payload) => {
      const news = payload as NewsNotice
      io.to(roomOf(news.designId)).emit('news', news)
    })
    this.notices.subscribe(SESSION_CHANGED, (payload) => {
      const { sessionId } = payload as SessionNotice
      void this.recheck((data) => data.sessionId === sessionId)
    })
    this.notices.subscribe(SESSION_REVOKED, (payload) => {
      const { sessionIds } = payload as { sessionIds: string[] }
      this.dismiss('signed_out', ({ who }) => who.kind === 'person' && sessionIds.includes(who.sessionId))
    })
    // A notice may be lost while nobody listens, and sessions also end by age.
    this.notices.subscribe(NOTICES_RESUMED, () => void this.recheck())
    this.recheckTimer = setInterval(() => void this.recheck(), this.config.socketRecheckMs)
    this.recheckTimer.unref()
  }

  private async admit(socket: DesignSocket): Promise<void> {
    const visitor = await this.door.admit(socket.request)
    if (visitor.who.kind !== 'person') {
      const refusal = new Refusal('auth.forbidden')
      throw Object.assign(new Error(refusal.code), { data: refusal.toWire() })
    }
    const bucket = new TokenBucket(BURST, PER_SECOND, Date.now())
    const fresh = {
      bucket,
      designId: null,
      sessionId: null,
      orgName: '',
      parts: new UpdateParts(),
      refusals: 0,
      turn: new Serial(),
    }
    Object.assign(socket.data, { ...visitor, ...fresh } satisfies SocketData)
  }

  private handleConnection(socket: DesignSocket): void {
    socket.onAny((name: unknown, ...args: unknown[]) => {
      const ack = args.at(-1)
      const answer: RawAck = typeof ack === 'function' ? (ack as RawAck) : () => undefined
      const body = typeof args[0] === 'function' ? undefined : args[0]
      const context = { requestId: newId(), address: socket.data.address }
      void requestContext.run(context, () => this.answer(socket, String(name), body)).then(answer)
    })
    socket.on('disconnect', () => this.forget(socket))
    socket.on('error', (error) => this.logger.warn({ err: error }, 'socket error'))
  }

  private async answer(socket: DesignSocket, name: string, body: unknown): Promise<Ack<unknown>> {
    try {
      if (!socket.data.bucket.take(Date.now())) throw new Refusal('request.rate', { retryAfter: 1 })
      if (!isDesignRequest(name)) throw new Refusal('request.invalid')
      const handle = async () => this.handle(socket, name, body)
      return { ok: true, result: await (OVERTAKING.includes(name) ? handle() : socket.data.turn.run(handle)) }
    } catch (error) {
      return { ok: false, error: this.refuse(socket, name, error) }
    }
  }

  private refuse(socket: DesignSocket, request: string, error: unknown) {
    const refusal = asRefusal(error)
    const line = { request, code: refusal.code, principal: socket.data.who.id }
    if (refusal.code === 'internal') this.logger.error({ ...line, err: error }, 'Unexpected fault')
    else this.logger.warn(line, 'design plane request refused')
    socket.data.refusals += 1
    if (socket.data.refusals > MAX_REFUSALS) socket.disconnect(true)
    return refusal.toWire(requestContext.getStore()?.requestId)
  }

  private handle(socket: DesignSocket, name: DesignRequestName, body: unknown): unknown {
    switch (name) {
      case 'beat':
        parseDesignRequest(name, body)
        return { now: Date.now() }
      case 'join':
        return this.join(socket, body)
      case 'leave':
        parseDesignRequest('leave', body)
        this.forget(socket)
        return {}
      case 'push':
        return this.push(socket, body)
      case 'presence':
        return this.presence(socket, body)
    }
  }

  private async join(socket: DesignSocket, body: unknown) {
    const { designId, vector } = parseDesignRequest('join', body)
    socket.data.who = await this.door.identify(socket.data.cookies)
    const who = personOf(socket.data)
    const { sessionId } = await this.sync.requireReader(who, designId)
    if (socket.data.designId !== designId) this.forget(socket)
    // Before the document is read: what is saved meanwhile comes twice rather than never.
    this.feed.watch(designId)
    await socket.join(roomOf(designId))
    socket.data.designId = designId
    socket.data.sessionId = sessionId
    const { seq, ...joined } = await this.sync.join(who, designId, vector)
    this.feed.seen(designId, seq)
    socket.data.orgName = joined.orgName
    const people = this.presences.people(designId).filter(({ connectionId }) => connectionId !== socket.id)
    this.tell(socket, designId, null)
    const { missing, canWrite } = joined
    return { now: Date.now(), connectionId: socket.id, canWrite, missing, vector: joined.vector, people }
  }

  private async push(socket: DesignSocket, body: unknown) {
    const { designId, ...part } = parseDesignRequest('push', body)
    this.requireOpen(socket, designId)
    const update = socket.data.parts.take(part)
    return { seq: update === null ? 0 : await this.sync.push(personOf(socket.data), designId, update) }
  }

  private presence(socket: DesignSocket, body: unknown) {
    const { designId, cursor } = parseDesignRequest('presence', body)
    this.requireOpen(socket, designId)
    this.tell(socket, designId, cursor)
    return {}
  }

  private requireOpen(socket: DesignSocket, designId: string): void {
    if (socket.data.designId !== designId) throw new Refusal('design.not_joined')
  }

  private tell(socket: DesignSocket, designId: string, cursor: DesignCursor | null): void {
    const { who, orgName } = socket.data
    const { id: connectionId } = socket
    const person = { connectionId, personId: who.id, name: who.name, orgName, cursor }
    this.presences.tell({ designId, connectionId, person })
  }

  private forget(socket: DesignSocket): void {
    const { designId } = socket.data
    if (designId === null) return
    socket.data.designId = null
    socket.data.sessionId = null
    socket.data.parts.drop()
    void socket.leave(roomOf(designId))
    if (!this.io?.of('/').adapter.rooms.has(roomOf(designId))) this.feed.unwatch(designId)
    this.presences.tell({ designId, connectionId: socket.id, person: null })
  }

  private dismiss(reason: z.infer<typeof Goodbye>['reason'], concerns: (data: SocketData) => boolean): void {
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      if (!concerns(socket.data)) continue
      socket.emit('goodbye', { reason })
      socket.disconnect(true)
    }
  }

  /** Ends sockets whose session no longer counts, and those of designs their person may no longer read; the others ask for their rights anew. */
  private async recheck(concerns?: (data: SocketData) => boolean): Promise<void> {
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      if (concerns && !concerns(socket.data)) continue
      const who = await this.door.lookAgain(socket.data)
      if (!who) {
        this.dismiss('signed_out', (data) => data === socket.data)
        continue
      }
      socket.data.who = who
      const { designId } = socket.data
      if (designId === null) continue
      const reads = await this.sync.requireReader(personOf(socket.data), designId).then(
        () => true,
        (error: unknown) => asRefusal(error).code !== 'not_found',
      )
      if (!reads) socket.disconnect(true)
      else if (concerns) socket.emit('news', { designId, about: 'rights' })
    }
  }
}
