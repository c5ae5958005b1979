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
import { isAnnounced, isSilenced, mayReceive, priorityOf } from './audience.ts'
import { MAX_LAYER, ROUTER_CODECS } from './codecs.ts'
import { kindOf } from './identity.ts'
import { newId } from './ids.ts'
import { refusing } from './mediasoup-refusal.ts'
import { type ModeState, nextMode, modeSeen, noMode } from './mode-policy.ts'
import { Peer, type PeerLine } from './peer.ts'
import type { Publication } from './publication.ts'
import { reportQuality } from './quality-report.ts'
import type { Subscription } from './subscription.ts'
import type { PooledWorker } from './worker-pool.ts'

type EventBody<E = MediaEvent> = E extends MediaEvent
  ? Omit<E, 'eventId' | 'room' | 'lessonId' | 'identity' | 'connectionId' | 'sequence' | 'at'>
  : never

export interface RoomPorts {
  readonly log: Logger
  /** What the server must learn; rooms without a lesson report nothing. */
  readonly report: (event: MediaEvent) => void
  readonly onClosed: (room: Room) => void
}

export interface JoinOptions {
  readonly claims: TicketClaims
  readonly rtpCapabilities: types.RtpCapabilities
  readonly takeOver: boolean
  readonly line: PeerLine
}

/** Ticks, s. */
const TICK_MS = 1_000
const QUALITY_EVERY = 2
const OBSERVER_QUALITY_EVERY = 10
const EMPTY_FOR = 10

/** A peer in its room, with what the room keeps about it. */
interface Seated {
  readonly peer: Peer
  sequence: number
  mode: ModeState
}

/** One lesson's media, or one line check: who is here, who gets what, who may be heard. */
export class Room {
  readonly name: string
  readonly worker: PooledWorker
  readonly #router: types.Router
  readonly #ports: RoomPorts
  readonly #peers = new Map<string, Seated>()
  readonly #viewers = new Map<Publication, Set<Subscription>>()
  readonly #timer: NodeJS.Timeout
  #directive: Directive
  #ticks = 0
  #emptyTicks = 0
  #closed = false

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
    return new Room(name, directive, worker, router, ports)
  }

  private constructor(
    name: string,
    directive: Directive,
    worker: PooledWorker,
    router: types.Router,
    ports: RoomPorts,
  ) {
    this.name = name
    this.worker = worker
    this.#router = router
    this.#ports = { ...ports, log: ports.log.child({ room: name }) }
    this.#directive = directive
    this.#timer = setInterval(() => this.#tick(), TICK_MS).unref()
    this.#ports.log.info({ worker: worker.worker.pid }, 'room opened')
  }

  get directive(): Directive {
    return this.#directive
  }

  get peers(): Peer[] {
    return [...this.#peers.values()].map(({ peer }) => peer)
  }

  get closed(): boolean {
    return this.#closed
  }

  /**
   * Seats a connection and gives it everything it may receive, paused.
   * @throws Refusal `media.duplicate` when another device holds the place, `unavailable`
   */
  async join(options: JoinOptions): Promise<{ peer: Peer; joined: Omit<JoinedRoom, 'bootId'> }> {
    this.#refuseDuplicate(options)
    const { webRtcServer } = this.worker
    const peer = await Peer.create({ ...options, router: this.#router, webRtcServer })
    try {
      this.#seat(peer, options)
      this.applyDirective(options.claims.directive)
      await Promise.all(this.#publicationsFor(peer).map((publication) => this.#subscribe(peer, publication)))
      if (peer.closed) throw new Refusal('media.superseded')
    } catch (error) {
      this.leave(peer, 'failed')
      peer.close()
      throw error
    }
    return { peer, joined: this.#welcome(peer) }
  }

  /** @throws Refusal as `Peer.publish` */
  async publish(peer: Peer, request: MediaParsed<'produce'>): Promise<Publication> {
    const publication = await peer.publish(
      request,
      isSilenced(peer.claims, request.source, this.#directive.audible),
    )
    this.#viewers.set(publication, new Set())
    publication.onClose(() => this.#viewers.delete(publication))
    // The directive may have changed while the producer was being made.
    await publication.silence(this.#silences(publication))
    for (const viewer of this.peers)
      if (mayReceive(viewer.claims, peer.claims, publication.source))
        void this.#subscribe(viewer, publication)
    this.#refreshDemand(publication)
    return publication
  }

  async show(peer: Peer, views: MediaParsed<'view'>['views']): Promise<void> {
    await peer.show(views)
    this.refreshDemands()
  }

  /** What viewers can use may have changed: publishers are told at once when it is more. */
  refreshDemands(): void {
    for (const publication of this.#viewers.keys()) this.#refreshDemand(publication)
  }

  /** Orders of the class plane; an older revision than the one in force is ignored. */
  applyDirective(directive: Directive): boolean {
    if (directive.revision <= this.#directive.revision) return false
    this.#directive = directive
    for (const { peer } of this.#peers.values()) {
      this.#enforce(peer)
      if (peer.announced) peer.line.notify('directive', directive)
    }
    return true
  }

  /** Ends one identity's connection. @returns whether it was here */
  remove(identity: string, reason: string): boolean {
    const peer = this.#peers.get(identity)?.peer
    if (!peer) return false
    this.#dismiss(peer, 'room_closed', { reason }, reason)
    return true
  }

  /** The connection is gone, by its own will or not. */
  leave(peer: Peer, reason: string): void {
    const seated = this.#peers.get(peer.identity)
    if (seated?.peer !== peer) return
    this.#peers.delete(peer.identity)
    this.#report(seated, { kind: 'left', reason })
    peer.close()
    if (isAnnounced(peer.identity)) this.#tellOthers(peer, 'peer_left', { identity: peer.identity })
    this.#ports.log.info({ identity: peer.identity, connection: peer.id, reason }, 'peer left')
  }

  /** The lesson is over. */
  close(reason: string): void {
    for (const peer of this.peers) this.#dismiss(peer, 'room_closed', { reason }, reason)
    this.#shut(reason)
  }

  /** The room cannot go on here: clients get a new ticket and join again. */
  evacuate(reason: 'worker_died' | 'draining'): void {
    for (const peer of this.peers) {
      peer.line.notify('rejoin', { reason })
      this.leave(peer, reason)
    }
    this.#shut(reason)
  }

  #shut(reason: string): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    this.#router.close()
    this.#ports.log.info({ reason }, 'room closed')
    this.#ports.onClosed(this)
  }

  #dismiss<N extends MediaNoticeName>(peer: Peer, notice: N, body: MediaNotices[N], reason: string): void {
    peer.line.notify(notice, body)
    this.leave(peer, reason)
    peer.line.end()
  }

  #refuseDuplicate({ claims, takeOver }: JoinOptions): void {
    if (this.#closed) throw new Refusal('media.room_closed')
    const holder = this.#peers.get(claims.identity)?.peer
    if (holder && holder.claims.instance !== claims.instance && !takeOver)
      throw new Refusal('media.duplicate')
  }

  /** The newcomer is reported before its older self leaves: a replaced class never looks offline. */
  #seat(peer: Peer, options: JoinOptions): void {
    this.#refuseDuplicate(options)
    const older = this.#peers.get(peer.identity)
    const seated: Seated = { peer, sequence: 0, mode: noMode }
    this.#peers.set(peer.identity, seated)
    this.#report(seated, { kind: 'joined', instance: peer.claims.instance })
    this.#ports.log.info({ identity: peer.identity, connection: peer.id }, 'peer joined')
    if (older) this.#replace(older)
    else if (isAnnounced(peer.identity)) this.#tellOthers(peer, 'peer_joined', this.#infoOf(peer))
  }

  #replace(older: Seated): void {
    const { peer } = older
    peer.line.notify('superseded', {})
    this.#report(older, { kind: 'left', reason: 'superseded' })
    peer.close()
    peer.line.end()
  }

  #welcome(peer: Peer): Omit<JoinedRoom, 'bootId'> {
    peer.announced = true
    return {
      peerId: peer.id,
      send: peer.send,
      receive: peer.receive,
      consumers: peer.subscriptions.map((subscription) => subscription.parameters),
      peers: this.peers.filter((other) => other !== peer && isAnnounced(other.identity)).map(this.#infoOf),
      directive: this.#directive,
    }
  }

  readonly #infoOf = (peer: Peer): PeerInfo => ({ identity: peer.identity, name: peer.claims.name })

  #publicationsFor(viewer: Peer): Publication[] {
    return [...this.#viewers.keys()].filter(({ owner, source }) => mayReceive(viewer.claims, owner, source))
  }

  async #subscribe(viewer: Peer, publication: Publication): Promise<void> {
    const { owner, source } = publication
    const wanted =
      source === 'camera' && owner.identity !== 'lecturer' && owner.subscribe !== 'echo' ? 0 : MAX_LAYER
    try {
      const priority = priorityOf(source, owner.identity, this.#directive.stage)
      this.#track(viewer, await viewer.subscribe(publication, priority, wanted))
    } catch (error) {
      if (viewer.closed || !this.#viewers.has(publication)) return
      this.#ports.log.warn(
        { identity: viewer.identity, of: owner.identity, source, err: error },
        'cannot be received',
      )
    }
  }

  #track(viewer: Peer, subscription: Subscription): void {
    const { publication } = subscription
    this.#viewers.get(publication)?.add(subscription)
    subscription.onClose(() => {
      this.#viewers.get(publication)?.delete(subscription)
    })
    this.#refreshDemand(publication)
    if (viewer.announced) viewer.line.notify('consumer', subscription.parameters)
  }

  #silences(publication: Publication): boolean {
    return isSilenced(publication.owner, publication.source, this.#directive.audible)
  }

  #enforce(peer: Peer): void {
    for (const publication of peer.publications)
      this.#attempt(publication.silence(this.#silences(publication)), 'silence')
    for (const subscription of peer.subscriptions) {
      const { owner, source } = subscription.publication
      this.#attempt(
        subscription.prioritize(priorityOf(source, owner.identity, this.#directive.stage)),
        'prioritize',
      )
    }
  }

  #refreshDemand(publication: Publication): void {
    if (publication.kind !== 'video') return
    let wanted = -1
    for (const { demand } of this.#viewers.get(publication) ?? []) wanted = Math.max(wanted, demand)
    const maxSpatialLayer = publication.demand(wanted, Date.now())
    if (maxSpatialLayer === null) return
    const owner = this.#peers.get(publication.owner.identity)?.peer
    owner?.line.notify('producer_demand', { producerId: publication.id, maxSpatialLayer })
  }

  #tick(): void {
    this.#ticks += 1
    for (const seated of this.#peers.values()) this.#tickPeer(seated)
    this.refreshDemands()
    if (this.#ticks % QUALITY_EVERY === 0) this.#attempt(this.#reportQuality(), 'quality')
    this.#emptyTicks = this.#peers.size === 0 ? this.#emptyTicks + 1 : 0
    if (this.#emptyTicks >= EMPTY_FOR) this.#shut('empty')
  }

  #reportQuality(): Promise<void> {
    const { peers } = this
    const everyone = this.#ticks % OBSERVER_QUALITY_EVERY === 0
    return reportQuality(peers, everyone ? peers : peers.filter(({ identity }) => isAnnounced(identity)))
  }

  #tickPeer(seated: Seated): void {
    for (const subscription of seated.peer.subscriptions) {
      const change = subscription.tick()
      if (change) this.#attempt(change, 'layer')
    }
    if (kindOf(seated.peer.identity) === 'leg') this.#tickMode(seated)
  }

  #tickMode(seated: Seated): void {
    const lecturer = seated.peer.subscriptions.find(
      ({ publication }) => publication.source === 'camera' && publication.owner.identity === 'lecturer',
    )
    const seen = lecturer ? modeSeen(lecturer.sight) : null
    const before = seated.mode.mode
    seated.mode = nextMode(seated.mode, seen, Date.now())
    if (seated.mode.mode !== null && seated.mode.mode !== before)
      this.#report(seated, { kind: 'mode', mode: seated.mode.mode })
  }

  #tellOthers<N extends MediaNoticeName>(peer: Peer, name: N, notice: MediaNotices[N]): void {
    for (const other of this.peers) if (other !== peer && other.announced) other.line.notify(name, notice)
  }

  #report(seated: Seated, body: EventBody): void {
    const { claims, id } = seated.peer
    if (claims.lessonId === null) return
    this.#ports.report({
      ...body,
      eventId: newId(),
      room: this.name,
      lessonId: claims.lessonId,
      identity: claims.identity,
      connectionId: id,
      sequence: seated.sequence,
      at: Date.now(),
    })
    seated.sequence += 1
  }

  /** What nobody waits for must not fail unseen; a closed worker or peer is no fault. */
  #attempt(work: Promise<unknown>, what: string): void {
    work.catch((error: unknown) => {
      if (!this.#closed && !this.worker.worker.closed)
        this.#ports.log.debug({ err: error, what }, 'was not done')
    })
  }
}
