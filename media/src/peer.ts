import {
  type ConnectTransport,
  type ConsumerView,
  type MediaNoticeName,
  type MediaNotices,
  type MediaParsed,
  type MediaSource,
  Refusal,
  type TicketClaims,
  type TransportParameters,
} from '@tongke/contract'
import type { types } from 'mediasoup'
import type { z } from 'zod'
import { isAnnounced } from './audience.ts'
import { INITIAL_OUTGOING_BPS, MIN_OUTGOING_BPS } from './codecs.ts'
import { newId } from './ids.ts'
import { refusing } from './mediasoup-refusal.ts'
import { Publication } from './publication.ts'
import { readRtpParameters } from './rtp-parameters.ts'
import { Subscription } from './subscription.ts'

/** The client's end of a peer; whatever carries the messages implements it. */
export interface PeerLine {
  notify<N extends MediaNoticeName>(name: N, notice: MediaNotices[N]): void
  /** Ends the connection after what was notified has been sent. */
  end(): void
}

export interface PeerOptions {
  readonly router: types.Router
  readonly webRtcServer: types.WebRtcServer
  readonly claims: TicketClaims
  readonly rtpCapabilities: types.RtpCapabilities
  readonly line: PeerLine
}

type Direction = 'send' | 'receive'

const KIND_OF: Record<MediaSource, types.MediaKind> = {
  camera: 'video',
  screen: 'video',
  microphone: 'audio',
  screen_audio: 'audio',
}

const describe = (transport: types.WebRtcTransport): TransportParameters => ({
  id: transport.id,
  iceParameters: transport.iceParameters,
  iceCandidates: transport.iceCandidates,
  dtlsParameters: transport.dtlsParameters,
})

const openTransport = (options: PeerOptions): Promise<types.WebRtcTransport> =>
  refusing('unavailable', () =>
    options.router.createWebRtcTransport({
      webRtcServer: options.webRtcServer,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BPS,
      iceConsentTimeout: 20,
    }),
  )

/** One connection in a room: its transports, what it sends and what it gets. */
export class Peer {
  readonly claims: TicketClaims
  /** The others are told that it is here. */
  readonly isAnnounced: boolean
  readonly rtpCapabilities: types.RtpCapabilities
  readonly #send: types.WebRtcTransport | null
  readonly #receive: types.WebRtcTransport
  readonly #publications = new Map<string, Publication>()
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #connected = new Set<Direction>()
  /** From now on new consumers are told by notice; before, they are part of the answer to `join`. */
  welcomed = false
  #id = newId()
  #line: PeerLine
  #closed = false

  /** @throws Refusal `unavailable` when the worker is gone */
  static async create(options: PeerOptions): Promise<Peer> {
    const publishes = options.claims.publish.length > 0
    const [receive, send] = await Promise.all([
      openTransport(options),
      publishes ? openTransport(options) : null,
    ])
    await refusing('unavailable', () => receive.setMinOutgoingBitrate(MIN_OUTGOING_BPS))
    return new Peer(options, send, receive)
  }

  private constructor(
    options: PeerOptions,
    send: types.WebRtcTransport | null,
    receive: types.WebRtcTransport,
  ) {
    this.claims = options.claims
    this.isAnnounced = isAnnounced(options.claims.identity)
    this.rtpCapabilities = options.rtpCapabilities
    this.#line = options.line
    this.#send = send
    this.#receive = receive
  }

  /** One per connection, also in the events to the server. */
  get id(): string {
    return this.#id
  }

  get line(): PeerLine {
    return this.#line
  }

  get identity(): string {
    return this.claims.identity
  }

  get closed(): boolean {
    return this.#closed
  }

  get send(): TransportParameters | null {
    return this.#send && describe(this.#send)
  }

  get receive(): TransportParameters {
    return describe(this.#receive)
  }

  get publications(): Publication[] {
    return [...this.#publications.values()]
  }

  get subscriptions(): Subscription[] {
    return [...this.#subscriptions.values()]
  }

  get receiveTransport(): types.WebRtcTransport {
    return this.#receive
  }

  subscriptionTo(identity: string, source: MediaSource): Subscription | undefined {
    return this.subscriptions.find(
      ({ publication }) => publication.owner.identity === identity && publication.source === source,
    )
  }

  /** ICE and DTLS towards the peer stand. */
  get isReceiving(): boolean {
    return this.#receive.dtlsState === 'connected' && this.#receive.iceState !== 'disconnected'
  }

  /**
   * Consumers that closed while the message was on its way are passed over.
   * @throws Refusal `media.not_granted` without that transport, `media.order` the second time, `request.invalid` for bad
   * parameters
   */
  async connect(request: z.output<typeof ConnectTransport>): Promise<void> {
    const transport = this.#transport(request.direction)
    if (this.#connected.has(request.direction)) throw new Refusal('media.order')
    this.#connected.add(request.direction)
    await Promise.all(this.#shown(request.views))
    const dtlsParameters = request.dtlsParameters as types.DtlsParameters
    await refusing('request.invalid', () => transport.connect({ dtlsParameters })).catch((error: unknown) => {
      this.#connected.delete(request.direction)
      throw error
    })
    await Promise.all(this.#acknowledged(request.resume))
  }

  /** @throws Refusal `media.not_granted` without that transport */
  async restartIce(direction: Direction): Promise<types.IceParameters> {
    return refusing('unavailable', () => this.#transport(direction).restartIce())
  }

  /**
   * A second track of the same source takes the place of the first.
   * @throws Refusal `media.not_granted`, `request.invalid`
   */
  async publish(request: MediaParsed<'produce'>, silenced: boolean): Promise<Publication> {
    const { source, kind, paused } = request
    if (!this.#send || !this.claims.publish.includes(source)) throw new Refusal('media.not_granted')
    if (kind !== KIND_OF[source]) throw new Refusal('request.invalid')
    const rtpParameters = readRtpParameters(request.rtpParameters)
    this.publications.find((publication) => publication.source === source)?.close()
    const publication = await Publication.create({
      transport: this.#send,
      owner: this.claims,
      source,
      kind,
      rtpParameters,
      paused,
      silenced,
    })
    // mediasoup closes with a transport only what it knew at that moment.
    if (this.#closed) {
      publication.close()
      throw new Refusal('media.not_joined')
    }
    this.#publications.set(publication.id, publication)
    publication.onClose(() => this.#publications.delete(publication.id))
    return publication
  }

  /** @throws Refusal `media.unknown` */
  publication(id: string): Publication {
    const publication = this.#publications.get(id)
    if (!publication) throw new Refusal('media.unknown')
    return publication
  }

  /** @param wanted layer until the client says how it shows the picture */
  async subscribe(publication: Publication, priority: number, wanted: number): Promise<Subscription> {
    const { rtpCapabilities } = this
    const subscription = await Subscription.create({
      transport: this.#receive,
      publication,
      rtpCapabilities,
      priority,
      wanted,
    })
    if (this.#closed) {
      subscription.close()
      throw new Refusal('media.not_joined')
    }
    this.#subscriptions.set(subscription.id, subscription)
    subscription.onClose(() => this.#handleSubscriptionClose(subscription))
    subscription.onProducerPause((paused) => this.#handleProducerPause(subscription, paused))
    return subscription
  }

  /** @throws Refusal `media.unknown` when the peer has none of them */
  async resume(consumerIds: readonly string[]): Promise<void> {
    const known = this.#acknowledged(consumerIds)
    if (known.length === 0) throw new Refusal('media.unknown')
    await Promise.all(known)
  }

  /** @throws Refusal `media.unknown` when the peer has none of them */
  async show(views: readonly ConsumerView[]): Promise<void> {
    const known = this.#shown(views)
    if (known.length === 0) throw new Refusal('media.unknown')
    await Promise.all(known)
  }

  /** The client is back over another line; the one before is ended. */
  moveTo(line: PeerLine): void {
    const older = this.#line
    this.#line = line
    older.end()
  }

  /** What follows counts as another connection. */
  renew(): void {
    this.#id = newId()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#send?.close()
    this.#receive.close()
  }

  #transport(direction: Direction): types.WebRtcTransport {
    const transport = direction === 'send' ? this.#send : this.#receive
    if (!transport) throw new Refusal('media.not_granted')
    return transport
  }

  #acknowledged(consumerIds: readonly string[]): Promise<void>[] {
    return consumerIds.flatMap((id) => this.#subscriptions.get(id)?.acknowledge() ?? [])
  }

  #shown(views: readonly ConsumerView[]): Promise<void>[] {
    return views.flatMap((view) => this.#subscriptions.get(view.consumerId)?.show(view) ?? [])
  }

  #handleSubscriptionClose(subscription: Subscription): void {
    this.#subscriptions.delete(subscription.id)
    if (!this.#closed && this.welcomed) this.line.notify('consumer_closed', { consumerId: subscription.id })
  }

  #handleProducerPause(subscription: Subscription, paused: boolean): void {
    if (this.welcomed)
      this.line.notify(paused ? 'consumer_paused' : 'consumer_resumed', { consumerId: subscription.id })
  }
}
