import { Server as HttpServer } from 'node:http'
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import {
  CLASS_PLANE_PATH,
  projectEvent,
  Refusal,
  type Ack,
  type ClassClientToServer,
  type ClassRequestName,
  type ClassServerToClient,
  type Goodbye,
  type LessonEvent,
  type SketchNotice,
} from '@tongke/contract'
import { Counter, Gauge } from 'prom-client'
import { Server, type Socket } from 'socket.io'
import type { z } from 'zod'
import { DEVICE_REVOKED } from '../people/device.service.ts'
import { SESSION_REVOKED } from '../people/session.service.ts'
import { Config } from '../platform/config.ts'
import { Notices, NOTICES_RESUMED } from '../platform/database/notices.ts'
import { asRefusal } from '../platform/http/error.filter.ts'
import { newId } from '../platform/id.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { Metrics } from '../platform/metrics/metrics.ts'
import { requestContext } from '../platform/request-context.ts'
import { isRequestName, MAX_MESSAGE_BYTES, parseClassRequest } from './class-plane.rules.ts'
import { SketchRelay } from './board/sketch-relay.ts'
import { ClassPlaneDoor, type Visitor } from './class-plane.door.ts'
import { ClassPlaneService, type Membership } from './class-plane.service.ts'
import { mediaInstanceOf } from './directive.rules.ts'
import { isStaff } from './lesson-access.rules.ts'
import { LessonFeed } from './lesson-feed.ts'
import { RENEW_EVERY_MS } from './lesson-presence.ts'
import { MediaControl } from './media-control.ts'
import { Serial } from './serial.ts'
import { TokenBucket } from './token-bucket.rules.ts'

interface SocketData extends Visitor {
  bucket: TokenBucket
  /** Pens and pointers come faster than anything else, and must not use up what commands need. */
  pens: TokenBucket
  member: Membership | null
  refusals: number
  /** Requests are done in the order they were sent, so that an older one never wins over a newer. */
  turn: Serial
}
type ClassSocket = Socket<ClassClientToServer, ClassServerToClient, Record<string, never>, SocketData>
type RawAck = (answer: Ack<unknown>) => void

/** A dead line is noticed within 7 s. */
const PING = { pingInterval: 3_000, pingTimeout: 4_000 }
const BURST = 60
const PER_SECOND = 20
const SKETCH_BURST = 90
const SKETCHES_PER_SECOND = 45
/** A client that does nothing but send what is refused is a fault or an attack. */
const MAX_REFUSALS = 300

const roomOf = (lessonId: string, staff: boolean): string =>
  `lesson:${lessonId}:${staff ? 'staff' : 'others'}`

const everybodyIn = (lessonId: string): string[] => [roomOf(lessonId, true), roomOf(lessonId, false)]

/** Done at once, whatever else is under way: they change nothing. */
const OVERTAKING: readonly string[] = ['beat', 'sketch'] satisfies ClassRequestName[]

/** @throws Refusal lesson.not_joined */
function memberOf({ data: { member } }: ClassSocket, lessonId: string): Membership {
  if (!member || member.lessonId !== lessonId) throw new Refusal('lesson.not_joined')
  return member
}

/** The class plane over Socket.io: signs in, parses, calls the service, answers. The only file here that knows sockets. */
@Injectable()
export class ClassPlaneGateway implements OnApplicationBootstrap, OnModuleDestroy {
  private io: Server<ClassClientToServer, ClassServerToClient, Record<string, never>, SocketData> | undefined
  private renewal: NodeJS.Timeout | undefined
  private recheckTimer: NodeJS.Timeout | undefined
  private readonly answers: Counter<'request' | 'code'>

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly door: ClassPlaneDoor,
    private readonly service: ClassPlaneService,
    private readonly feed: LessonFeed,
    private readonly relay: SketchRelay,
    private readonly media: MediaControl,
    private readonly notices: Notices,
    private readonly config: Config,
    metrics: Metrics,
    @InjectLogger() private readonly logger: Logger,
  ) {
    this.answers = new Counter({
      name: 'tongke_class_requests_total',
      help: 'Answered messages of the class plane',
      labelNames: ['request', 'code'],
      registers: [metrics.registry],
    })
    const count = () => this.io?.engine.clientsCount ?? 0
    new Gauge({
      name: 'tongke_class_sockets',
      help: 'Open sockets of the class plane',
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

  async onModuleDestroy() {
    clearInterval(this.renewal)
    clearInterval(this.recheckTimer)
    this.io?.emit('goodbye', { reason: 'shutting_down' })
    await this.io?.close()
  }

  private attach(http: HttpServer): void {
    const io: NonNullable<typeof this.io> = new Server(http, {
      path: CLASS_PLANE_PATH,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 8 * MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      ...PING,
    })
    this.io = io
    io.use((socket, next) => void this.admit(socket).then(() => next(), next))
    io.on('connection', (socket) => this.handleConnection(socket))
    io.engine.on('connection_error', (error: { code: number; message: string }) =>
      this.logger.warn({ code: error.code, reason: error.message }, 'socket handshake refused'),
    )
    this.feed.onEvents((lessonId, events) => this.broadcast(lessonId, events))
    this.relay.onSketch((notice) => void io.volatile.to(everybodyIn(notice.lessonId)).emit('sketch', notice))
    this.notices.subscribe(SESSION_REVOKED, (payload) => {
      const { sessionIds } = payload as { sessionIds: string[] }
      // Also when no socket is open just now: the picture has a line of its own.
      for (const sessionId of sessionIds) this.media.removeInstance(sessionId, 'signed_out')
      this.dismiss('signed_out', ({ who }) => who.kind === 'person' && sessionIds.includes(who.sessionId))
    })
    this.notices.subscribe(DEVICE_REVOKED, (payload) => {
      const { deviceId, reason } = payload as { deviceId: string; reason?: string }
      const told = reason === 'moved' ? 'device_moved' : 'device_revoked'
      this.media.removeInstance(deviceId, told)
      this.dismiss(told, ({ who }) => who.kind === 'device' && who.id === deviceId)
    })
    // A notice may be lost while nobody listens, and sessions also end by age. Leases may have run out unseen.
    this.notices.subscribe(NOTICES_RESUMED, () => {
      void this.renew()
      void this.recheck()
    })
    this.recheckTimer = setInterval(() => void this.recheck(), this.config.socketRecheckMs)
    this.recheckTimer.unref()
    this.renewal = setInterval(() => void this.renew(), RENEW_EVERY_MS)
    this.renewal.unref()
  }

  private async admit(socket: ClassSocket): Promise<void> {
    const visitor = await this.door.admit(socket.request)
    const bucket = new TokenBucket(BURST, PER_SECOND, Date.now())
    const pens = new TokenBucket(SKETCH_BURST, SKETCHES_PER_SECOND, Date.now())
    const turn = new Serial()
    const fresh = { bucket, pens, member: null, refusals: 0, turn }
    Object.assign(socket.data, { ...visitor, ...fresh } satisfies SocketData)
  }

  private handleConnection(socket: ClassSocket): void {
    socket.onAny((name: unknown, ...args: unknown[]) => {
      const ack = args.at(-1)
      const answer: RawAck = typeof ack === 'function' ? (ack as RawAck) : () => undefined
      const body = typeof args[0] === 'function' ? undefined : args[0]
      const lessonId = socket.data.member?.lessonId
      const context = { requestId: newId(), address: socket.data.address, ...(lessonId ? { lessonId } : {}) }
      void requestContext.run(context, () => this.answer(socket, String(name), body)).then(answer)
    })
    socket.on('disconnect', () => void socket.data.turn.run(() => this.handleDisconnect(socket)))
    socket.on('error', (error) => this.logger.warn({ err: error }, 'socket error'))
  }

  private async answer(socket: ClassSocket, name: string, body: unknown): Promise<Ack<unknown>> {
    const label = isRequestName(name) ? name : 'unknown'
    try {
      const bucket = name === 'sketch' ? socket.data.pens : socket.data.bucket
      if (!bucket.take(Date.now())) throw new Refusal('request.rate', { retryAfter: 1 })
      if (!isRequestName(name)) throw new Refusal('request.invalid')
      const handle = async () => this.handle(socket, name, body)
      const result = await (OVERTAKING.includes(name) ? handle() : socket.data.turn.run(handle))
      this.answers.inc({ request: label, code: 'ok' })
      return { ok: true, result }
    } catch (error) {
      return { ok: false, error: this.refuse(socket, label, error) }
    }
  }

  private refuse(socket: ClassSocket, request: string, error: unknown) {
    const refusal = asRefusal(error)
    const requestId = requestContext.getStore()?.requestId
    this.answers.inc({ request, code: refusal.code })
    const line = {
      request,
      code: refusal.code,
      details: refusal.details?.slice(0, 3),
      principal: socket.data.who.id,
    }
    if (refusal.code === 'internal') this.logger.error({ ...line, err: error }, 'Unexpected fault')
    else this.logger.warn(line, 'class plane request refused')
    socket.data.refusals += 1
    if (socket.data.refusals > MAX_REFUSALS) socket.disconnect(true)
    return refusal.toWire(requestId)
  }

  private handle(socket: ClassSocket, name: ClassRequestName, body: unknown): unknown {
    switch (name) {
      case 'beat':
        parseClassRequest(name, body)
        return { now: this.service.now() }
      case 'join':
        return this.join(socket, body)
      case 'leave':
        return this.leave(socket, body)
      case 'command':
        return this.command(socket, body)
      case 'read_strokes':
        return this.readStrokes(socket, body)
      case 'sketch':
        return this.sketch(socket, body)
    }
  }

  private async join(socket: ClassSocket, body: unknown) {
    const { lessonId, since } = parseClassRequest('join', body)
    const who = await this.door.identify(socket.data.cookies)
    socket.data.who = who
    const me = await this.service.admit(who, lessonId)
    const before = socket.data.member
    if (before && before.lessonId !== lessonId) await this.forget(socket, before)
    const member: Membership = { lessonId, connectionId: socket.id, me }
    socket.data.member = member
    return this.enter(socket, member, since)
  }

  /** The answer goes out in the same turn as the entry into the room: no change can overtake it or fall between. */
  private async enter(socket: ClassSocket, member: Membership, since: number | undefined) {
    const { lessonId } = member
    for (;;) {
      this.feed.watch(lessonId)
      const { answer, revision } = await this.service.enter(member, since)
      if (!socket.connected) throw new Refusal('lesson.not_joined')
      if (!this.feed.covers(lessonId, revision)) continue
      this.feed.seen(lessonId, revision)
      void socket.join(roomOf(lessonId, isStaff(member.me)))
      return answer
    }
  }

  private async leave(socket: ClassSocket, body: unknown) {
    const { lessonId } = parseClassRequest('leave', body)
    const { member } = socket.data
    if (!member || member.lessonId !== lessonId) throw new Refusal('lesson.not_joined')
    await this.forget(socket, member)
    return {}
  }

  private command(socket: ClassSocket, body: unknown) {
    const request = parseClassRequest('command', body)
    return this.service.command(memberOf(socket, request.lessonId), request)
  }

  private readStrokes(socket: ClassSocket, body: unknown) {
    const request = parseClassRequest('read_strokes', body)
    return this.service.readStrokes(memberOf(socket, request.lessonId), request)
  }

  /** To everybody else in the lesson at once, and to nobody whose line is full. */
  private async sketch(socket: ClassSocket, body: unknown) {
    const request = parseClassRequest('sketch', body)
    const notice: SketchNotice = await this.service.sketch(memberOf(socket, request.lessonId), request.sketch)
    socket.volatile.to(everybodyIn(notice.lessonId)).emit('sketch', notice)
    this.relay.share(notice)
    return {}
  }

  private async forget(socket: ClassSocket, member: Membership): Promise<void> {
    socket.data.member = null
    await socket.leave(roomOf(member.lessonId, isStaff(member.me)))
    this.unwatchIfEmpty(member.lessonId)
    await this.service.leave(member)
  }

  private async handleDisconnect(socket: ClassSocket): Promise<void> {
    const { member } = socket.data
    if (!member) return
    this.unwatchIfEmpty(member.lessonId)
    await this.service
      .lose(member)
      .catch((error: unknown) =>
        this.logger.warn(
          { err: error, lessonId: member.lessonId },
          'Cannot shorten a lease, it will run out',
        ),
      )
  }

  private unwatchIfEmpty(lessonId: string): void {
    const rooms = this.io?.of('/').adapter.rooms
    if (!rooms?.has(roomOf(lessonId, true)) && !rooms?.has(roomOf(lessonId, false)))
      this.feed.unwatch(lessonId)
  }

  private broadcast(lessonId: string, events: LessonEvent[]): void {
    const now = this.service.now()
    this.service.follow(lessonId, events)
    for (const staff of [true, false]) {
      const seen = events.map((event) => projectEvent(event, staff))
      this.io?.to(roomOf(lessonId, staff)).emit('change', { lessonId, now, events: seen })
    }
    if (events.some(({ body }) => body.kind === 'replanned' || body.kind === 'people_set'))
      void this.readmit(lessonId)
  }

  /** A new plan may have given somebody another part, or none. */
  private async readmit(lessonId: string): Promise<void> {
    for (const socket of this.io?.of('/').sockets.values() ?? [])
      if (socket.data.member?.lessonId === lessonId) await this.recheckPart(socket)
  }

  /** Whoever has another part now must join anew: the socket is closed, and its client comes back by itself. */
  private async recheckPart(socket: ClassSocket): Promise<void> {
    const { member, who } = socket.data
    try {
      if (!member || (await this.service.keepsPart(who, member))) return
      this.media.removeInstance(mediaInstanceOf(who), 'part_changed')
      await socket.data.turn.run(async () => {
        if (socket.data.member === member) await this.forget(socket, member)
      })
      socket.disconnect(true)
    } catch (error) {
      this.logger.warn({ err: error, lessonId: member?.lessonId }, 'Cannot look at a part again')
    }
  }

  private dismiss(reason: z.infer<typeof Goodbye>['reason'], concerns: (data: SocketData) => boolean): void {
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      if (!concerns(socket.data)) continue
      socket.emit('goodbye', { reason })
      socket.disconnect(true)
    }
  }

  /** Ends sockets whose session, device or part in the lesson no longer counts. */
  private async recheck(): Promise<void> {
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      const who = await this.door.lookAgain(socket.data)
      if (who) {
        socket.data.who = who
        await this.recheckPart(socket)
        continue
      }
      const reason = socket.data.who.kind === 'device' ? 'device_revoked' : 'signed_out'
      this.media.removeInstance(mediaInstanceOf(socket.data.who), reason)
      this.dismiss(reason, (data) => data === socket.data)
    }
  }

  private async renew(): Promise<void> {
    const sockets = [...(this.io?.of('/').sockets.values() ?? [])]
    await this.service
      .renew(sockets.flatMap((socket) => socket.data.member ?? []))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'Cannot renew presence leases'))
  }
}
