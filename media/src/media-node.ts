import {
  type Directive,
  type JoinedRoom,
  type JoinRoom,
  type MediaEvent,
  Refusal,
  type TicketClaims,
} from '@tongke/contract'
import { ortc, type types } from 'mediasoup'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { ClosedDoors } from './closed-doors.ts'
import { ROUTER_CODECS } from './codecs.ts'
import { refusing } from './mediasoup-refusal.ts'
import type { Peer, PeerLine } from './peer.ts'
import type { Recorder } from './recorder/recorder.ts'
import { Room } from './room.ts'
import type { CheckTicket } from './ticket.ts'
import { type PooledWorker, WorkerPool, type WorkerPoolSettings } from './worker-pool.ts'

export interface MediaNodePorts {
  readonly log: Logger
  readonly checkTicket: CheckTicket
  readonly report: (event: MediaEvent) => void
  readonly onWorkerDied: () => void
  readonly recorder: Recorder
}

export interface NodeStats {
  readonly workers: number
  readonly rooms: number
  readonly peers: number
  readonly publications: number
  readonly subscriptions: number
}

/** One boot of a media node: its workers and rooms. Knows tickets and tracks, no people and no sockets. */
export class MediaNode {
  readonly bootId: string
  readonly rtpCapabilities: types.RtpCapabilities
  readonly #ports: MediaNodePorts
  readonly #rooms = new Map<string, Promise<Room>>()
  readonly #open = new Map<string, Room>()
  readonly #closedDoors = new ClosedDoors()
  #pool!: WorkerPool
  #draining = false
  #closed = false

  /** @throws Error when the workers do not start */
  static async create(
    bootId: string,
    settings: WorkerPoolSettings,
    ports: MediaNodePorts,
  ): Promise<MediaNode> {
    const node = new MediaNode(bootId, ports)
    const onDied = (dead: PooledWorker) => node.#handleWorkerDeath(dead)
    node.#pool = await WorkerPool.create(settings, { log: ports.log, onDied })
    return node
  }

  private constructor(bootId: string, ports: MediaNodePorts) {
    this.bootId = bootId
    this.#ports = ports
    // The same for every router, so clients can load their device before they meet one.
    this.rtpCapabilities = ortc.generateRouterRtpCapabilities(ROUTER_CODECS) as types.RtpCapabilities
  }

  get draining(): boolean {
    return this.#draining
  }

  get rooms(): Room[] {
    return [...this.#open.values()]
  }

  get peers(): Peer[] {
    return this.rooms.flatMap((room) => room.peers)
  }

  get stats(): NodeStats {
    const { peers } = this
    return {
      workers: this.#pool.workers.length,
      rooms: this.#open.size,
      peers: peers.length,
      publications: peers.reduce((sum, peer) => sum + peer.publications.length, 0),
      subscriptions: peers.reduce((sum, peer) => sum + peer.subscriptions.length, 0),
    }
  }

  /** @throws Refusal `media.ticket_*`, `media.draining`, `media.room_closed`, `media.unsupported`, and those of `Room.join` */
  async join(
    request: z.output<typeof JoinRoom>,
    line: PeerLine,
    origin: string | undefined,
  ): Promise<{ room: Room; peer: Peer; joined: JoinedRoom }> {
    const claims = await this.#ports.checkTicket(request.ticket, origin)
    this.#admit(claims, request.room)
    const rtpCapabilities = await this.#readCapabilities(request.rtpCapabilities)
    const room = await this.#roomFor(claims)
    const { takeOver, resume } = request
    const { peer, joined } = await room.join({ claims, rtpCapabilities, takeOver, resume, line })
    // It may have ended while the place was made ready.
    if (this.#closedDoors.bars(claims, Date.now())) {
      room.leave(peer, 'removed')
      throw new Refusal('media.room_closed')
    }
    return { room, peer, joined: { ...joined, bootId: this.bootId } }
  }

  /** @returns whether the room is here */
  applyDirective(name: string, directive: Directive): boolean {
    const room = this.#open.get(name)
    room?.applyDirective(directive)
    return room !== undefined
  }

  closeRoom(name: string, reason: string): boolean {
    this.#closedDoors.closeRoom(name, Date.now())
    const room = this.#open.get(name)
    room?.close(reason)
    return room !== undefined
  }

  /** Ends every connection of a device or session that came by a ticket from before `at`. @returns how many */
  removeInstance(instance: string, reason: string, at: number): number {
    const now = Date.now()
    this.#closedDoors.endInstance(instance, at, now)
    return this.rooms.reduce(
      (count, room) => count + room.remove((claims) => this.#closedDoors.bars(claims, now), reason),
      0,
    )
  }

  /** Sends everyone away to other nodes; nobody comes in any more. */
  drain(): void {
    this.#draining = true
    for (const room of this.rooms) room.evacuate('draining')
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    if (!this.#draining) this.drain()
    await this.#pool.close()
  }

  #admit(claims: TicketClaims, room: string | undefined): void {
    if (room !== undefined && room !== claims.room) throw new Refusal('media.ticket_room')
    if (this.#draining) throw new Refusal('media.draining')
    if (this.#closedDoors.bars(claims, Date.now())) throw new Refusal('media.room_closed')
  }

  async #readCapabilities(given: Record<string, unknown>): Promise<types.RtpCapabilities> {
    const capabilities = given as types.RtpCapabilities
    await refusing('media.unsupported', async () => ortc.validateAndNormalizeRtpCapabilities(capabilities))
    const known = new Set(ROUTER_CODECS.map(({ mimeType }) => mimeType.toLowerCase()))
    const common = (capabilities.codecs ?? []).filter(({ mimeType }) => known.has(mimeType.toLowerCase()))
    if (!['audio', 'video'].every((kind) => common.some((codec) => codec.kind === kind)))
      throw new Refusal('media.unsupported')
    return capabilities
  }

  /** Two that come at once get the same room. */
  #roomFor(claims: TicketClaims): Promise<Room> {
    const known = this.#rooms.get(claims.room)
    if (known) return known
    const made = this.#openRoom(claims)
    this.#rooms.set(claims.room, made)
    made.catch(() => this.#rooms.delete(claims.room))
    return made
  }

  async #openRoom({ room: name, directive }: TicketClaims): Promise<Room> {
    const worker = await this.#pool.place((candidate) => this.#loadOf(candidate))
    if (!worker) throw new Refusal('unavailable')
    const { log, report, recorder } = this.#ports
    const room = await Room.create(name, directive, worker, {
      log,
      report,
      recorder,
      onClosed: (closed) => this.#forget(closed),
    })
    this.#open.set(name, room)
    return room
  }

  #forget(room: Room): void {
    if (this.#open.get(room.name) !== room) return
    this.#open.delete(room.name)
    this.#rooms.delete(room.name)
  }

  /** A room costs a little itself, so that empty ones spread too. */
  #loadOf(worker: PooledWorker): number {
    const here = this.rooms.filter((room) => room.worker === worker)
    return here.reduce((sum, room) => sum + 1 + room.peers.length, 0)
  }

  #handleWorkerDeath(dead: PooledWorker): void {
    this.#ports.onWorkerDied()
    for (const room of this.rooms) if (room.worker === dead) room.evacuate('worker_died')
  }
}
