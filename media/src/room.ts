import {
  type Directive,
  type JoinedRoom,
  type MediaEvent,
  type MediaParsed,
  type MediaNoticeName,
  type MediaNotices,
  type PeerInfo,
  Refusal,
  type TicketClaims,
} from '@tongke/contract'
import type { types } from 'mediasoup'
import type { Logger } from 'pino'
import { inOneGroup, isSilenced } from './audience.ts'
import { ROUTER_CODECS } from './codecs.ts'
import { Exchange } from './exchange.ts'
import { refusing } from './mediasoup-refusal.ts'
import { Peer, type PeerLine } from './peer.ts'
import type { Publication } from './publication.ts'
import type { Recorder } from './recorder/recorder.ts'
import { RoomRecorder } from './recorder/room-recorder.ts'
import { QualityMinutes } from './quality-minutes.ts'
import { reportQuality } from './quality-report.ts'
import { Seat } from './seat.ts'
import { TalkMeter } from './talk-meter.ts'
import type { PooledWorker } from './worker-pool.ts'

export interface RoomPorts {
  readonly log: Logger
  /** What the server must learn; rooms without a lesson report nothing. */
  readonly report: (event: MediaEvent) => void
  readonly onClosed: (room: Room) => void
  /** Somebody was heard in a room with a lesson. */
  readonly onSpoken: (lessonId: string, identity: string, ms: number) => void
  readonly recorder: Recorder
}

export interface JoinOptions {
  readonly claims: TicketClaims
  readonly rtpCapabilities: types.RtpCapabilities
  readonly takeOver: boolean
  /** The connection that the client had and would go on with. */
  readonly resume: string | undefined
  readonly line: PeerLine
}

/** Ticks, s. */
const TICK_MS = 1_000
const QUALITY_EVERY = 2
const OBSERVER_QUALITY_EVERY = 10
const EMPTY_FOR = 10

/** Whoever holds both tickets is the same and may do the same. */
const isSameGrant = (one: TicketClaims, other: TicketClaims): boolean =>
  one.instance === other.instance &&
  one.subscribe === other.subscribe &&
  one.publish.join() === other.publish.join()

/** One lesson's media, or one line check: who is here, who gets what, who may be heard. */
export class Room {
  readonly name: string
  readonly worker: PooledWorker
  readonly #router: types.Router
  readonly #talk: TalkMeter
  readonly #ports: RoomPorts
  readonly #seats = new Map<string, Seat>()
  readonly #exchange: Exchange
  readonly #recording: RoomRecorder
  readonly #qualityMinutes = new QualityMinutes()
  readonly #timer: NodeJS.Timeout
  #directive: Directive
  #ticks = 0
  #emptyTicks = 0
  #joining = 0
  #closed: 'for good' | 'here' | null = null

  /** @throws Refusal `unavailable` when the worker is gone */
  static async create(
    name: string,
    directive: Directive,
    worker: PooledWorker,
    ports: RoomPorts,
  ): Promise<Room> {
    const router = await refusing('unavailable', () =>
      worker.worker.createRouter({ mediaCodecs: ROUTER_CODECS }),
    )
    const talk = await TalkMeter.create(router, ports.onSpoken)
    return new Room(name, directive, worker, router, ports, talk)
  }

  private constructor(
    name: string,
    directive: Directive,
    worker: PooledWorker,
    router: types.Router,
    ports: RoomPorts,
    talk: TalkMeter,
  ) {
    this.name = name
    this.worker = worker
    this.#router = router
    this.#talk = talk
    this.#ports = { ...ports, log: ports.log.child({ room: name }) }
    this.#directive = directive
    const { recorder, log } = this.#ports
    this.#recording = new RoomRecorder({ recorder, router, log })
    this.#exchange = new Exchange({
      log: this.#ports.log,
      peers: () => [...this.#seats.values()].map(({ peer }) => peer),
      stage: () => this.#directive.stage,
      areTogether: (one, other) => inOneGroup(one, other, this.#directive.groups),
      recorded: (publication) => this.#recording.demandOf(publication),
    })
    this.#timer = setInterval(() => this.#tick(), TICK_MS).unref()
    this.#ports.log.info({ worker: worker.worker.pid }, 'room opened')
  }

  get directive(): Directive {
    return this.#directive
  }

  /** Who is here; not those whose line is lost. */
  get peers(): Peer[] {
    return [...this.#seats.values()].filter(({ isPresent }) => isPresent).map(({ peer }) => peer)
  }

  get closed(): boolean {
    return this.#closed !== null
  }

  /**
   * Seats a connection and gives it everything it may receive, paused.
   * @throws Refusal `media.duplicate` when another device holds the place, `unavailable`
   */
  async join(options: JoinOptions): Promise<{ peer: Peer; joined: Omit<JoinedRoom, 'bootId'> }> {
    this.#joining += 1
    try {
      const resumed = this.#resume(options)
      const peer = resumed ?? (await this.#admit(options))
      return { peer, joined: this.#welcome(peer, resumed !== null) }
    } finally {
      this.#joining -= 1
    }
  }

  /** @throws Refusal as `Peer.publish` */
  async publish(peer: Peer, request: MediaParsed<'produce'>): Promise<Publication> {
    const silenced = isSilenced(peer.claims, request.source, this.#directive.audible)
    const publication = await peer.publish(request, silenced)
    // The directive may have changed while the producer was being made.
    await publication.silence(this.#silences(publication))
    this.#exchange.offer(publication)
    this.#attempt(this.#talk.watch(publication, peer.claims), 'talk')
    this.#record()
    return publication
  }

  async connect(peer: Peer, request: MediaParsed<'connect_transport'>): Promise<void> {
    await peer.connect(request)
    this.#exchange.refreshDemands()
  }

  async show(peer: Peer, views: MediaParsed<'view'>['views']): Promise<void> {
    await peer.show(views)
    this.#exchange.refreshDemands()
  }

  /** Orders of the class plane; an older revision than the one in force is ignored. */
  applyDirective(directive: Directive): boolean {
    if (directive.revision <= this.#directive.revision) return false
    this.#directive = directive
    for (const { peer } of this.#seats.values()) {
      for (const publication of peer.publications)
        this.#attempt(publication.silence(this.#silences(publication)), 'silence')
      if (peer.welcomed) peer.line.notify('directive', directive)
    }
    this.#exchange.regroup()
    this.#attempt(this.#exchange.prioritize(), 'prioritize')
    this.#record()
    return true
  }

  /** Ends the connections of these tickets. @returns how many */
  remove(concerns: (claims: TicketClaims) => boolean, reason: string): number {
    // Also those whose line is lost: their media still flows.
    const gone = [...this.#seats.values()].map(({ peer }) => peer).filter((peer) => concerns(peer.claims))
    for (const peer of gone) this.#dismiss(peer, 'room_closed', { reason }, reason)
    return gone.length
  }

  /** The connection is over. */
  leave(peer: Peer, reason: string): void {
    const seat = this.#seats.get(peer.identity)
    if (seat?.peer !== peer) return
    this.#seats.delete(peer.identity)
    if (seat.end(reason)) this.#announceEnd(peer, reason)
    peer.close()
  }

  /** The line broke without a word. Its place is free at once; its media is kept, since the line may come back. */
  lose(peer: Peer, line: PeerLine): void {
    const seat = this.#seats.get(peer.identity)
    if (seat?.peer !== peer || peer.line !== line || !seat.isPresent) return
    seat.lose('disconnected', () => this.leave(peer, 'disconnected'))
    this.#announceEnd(peer, 'disconnected')
  }

  /** The lesson is over. */
  close(reason: string): void {
    for (const { peer } of this.#seats.values()) this.#dismiss(peer, 'room_closed', { reason }, reason)
    this.#shut('for good', reason)
  }

  /** The room cannot go on here: clients get a new ticket and join again. */
  evacuate(reason: 'worker_died' | 'draining'): void {
    for (const { peer } of this.#seats.values()) {
      peer.line.notify('rejoin', { reason })
      this.leave(peer, reason)
    }
    this.#shut('here', reason)
  }

  #shut(how: 'for good' | 'here', reason: string): void {
    if (this.#closed) return
    this.#closed = how
    clearInterval(this.#timer)
    this.#recording.close()
    this.#router.close()
    this.#ports.log.info({ reason }, 'room closed')
    this.#ports.onClosed(this)
  }

  #dismiss<N extends MediaNoticeName>(peer: Peer, notice: N, body: MediaNotices[N], reason: string): void {
    peer.line.notify(notice, body)
    this.leave(peer, reason)
    peer.line.end()
  }

  async #admit(options: JoinOptions): Promise<Peer> {
    this.#refuse(options)
    const { webRtcServer } = this.worker
    const peer = await Peer.create({ ...options, router: this.#router, webRtcServer })
    try {
      this.#refuse(options)
      this.#seat(peer)
      this.applyDirective(options.claims.directive)
      await this.#exchange.serve(peer)
      if (peer.closed) throw new Refusal('media.superseded')
      return peer
    } catch (error) {
      this.leave(peer, 'failed')
      peer.close()
      throw error
    }
  }

  #refuse({ claims, takeOver }: JoinOptions): void {
    if (this.#closed) throw new Refusal(this.#closed === 'for good' ? 'media.room_closed' : 'unavailable')
    const seat = this.#seats.get(claims.identity)
    const holder = seat?.isPresent ? seat.peer : undefined
    if (holder && holder.claims.instance !== claims.instance && !takeOver)
      throw new Refusal('media.duplicate')
  }

  /** The newcomer is reported before its older self leaves: a replaced class never looks offline. */
  #seat(peer: Peer): void {
    const older = this.#seats.get(peer.identity)
    this.#seats.set(peer.identity, new Seat(peer, this.#ports.report))
    const isReplacing = older ? this.#replace(older) : false
    this.#announceStart(peer, isReplacing)
  }

  /** @returns whether the older one was still present */
  #replace(older: Seat): boolean {
    const { peer } = older
    peer.line.notify('superseded', {})
    const wasPresent = older.end('superseded')
    peer.close()
    peer.line.end()
    return wasPresent
  }

  /** Goes on with a connection whose line was lost, when it is still kept and the ticket is for the same. */
  #resume(options: JoinOptions): Peer | null {
    const { claims, resume, line } = options
    this.#refuse(options)
    const seat = this.#seats.get(claims.identity)
    if (!seat || seat.peer.id !== resume || !isSameGrant(seat.peer.claims, claims)) return null
    const { peer, isPresent } = seat
    seat.return(line)
    this.#announceStart(peer, isPresent)
    this.applyDirective(claims.directive)
    this.#exchange.remind(peer)
    return peer
  }

  #announceStart(peer: Peer, wasPresent: boolean): void {
    this.#ports.log.info({ identity: peer.identity, connection: peer.id }, 'peer joined')
    if (peer.isAnnounced && !wasPresent) this.#tellOthers(peer, 'peer_joined', this.#infoOf(peer))
  }

  #announceEnd(peer: Peer, reason: string): void {
    this.#ports.log.info({ identity: peer.identity, connection: peer.id, reason }, 'peer left')
    if (peer.isAnnounced) this.#tellOthers(peer, 'peer_left', { identity: peer.identity })
  }

  #welcome(peer: Peer, resumed: boolean): Omit<JoinedRoom, 'bootId'> {
    peer.welcomed = true
    return {
      peerId: peer.id,
      resumed,
      send: peer.send,
      receive: peer.receive,
      consumers: peer.subscriptions.map((subscription) => subscription.parameters),
      peers: this.peers.filter((other) => other !== peer && other.isAnnounced).map(this.#infoOf),
      directive: this.#directive,
    }
  }

  readonly #infoOf = (peer: Peer): PeerInfo => ({ identity: peer.identity, name: peer.claims.name })

  #silences(publication: Publication): boolean {
    return isSilenced(publication.owner, publication.source, this.#directive.audible)
  }

  #tick(): void {
    this.#ticks += 1
    for (const seat of this.#seats.values()) {
      if (!seat.isPresent) continue
      this.#tickLayers(seat.peer)
      seat.watchMode()
    }
    this.#record()
    this.#exchange.refreshDemands()
    if (this.#ticks % QUALITY_EVERY === 0) this.#attempt(this.#reportQuality(), 'quality')
    this.#emptyTicks = this.#seats.size + this.#joining === 0 ? this.#emptyTicks + 1 : 0
    if (this.#emptyTicks >= EMPTY_FOR) this.#shut('here', 'empty')
  }

  /** Those whose line is lost are recorded too while their media flows. */
  #record(): void {
    this.#recording.sync(
      [...this.#seats.values()].map(({ peer }) => peer),
      this.#directive,
    )
  }

  async #reportQuality(): Promise<void> {
    const { peers } = this
    const everyone = this.#ticks % OBSERVER_QUALITY_EVERY === 0
    const measured = await reportQuality(peers, everyone ? peers : peers.filter((peer) => peer.isAnnounced))
    for (const [identity, minute] of this.#qualityMinutes.add(measured, Date.now()))
      this.#seats.get(identity)?.report({ kind: 'quality', ...minute })
  }

  #tickLayers(peer: Peer): void {
    for (const subscription of peer.subscriptions) {
      const change = subscription.tick()
      if (change) this.#attempt(change, 'layer')
    }
  }

  #tellOthers<N extends MediaNoticeName>(peer: Peer, name: N, notice: MediaNotices[N]): void {
    for (const other of this.peers) if (other !== peer && other.welcomed) other.line.notify(name, notice)
  }

  /** What nobody waits for must not fail unseen; a closed worker or peer is no fault. */
  #attempt(work: Promise<unknown>, what: string): void {
    work.catch((error: unknown) => {
      if (!this.#closed && !this.worker.worker.closed)
        this.#ports.log.debug({ err: error, what }, 'was not done')
    })
  }
}
