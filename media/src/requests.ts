import { type MediaParsed, type MediaRequestName, type MediaResult, Refusal } from '@tongke/contract'
import type { MediaNode } from './media-node.ts'
import type { Peer, PeerLine } from './peer.ts'
import type { Room } from './room.ts'

/** One client connection: before `join` it has no seat, and after its room went away it may take another. */
export class Visit {
  readonly line: PeerLine
  /** `Origin` of the page behind it; a program names none. */
  readonly origin: string | undefined
  #seat: { room: Room; peer: Peer } | null = null
  #gone = false

  constructor(line: PeerLine, origin: string | undefined) {
    this.line = line
    this.origin = origin
  }

  get isSeated(): boolean {
    return this.#held !== null
  }

  get identity(): string | undefined {
    return this.#seat?.peer.identity
  }

  /** @throws Refusal `media.not_joined` */
  get seat(): { room: Room; peer: Peer } {
    const held = this.#held
    if (!held) throw new Refusal('media.not_joined')
    return held
  }

  /** The seat while it is this line's: its owner may have come back over another. */
  get #held(): { room: Room; peer: Peer } | null {
    const peer = this.#seat?.peer
    return peer && !peer.closed && peer.line === this.line ? this.#seat : null
  }

  take(room: Room, peer: Peer): void {
    this.#seat = { room, peer }
    if (this.#gone) this.#lose()
  }

  leave(reason: string): void {
    const held = this.#held
    this.#seat = null
    held?.room.leave(held.peer, reason)
  }

  /** The line is down: whoever is still joining loses the seat as soon as it is ready. */
  end(isFarewell: boolean): void {
    this.#gone = true
    if (isFarewell) this.leave('disconnected')
    else this.#lose()
  }

  #lose(): void {
    const held = this.#held
    this.#seat = null
    held?.room.lose(held.peer, this.line)
  }
}

type Handlers = {
  readonly [N in MediaRequestName]: (
    visit: Visit,
    request: MediaParsed<N>,
  ) => Promise<MediaResult<N>> | MediaResult<N>
}

/** What each request of the media plane does; a request without a line here does not compile. */
export const requestHandlers = (node: MediaNode): Handlers => ({
  join: async (visit, request) => {
    if (visit.isSeated) throw new Refusal('media.order')
    const { room, peer, joined } = await node.join(request, visit.line, visit.origin)
    visit.take(room, peer)
    return joined
  },
  connect_transport: async (visit, request) => {
    const { room, peer } = visit.seat
    await room.connect(peer, request)
    return {}
  },
  produce: async (visit, request) => {
    const { room, peer } = visit.seat
    return { producerId: (await room.publish(peer, request)).id }
  },
  pause_producer: async (visit, { producerId }) => {
    await visit.seat.peer.publication(producerId).pause()
    return {}
  },
  resume_producer: async (visit, { producerId }) => {
    await visit.seat.peer.publication(producerId).resume()
    return {}
  },
  close_producer: (visit, { producerId }) => {
    visit.seat.peer.publication(producerId).close()
    return {}
  },
  resume: async (visit, { consumerIds }) => {
    await visit.seat.peer.resume(consumerIds)
    return {}
  },
  view: async (visit, { views }) => {
    const { room, peer } = visit.seat
    await room.show(peer, views)
    return {}
  },
  restart_ice: async (visit, { direction }) => ({
    iceParameters: await visit.seat.peer.restartIce(direction),
  }),
  leave: (visit) => {
    visit.leave('left')
    return {}
  },
  beat: (_visit, { sentAt }) => ({ sentAt }),
})
