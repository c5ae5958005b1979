import { ErrorCode, type WireError } from '@tongke/contract'
import { io, type Socket } from 'socket.io-client'
import { Emitter } from './emitter.ts'
import { Heartbeat } from './heartbeat.ts'
import { LiveError } from './live-error.ts'
import { Lookout } from './lookout.ts'
import type { ReconnectPolicy } from './reconnect-policy.ts'
import { RoundTrip } from './round-trip.ts'
import { Store } from './store.ts'
import type { NoticesOf, RequestName, RequestOf, ResultOf, Wire } from './wire.ts'

/** `refused`: the other side does not want us (signed out); it will not try again by itself. */
export type LineState = 'idle' | 'connecting' | 'live' | 'refused'

interface SocketEvents {
  /** A new connection stands; whoever had joined something must join again. */
  live: null
  lost: { reason: string }
  refused: { code: ErrorCode }
  /** One answered beat, ms by our clock; `answer` is the ack's result. */
  beat: { sentAt: number; receivedAt: number; answer: unknown }
}

interface SocketOptions<W extends Wire> {
  /** Origin of the other side, e.g. `http://127.0.0.1:8081`. */
  url: string
  wire: W
  policy: ReconnectPolicy
}

const REQUEST_TIMEOUT_MS = 5_000
const REQUEST_ROUND_TRIPS = 6

/**
 * A Socket.io line that comes back by itself: one live socket, and while there is none, one attempt at a time, begun anew when
 * the other side shows itself. Silence is death: a beat each second, and a line that does not answer is dropped, not waited for.
 * Requests and notices are typed by the contract and parsed by it. Nothing is buffered while the line is down.
 */
export class ResilientSocket<W extends Wire> {
  readonly url: string
  readonly events = new Emitter<SocketEvents>()
  readonly notices = new Emitter<NoticesOf<W>>()
  readonly #state = new Store<LineState>('idle')
  readonly #wire: W
  readonly #policy: ReconnectPolicy
  readonly #roundTrip = new RoundTrip()
  readonly #lookout: Lookout
  #pending: { socket: Socket; isBlind: boolean } | null = null
  #socket: Socket | null = null
  #heartbeat: Heartbeat | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor({ url, wire, policy }: SocketOptions<W>) {
    this.url = url
    this.#wire = wire
    this.#policy = policy
    this.#lookout = new Lookout({
      url: new URL(wire.health, url).href,
      policy,
      onAnswer: () => this.#handleAnswer(),
    })
  }

  get state(): LineState {
    return this.#state.get()
  }

  get rttMs(): number | null {
    return this.#roundTrip.value
  }

  open(): void {
    if (this.state === 'connecting' || this.state === 'live') return
    window.addEventListener('online', this.#nudge)
    this.#state.set('connecting')
    this.#launch()
  }

  /** Says goodbye and drops the socket and everything on its way. `open()` starts anew. */
  close(): void {
    window.removeEventListener('online', this.#nudge)
    const socket = this.#socket
    this.#socket = null
    socket?.disconnect()
    this.#abandon()
    this.#state.set('idle')
  }

  /** Drops the present socket and connects anew at once, because its owner knows that it is of no use. */
  restart(reason: string): void {
    if (this.state === 'live') this.#lose(reason)
    else this.#nudge()
  }

  /** Resolves when the line is live; rejects when it is refused or the signal aborts. */
  whenLive(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        if (signal.aborted) return leave(() => reject(signal.reason))
        if (this.state === 'live') return leave(resolve)
        if (this.state === 'refused') leave(() => reject(new LiveError('auth.required')))
      }
      const leave = (done: () => void) => {
        unsubscribe()
        signal.removeEventListener('abort', settle)
        done()
      }
      const unsubscribe = this.#state.subscribe(settle)
      signal.addEventListener('abort', settle)
      settle()
    })
  }

  /**
   * Sends one request and resolves with the parsed result of its ack. Throws `LiveError`: the refusal's code, `offline`
   * when the line is down or silent, `unreadable` when the answer is not the contract's.
   */
  async request<N extends RequestName<W>>(
    name: N,
    request: RequestOf<W, N>,
    timeoutMs?: number,
  ): Promise<ResultOf<W, N>> {
    const socket = this.#socket
    if (!socket) throw new LiveError('offline')
    const limit = timeoutMs ?? Math.max(REQUEST_TIMEOUT_MS, REQUEST_ROUND_TRIPS * (this.rttMs ?? 0))
    const answer: unknown = await this.#emit(socket, name, request, limit)
    const parsed = this.#wire.requests[name]?.ack.safeParse(answer)
    if (!parsed?.success) throw new LiveError('unreadable')
    const ack = parsed.data as { ok: true; result: ResultOf<W, N> } | { ok: false; error: WireError }
    if (!ack.ok) throw new LiveError(ack.error.code, ack.error)
    return ack.result
  }

  /** Sends without an answer, and not at all while the line is down or full: for what is over at once. */
  tell<N extends RequestName<W>>(name: N, request: RequestOf<W, N>): void {
    this.#socket?.volatile.emit(name, request)
  }

  #emit(socket: Socket, name: string, request: unknown, limit: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = () => {
        clearTimeout(timer)
        socket.off('disconnect', fail)
        reject(new LiveError('offline'))
      }
      const timer = setTimeout(fail, limit)
      socket.once('disconnect', fail)
      socket.emit(name, request, (answer: unknown) => {
        clearTimeout(timer)
        socket.off('disconnect', fail)
        this.#heartbeat?.heard()
        resolve(answer)
      })
    })
  }

  readonly #nudge = (): void => {
    if (this.state === 'connecting') this.#launch()
  }

  /** An attempt from before the other side was there waits for a connect packet that got lost: a new one does not. */
  #handleAnswer(): void {
    if (this.state === 'connecting' && (this.#pending?.isBlind ?? true)) this.#launch(false)
  }

  /** Begins an attempt in place of the one on its way, and the next one when this has come to nothing. */
  #launch(isBlind = true): void {
    if (this.#pending) this.#discard(this.#pending.socket)
    const limit = this.#policy.timeout(this.rttMs)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#launch(), limit)
    this.#lookout.start(this.rttMs)
    const socket = io(this.url, {
      path: this.#wire.path,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      withCredentials: true,
      timeout: limit,
    })
    this.#pending = { socket, isBlind }
    socket.once('connect', () => this.#adopt(socket))
    socket.once('connect_error', (error) => {
      this.#discard(socket)
      this.#refuse(error)
    })
  }

  #adopt(socket: Socket): void {
    clearTimeout(this.#timer)
    this.#lookout.stop()
    this.#pending = null
    this.#socket = socket
    for (const name of Object.keys(this.#wire.notices))
      socket.on(name, (notice: unknown) => this.#hear(name, notice))
    socket.once('disconnect', (reason) => {
      if (this.#socket === socket) this.#lose(reason)
    })
    this.#heartbeat = new Heartbeat({
      beat: () => void this.#beat(socket),
      deadAfter: () => this.#policy.deadAfter(this.rttMs),
      onDead: () => this.#lose('silent'),
    })
    this.#state.set('live')
    this.events.emit('live', null)
  }

  async #beat(socket: Socket): Promise<void> {
    const sentAt = Date.now()
    const answer = await this.#emit(socket, 'beat', { sentAt }, this.#policy.deadAfter(this.rttMs)).catch(
      () => null,
    )
    if (this.#socket !== socket) return
    const parsed = this.#wire.requests['beat']?.ack.safeParse(answer)
    const ack = parsed?.success ? (parsed.data as { ok: boolean; result?: unknown }) : null
    if (!ack?.ok) return
    const receivedAt = Date.now()
    this.#roundTrip.add(receivedAt - sentAt)
    this.events.emit('beat', { sentAt, receivedAt, answer: ack.result })
  }

  #hear(name: string, notice: unknown): void {
    this.#heartbeat?.heard()
    const parsed = this.#wire.notices[name]?.safeParse(notice)
    // A notice outside the contract says nothing we could act on; the next join brings the whole truth.
    if (parsed?.success)
      this.notices.emit(name as keyof NoticesOf<W>, parsed.data as NoticesOf<W>[keyof NoticesOf<W>])
  }

  #lose(reason: string): void {
    if (this.state !== 'live') return
    this.#abandon()
    this.#state.set('connecting')
    this.#launch()
    this.events.emit('lost', { reason })
  }

  #refuse(error: Error & { data?: unknown }): void {
    const data = error.data as { code?: unknown } | undefined
    const code = ErrorCode.safeParse(data?.code)
    if (!code.success || !REFUSALS.includes(code.data) || this.state !== 'connecting') return
    this.close()
    this.#state.set('refused')
    this.events.emit('refused', { code: code.data })
  }

  #abandon(): void {
    clearTimeout(this.#timer)
    this.#lookout.stop()
    this.#heartbeat?.stop()
    this.#heartbeat = null
    if (this.#pending) this.#discard(this.#pending.socket)
    const socket = this.#socket
    this.#socket = null
    if (socket) this.#discard(socket)
  }

  /** Without a goodbye: the other side keeps for a while what belongs to a line that broke. */
  #discard(socket: Socket): void {
    if (this.#pending?.socket === socket) this.#pending = null
    socket.off('connect')
    socket.off('connect_error')
    socket.io.engine.close()
    socket.disconnect()
    for (const name of Object.keys(this.#wire.notices)) socket.off(name)
  }
}

/** Refusals at the door that no repetition heals. */
const REFUSALS: readonly ErrorCode[] = ['auth.required', 'device.revoked', 'auth.forbidden', 'request.origin']
