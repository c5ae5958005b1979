import type {
  ConsumerParameters,
  Directive,
  JoinedRoom,
  MediaAccess,
  MediaNotices,
  PeerInfo,
  PeerQuality,
} from '@tongke/contract'
import type { Device, types } from 'mediasoup-client'
import type { ResilientSocket } from '../resilient-socket.ts'
import { gate, wait } from '../wait.ts'
import type { MediaWire } from '../wire.ts'
import { Publisher, type Wanted } from './publisher.ts'
import { keyOf, type RemoteKey, type RemoteStreams } from './remote-streams.ts'
import type { Shown } from './view-reporter.ts'

/** Why a session is over: the line, the packets' path, an order to move, another device, the end of the room. */
export type SessionEnd = 'line' | 'ice' | 'rejoin' | 'superseded' | 'room_closed'

export interface SessionOptions {
  socket: ResilientSocket<MediaWire>
  access: MediaAccess
  room: string
  device: Device
  takeOver: boolean
  /** The picture of this one is what everybody waits for: it is sent without regard to what is received. */
  sendsFirst: boolean
  remotes: RemoteStreams
  shownAs: (key: RemoteKey) => Shown | undefined
  wanted: (source: ConsumerParameters['source']) => Wanted | null
  onDirective: (directive: Directive) => void
  onPeers: (peers: PeerInfo[]) => void
  onQuality: (peers: PeerQuality[]) => void
  onDemand: (source: ConsumerParameters['source'], maxSpatialLayer: number) => void
  /** Packets of what others send arrive, or have stopped to. */
  onFlow: (isFlowing: boolean) => void
}

/** ICE calls a path broken long before it gives up on it; a short wait lets a hiccup pass. */
const ICE_PATIENCE_MS = 3_000
/**
 * Chromium tries a path that is silent for 15 s and calls it disconnected after 5 to 7 of them: one that is so for longer
 * does not come back by itself.
 */
const PATH_LIFE_MS = 7_000
/**
 * On a slow line packets set out before the node has acknowledged `connect`: the order arrives ahead of the first
 * handshake packet anyway, and a round trip is saved. On a fast one that packet could win and be lost for 50 ms.
 */
const SLOW_LINE_MS = 60
const FLOW_EVERY_MS = 500
/** While nothing arrives its return is waited for. */
const STALLED_EVERY_MS = 100
const STALLED_AFTER_MS = 1_000
/** Consumers that one request may name. */
const MOST_AT_ONCE = 64
/** What is seen first comes first: sending waits so long at most for the first pictures to be on their way. */
const SEND_AFTER_MS = 400

/**
 * One joined connection to a media room, from `join` to its end. When only its line is lost its media goes on, and it resumes
 * over the next line if the node still has it; any other loss is not mended but replaced by a new session.
 */
export class MediaSession {
  readonly #options: SessionOptions
  readonly #receive: types.Transport
  readonly #send: types.Transport | null
  readonly #publisher: Publisher | null
  /** All the node has told us about, whether they play already or not. */
  readonly #known = new Map<string, ConsumerParameters>()
  readonly #consumers = new Map<string, types.Consumer>()
  readonly #firstConsumed: Promise<unknown>
  readonly #mayPublish: Promise<unknown>
  readonly #attaching: Promise<void>[] = []
  readonly #subscriptions: (() => void)[] = []
  readonly #toResume = new Set<string>()
  readonly #disconnectedAt = new Map<types.Transport, number>()
  readonly #patience = new Map<types.Transport, ReturnType<typeof setTimeout>>()
  readonly #told = new Map<RemoteKey, Shown>()
  #joined: JoinedRoom
  #ended = gate<SessionEnd>()
  #peers: PeerInfo[]
  #isBroken = false
  #flowTimer: ReturnType<typeof setTimeout> | undefined
  #bytes = 0
  #flowedAt = performance.now()
  #isFlowing = true
  #isClosed = false

  /**
   * Joins, or goes on with `previous` where that is possible; resolves as soon as the node has answered, tracks follow by
   * themselves. Throws `LiveError`.
   */
  static async join(options: SessionOptions, previous: MediaSession | null): Promise<MediaSession> {
    const { socket, access, device, takeOver, room } = options
    const resumable = previous?.canResume(socket) ? previous : null
    // Whatever comes over the line from now on is for its successor.
    if (!resumable) previous?.detach()
    const joined = await socket.request('join', {
      ticket: access.ticket,
      rtpCapabilities: device.recvRtpCapabilities as unknown as Record<string, unknown>,
      takeOver,
      room,
      ...(resumable ? { resume: resumable.joined.peerId } : {}),
    })
    if (resumable && joined.resumed) return resumable.#resume(joined)
    previous?.detach()
    return new MediaSession(options, joined)
  }

  private constructor(options: SessionOptions, joined: JoinedRoom) {
    this.#options = options
    this.#joined = joined
    this.#peers = joined.peers
    this.#listen()
    this.#receive = this.#transport('receive', joined.receive)
    this.#send = joined.send ? this.#transport('send', joined.send) : null
    this.#publisher = this.#send
      ? new Publisher({
          device: options.device,
          socket: options.socket,
          transport: this.#send,
          wanted: options.wanted,
        })
      : null
    this.#firstConsumed = Promise.all(joined.consumers.map((parameters) => this.#consume(parameters)))
    this.#mayPublish = options.sendsFirst
      ? Promise.resolve()
      : Promise.race([this.#firstConsumed, wait(SEND_AFTER_MS)])
    this.#planFlow()
  }

  get ended(): Promise<SessionEnd> {
    return this.#ended.promise
  }

  /** What the node said at the last join. */
  get joined(): JoinedRoom {
    return this.#joined
  }

  /** Whether the packets' path may still be good, so that only the line has to be found again. */
  canResume(socket: ResilientSocket<MediaWire>): boolean {
    return socket === this.#options.socket && !this.#isClosed && !this.#isBroken && !this.#isPathDead
  }

  /** What the join has already told the node about views. */
  get told(): ReadonlyMap<RemoteKey, Shown> {
    return this.#told
  }

  /** What is sent may have to change. */
  sync(): void {
    void this.#mayPublish.then(() => this.#publisher?.sync())
  }

  /** Resolves when every first track is in its stream, or after a few seconds at most. */
  async settled(): Promise<void> {
    await this.#firstConsumed
    await Promise.allSettled(this.#attaching)
  }

  async tellViews(views: readonly { key: RemoteKey; shown: Shown }[]): Promise<void> {
    const told = views.flatMap(({ key, shown }) =>
      [...this.#known.values()]
        .filter(({ kind, identity, source }) => kind === 'video' && keyOf(identity, source) === key)
        .map(({ id }) => ({ consumerId: id, ...shown })),
    )
    if (told.length > 0) await this.#options.socket.request('view', { views: told })
  }

  async getStats(): Promise<RTCStatsReport[]> {
    const open = this.#transports.filter((transport) => !transport.closed)
    return Promise.all(open.map((transport) => transport.getStats()))
  }

  /**
   * Stops listening and sending: the node has no use for it any more, and a second encoder slows its successor down. What is
   * received stays on the screen until `close`.
   */
  detach(): void {
    for (const unsubscribe of this.#subscriptions.splice(0)) unsubscribe()
    this.#publisher?.close()
    this.#send?.close()
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.detach()
    clearTimeout(this.#flowTimer)
    this.#receive.close()
    this.#ended.open('line')
  }

  /** The node has kept everything: what was said while the line was down is caught up. */
  #resume(joined: JoinedRoom): this {
    this.#joined = joined
    this.#ended = gate()
    if (this.#isBroken) this.#ended.open('ice')
    this.#told.clear()
    this.#peers = joined.peers
    const here = new Map(joined.consumers.map((parameters) => [parameters.id, parameters]))
    for (const id of this.#known.keys()) if (!here.has(id)) this.#handleConsumerClosed(id)
    for (const parameters of here.values()) this.#catchUp(parameters)
    for (const transport of this.#transports) this.#judgePath(transport)
    // The order to play may have been lost with the line, and what was played needs a key frame.
    this.#playAll()
    return this
  }

  #catchUp(parameters: ConsumerParameters): void {
    if (!this.#known.has(parameters.id)) return void this.#consume(parameters)
    this.#handlePaused(parameters.id, parameters.producerPaused)
    this.#markPresence(parameters)
  }

  get #transports(): types.Transport[] {
    return [this.#receive, ...(this.#send ? [this.#send] : [])]
  }

  #listen(): void {
    const { notices, events } = this.#options.socket
    const { remotes, onDirective, onQuality } = this.#options
    this.#subscriptions.push(
      events.on('lost', () => this.#ended.open('line')),
      notices.on('consumer', (parameters) => void this.#consume(parameters)),
      notices.on('consumer_closed', ({ consumerId }) => this.#handleConsumerClosed(consumerId)),
      notices.on('consumer_paused', ({ consumerId }) => this.#handlePaused(consumerId, true)),
      notices.on('consumer_resumed', ({ consumerId }) => this.#handlePaused(consumerId, false)),
      notices.on('peer_joined', (peer) => this.#handlePeerJoined(peer)),
      notices.on('peer_left', ({ identity }) => this.#handlePeerLeft(identity)),
      notices.on('directive', onDirective),
      notices.on('quality', ({ peers }) => onQuality(peers)),
      notices.on('producer_demand', (notice) => this.#handleDemand(notice)),
      notices.on('superseded', () => this.#ended.open('superseded')),
      notices.on('room_closed', () => this.#ended.open('room_closed')),
      notices.on('rejoin', () => {
        remotes.loseAll()
        this.#isBroken = true
        this.#ended.open('rejoin')
      }),
    )
  }

  #handlePeerJoined(peer: PeerInfo): void {
    this.#setPeers([...this.#peers.filter((one) => one.identity !== peer.identity), peer])
    this.#markPresenceOf(peer.identity)
  }

  #handlePeerLeft(gone: PeerInfo['identity']): void {
    this.#setPeers(this.#peers.filter(({ identity }) => identity !== gone))
    this.#markPresenceOf(gone)
  }

  #setPeers(peers: PeerInfo[]): void {
    this.#peers = peers
    this.#options.onPeers(peers)
  }

  #transport(direction: 'send' | 'receive', parameters: JoinedRoom['receive']): types.Transport {
    const { device, access } = this.#options
    const options = { ...parameters, iceServers: access.iceServers } as unknown as types.TransportOptions
    const transport =
      direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      void this.#answer(this.#connect(direction, dtlsParameters), done, (error) => {
        fail(error)
        this.#break()
      })
      if ((this.#options.socket.rttMs ?? 0) > SLOW_LINE_MS) done()
    })
    if (direction === 'send')
      transport.on('produce', (request, done, fail) => void this.#answer(this.#produce(request), done, fail))
    this.#watchIce(transport)
    return transport
  }

  /** mediasoup-client asks with callbacks; calling one of them twice is harmless. */
  async #answer<T>(work: Promise<T>, done: (value: T) => void, fail: (error: Error) => void): Promise<void> {
    try {
      done(await work)
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  async #connect(direction: 'send' | 'receive', dtlsParameters: types.DtlsParameters): Promise<void> {
    const first = direction === 'receive' ? [...this.#toResume] : []
    if (direction === 'receive') this.#toResume.clear()
    await this.#options.socket.request('connect_transport', {
      direction,
      dtlsParameters: dtlsParameters as unknown as Record<string, unknown>,
      resume: first,
      views: direction === 'receive' ? this.#firstViews() : [],
    })
  }

  #firstViews(): { consumerId: string; visible: boolean; width: number; height: number }[] {
    return this.joined.consumers.flatMap((parameters) => {
      const key = keyOf(parameters.identity, parameters.source)
      const shown = parameters.kind === 'video' ? this.#options.shownAs(key) : undefined
      if (!shown) return []
      this.#told.set(key, shown)
      return [{ consumerId: parameters.id, ...shown }]
    })
  }

  async #produce({
    kind,
    rtpParameters,
    appData,
  }: types.TransportEvents['produce'][0]): Promise<{ id: string }> {
    const { producerId } = await this.#options.socket.request('produce', {
      source: appData['source'] as ConsumerParameters['source'],
      kind,
      rtpParameters: rtpParameters as unknown as Record<string, unknown>,
      paused: appData['paused'] === true,
    })
    return { id: producerId }
  }

  #watchIce(transport: types.Transport): void {
    transport.on('connectionstatechange', (state) => {
      if (state === 'disconnected') this.#disconnectedAt.set(transport, performance.now())
      else this.#disconnectedAt.delete(transport)
      this.#judgePath(transport)
    })
  }

  /** While the line is down too, nobody could help: then the path has time until the line is back. */
  #judgePath(transport: types.Transport): void {
    clearTimeout(this.#patience.get(transport))
    if (this.#isClosed) return
    const { connectionState } = transport
    if (connectionState === 'failed') this.#break()
    if (connectionState !== 'disconnected') return
    const giveUp = () => void (this.#options.socket.state === 'live' && this.#break())
    this.#patience.set(transport, setTimeout(giveUp, ICE_PATIENCE_MS))
  }

  get #isPathDead(): boolean {
    const now = performance.now()
    return [...this.#disconnectedAt.values()].some((since) => now - since > PATH_LIFE_MS)
  }

  #break(): void {
    this.#isBroken = true
    this.#ended.open('ice')
  }

  async #consume(parameters: ConsumerParameters): Promise<void> {
    this.#known.set(parameters.id, parameters)
    this.#toResume.add(parameters.id)
    try {
      const consumer = await this.#receive.consume({
        id: parameters.id,
        producerId: parameters.producerId,
        kind: parameters.kind,
        rtpParameters: parameters.rtpParameters as unknown as types.RtpParameters,
        // Sound and picture of one place are kept in step; others need not wait for them.
        streamId: `${parameters.identity}/${parameters.source.startsWith('screen') ? 'screen' : 'person'}`,
      })
      if (this.#isClosed || !this.#known.has(parameters.id)) return consumer.close()
      this.#consumers.set(parameters.id, consumer)
      this.#attaching.push(this.#attach(parameters, consumer))
      if (this.#toResume.delete(parameters.id)) await this.#resumeConsumer(parameters)
    } catch {
      // One source this browser cannot play must not cost the others; a lost line ends the session anyway.
      this.#toResume.delete(parameters.id)
    }
  }

  async #attach(parameters: ConsumerParameters, consumer: types.Consumer): Promise<void> {
    const getStats = () => consumer.getStats()
    await this.#options.remotes.attach({ parameters, track: consumer.track, getStats })
    this.#markPresence(parameters)
  }

  /** The node keeps the tracks of a lost line for a while: until its owner is back they are old. An echo is its own peer. */
  #markPresence({ identity, source }: ConsumerParameters): void {
    const isHere = identity.startsWith('check:') || this.#peers.some((peer) => peer.identity === identity)
    this.#options.remotes.mark(keyOf(identity, source), isHere)
  }

  #markPresenceOf(who: PeerInfo['identity']): void {
    for (const known of this.#known.values()) if (known.identity === who) this.#markPresence(known)
  }

  async #resumeConsumer({ id, kind, identity, source }: ConsumerParameters): Promise<void> {
    await this.#options.socket.request('resume', { consumerIds: [id] })
    const key = keyOf(identity, source)
    const shown = kind === 'video' ? this.#options.shownAs(key) : undefined
    if (shown) await this.tellViews([{ key, shown }])
  }

  #handleConsumerClosed(consumerId: string): void {
    const gone = this.#known.get(consumerId)
    this.#known.delete(consumerId)
    this.#consumers.get(consumerId)?.close()
    this.#consumers.delete(consumerId)
    if (!gone) return
    const key = keyOf(gone.identity, gone.source)
    const isReplaced = [...this.#known.values()].some((one) => keyOf(one.identity, one.source) === key)
    if (!isReplaced) this.#options.remotes.lose(key)
  }

  #handlePaused(consumerId: string, isPaused: boolean): void {
    const known = this.#known.get(consumerId)
    if (!known) return
    known.producerPaused = isPaused
    this.#options.remotes.pause(keyOf(known.identity, known.source), isPaused)
  }

  #handleDemand({ producerId, maxSpatialLayer }: MediaNotices['producer_demand']): void {
    const source = this.#publisher?.sourceOf(producerId)
    if (source) this.#options.onDemand(source, maxSpatialLayer)
  }

  /** Sound that is not held back, and pictures that are looked at. */
  #isExpected({ kind, identity, source, producerPaused }: ConsumerParameters): boolean {
    if (producerPaused) return false
    return kind === 'audio' || this.#options.shownAs(keyOf(identity, source))?.visible === true
  }

  #playAll(): void {
    const consumerIds = [...this.#consumers.keys()].slice(0, MOST_AT_ONCE)
    if (consumerIds.length === 0) return
    // Without a line it is done when the session resumes.
    this.#options.socket.request('resume', { consumerIds }).catch(() => undefined)
  }

  #planFlow(): void {
    const everyMs = this.#isFlowing ? FLOW_EVERY_MS : STALLED_EVERY_MS
    if (this.#isClosed) return
    this.#flowTimer = setTimeout(() => void this.#watchFlow().finally(() => this.#planFlow()), everyMs)
  }

  async #watchFlow(): Promise<void> {
    const isExpected = [...this.#known.values()].some((one) => this.#isExpected(one))
    const stats = await this.#receive.getStats().catch(() => null)
    if (!stats || this.#isClosed) return
    let bytes = 0
    stats.forEach((entry: { type: string; bytesReceived?: number }) => {
      if (entry.type === 'inbound-rtp') bytes += entry.bytesReceived ?? 0
    })
    const now = performance.now()
    if (!isExpected || bytes > this.#bytes) this.#flowedAt = now
    this.#bytes = bytes
    this.#setFlow(now - this.#flowedAt < STALLED_AFTER_MS)
  }

  /** Pictures that follow a pause cannot be decoded: browsers ask for a key frame only 3 s after the last picture. */
  #setFlow(isFlowing: boolean): void {
    if (isFlowing && !this.#isFlowing) this.#playAll()
    this.#isFlowing = isFlowing
    this.#options.onFlow(isFlowing)
  }
}
