import type { Logger } from 'pino'
import { mayReceive, priorityOf } from './audience.ts'
import { MAX_LAYER } from './codecs.ts'
import type { Peer } from './peer.ts'
import type { Publication } from './publication.ts'
import type { Subscription } from './subscription.ts'

export interface ExchangePorts {
  readonly log: Logger
  /** Everyone in the room, also those who may come back. */
  readonly peers: () => readonly Peer[]
  readonly stage: () => string | null
  /** The order in force lets them get each other's tracks. */
  readonly areTogether: (one: string, other: string) => boolean
  /** Layer that the recorder would have when nobody else looks, -1 for none. */
  readonly recorded: (publication: Publication) => number
}

/** Layer until the client says how it shows the picture: classes start as thumbnails. */
const firstLayer = ({ owner, source }: Publication): number =>
  source === 'camera' && owner.identity !== 'lecturer' && owner.subscribe !== 'echo' ? 0 : MAX_LAYER

/** The tracks of a room: who gets which, and what their senders are asked for. */
export class Exchange {
  readonly #ports: ExchangePorts
  readonly #viewers = new Map<Publication, Set<Subscription>>()
  /** Who gets a track, or is about to: nobody gets it twice. */
  readonly #served = new Map<Publication, Map<Peer, Subscription | null>>()

  constructor(ports: ExchangePorts) {
    this.#ports = ports
  }

  /** Gives a new track to everyone who may have it. */
  offer(publication: Publication): void {
    if (publication.closed) return
    this.#viewers.set(publication, new Set())
    this.#served.set(publication, new Map())
    publication.onClose(() => {
      this.#viewers.delete(publication)
      this.#served.delete(publication)
    })
    for (const viewer of this.#ports.peers())
      if (this.#mayHave(viewer, publication)) void this.#subscribe(viewer, publication)
    this.#refreshDemand(publication)
  }

  /** Another order of who is together: takes away what may no longer be had, gives what may. */
  regroup(): void {
    for (const [publication, served] of this.#served)
      for (const viewer of this.#ports.peers()) {
        const isAllowed = this.#mayHave(viewer, publication)
        if (!isAllowed) served.get(viewer)?.close()
        if (isAllowed && !served.has(viewer)) void this.#subscribe(viewer, publication)
      }
  }

  #mayHave(viewer: Peer, { owner, source }: Publication): boolean {
    return (
      mayReceive(viewer.claims, owner, source) && this.#ports.areTogether(viewer.identity, owner.identity)
    )
  }

  /** Gives a newcomer every track it may have. */
  async serve(viewer: Peer): Promise<void> {
    const publications = [...this.#viewers.keys()].filter((publication) => this.#mayHave(viewer, publication))
    await Promise.all(publications.map((publication) => this.#subscribe(viewer, publication)))
  }

  /** Says again what is wanted of a peer's tracks: it was away when it was said. */
  remind(owner: Peer): void {
    for (const publication of owner.publications)
      if (publication.kind === 'video') this.#tell(owner, publication, publication.demanded)
  }

  /** What viewers can use may have changed: publishers are told at once when it is more. */
  refreshDemands(): void {
    for (const publication of this.#viewers.keys()) this.#refreshDemand(publication)
  }

  /** The stage has changed hands: it goes before the other classes when bandwidth is short. */
  prioritize(): Promise<unknown> {
    return Promise.all(
      [...this.#viewers].flatMap(([publication, subscriptions]) =>
        [...subscriptions].map((subscription) => subscription.prioritize(this.#priorityOf(publication))),
      ),
    )
  }

  #priorityOf({ owner, source }: Publication): number {
    return priorityOf(source, owner.identity, this.#ports.stage())
  }

  async #subscribe(viewer: Peer, publication: Publication): Promise<void> {
    const served = this.#served.get(publication)
    if (!served || served.has(viewer)) return
    served.set(viewer, null)
    try {
      const priority = this.#priorityOf(publication)
      this.#track(viewer, await viewer.subscribe(publication, priority, firstLayer(publication)))
    } catch (error) {
      served.delete(viewer)
      if (viewer.closed || !this.#viewers.has(publication)) return
      const { owner, source } = publication
      const about = { identity: viewer.identity, of: owner.identity, source, err: error }
      this.#ports.log.warn(about, 'cannot be received')
    }
  }

  #track(viewer: Peer, subscription: Subscription): void {
    const subscriptions = this.#viewers.get(subscription.publication)
    // The track ended while its consumer was being made: mediasoup will not close that one.
    if (!subscriptions) return subscription.close()
    const served = this.#served.get(subscription.publication)
    subscriptions.add(subscription)
    served?.set(viewer, subscription)
    subscription.onClose(() => {
      subscriptions.delete(subscription)
      served?.delete(viewer)
    })
    // The groups may have changed while it was being made.
    if (!this.#mayHave(viewer, subscription.publication)) return subscription.close()
    this.#refreshDemand(subscription.publication)
    if (viewer.welcomed) viewer.line.notify('consumer', subscription.parameters)
  }

  #refreshDemand(publication: Publication): void {
    if (publication.kind !== 'video') return
    let wanted = Math.min(this.#ports.recorded(publication), publication.topLayer)
    for (const { demand } of this.#viewers.get(publication) ?? []) wanted = Math.max(wanted, demand)
    const maxSpatialLayer = publication.demand(wanted, Date.now())
    if (maxSpatialLayer === null) return
    const owner = this.#ports.peers().find(({ identity }) => identity === publication.owner.identity)
    if (owner) this.#tell(owner, publication, maxSpatialLayer)
  }

  #tell(owner: Peer, publication: Publication, maxSpatialLayer: number): void {
    owner.line.notify('producer_demand', { producerId: publication.id, maxSpatialLayer })
  }
}
