import { z } from 'zod'
import { ackOf, type Ack } from '../errors.ts'
import { Directive, MediaIdentity, MediaSource } from './ticket.ts'

/** Socket.io path of the media plane on a media node. Websocket transport only: one handshake, no polling. */
export const MEDIA_PLANE_PATH = '/media'

/** Plain `GET`, open to every origin: 200 while the node takes connections. */
export const MEDIA_HEALTH_PATH = '/health'

/** mediasoup's own structures: checked by mediasoup where they matter, bounded here. */
const Opaque = z.record(z.string(), z.unknown())
const MediaId = z.string().min(1).max(80)
export const Direction = z.enum(['send', 'receive'])

export const TransportParameters = z.object({
  id: MediaId,
  iceParameters: Opaque,
  iceCandidates: z.array(Opaque),
  dtlsParameters: Opaque,
})
export type TransportParameters = z.infer<typeof TransportParameters>

/** A consumer starts paused; the client acknowledges it in `connect` or `resume`. */
export const ConsumerParameters = z.object({
  id: MediaId,
  producerId: MediaId,
  identity: MediaIdentity,
  source: MediaSource,
  kind: z.enum(['audio', 'video']),
  rtpParameters: Opaque,
  producerPaused: z.boolean(),
})
export type ConsumerParameters = z.infer<typeof ConsumerParameters>

/** Lecturer, legs and assistants are announced to everyone. Observers are not: the class plane shows who watches. */
export const PeerInfo = z.object({ identity: MediaIdentity, name: z.string() })
export type PeerInfo = z.infer<typeof PeerInfo>

export const JoinRoom = z.object({
  ticket: z.string().max(16_384),
  /** The room the client means to enter: a ticket for another one is refused instead of followed. */
  room: z.string().max(80).optional(),
  rtpCapabilities: Opaque,
  /** Take the place of another device that holds it (after the user said so). */
  takeOver: z.boolean().default(false),
  /** `peerId` of the connection this client had: its media is kept for 15 s after its line was lost. */
  resume: MediaId.optional(),
})
export const JoinedRoom = z.object({
  peerId: MediaId,
  /** The connection of `resume` goes on: transports and tracks are the ones the client has already. */
  resumed: z.boolean(),
  /** Changes when the node was restarted. */
  bootId: z.string(),
  send: TransportParameters.nullable(),
  receive: TransportParameters,
  consumers: z.array(ConsumerParameters),
  peers: z.array(PeerInfo),
  directive: Directive,
})
export type JoinedRoom = z.infer<typeof JoinedRoom>

/** How a consumer is shown: CSS pixels × device pixel ratio; invisible means do not send. */
export const ConsumerView = z.object({
  consumerId: MediaId,
  visible: z.boolean(),
  width: z.int().min(0).max(8192),
  height: z.int().min(0).max(8192),
})
export type ConsumerView = z.infer<typeof ConsumerView>

/**
 * DTLS parameters of one transport and the consumers that are ready to play: the third and last round trip of a join.
 * `views` spare the first picture a change of layer.
 */
export const ConnectTransport = z.object({
  direction: Direction,
  dtlsParameters: Opaque,
  resume: z.array(MediaId).max(256).default([]),
  views: z.array(ConsumerView).max(256).default([]),
})

export const Produce = z.object({
  source: MediaSource,
  kind: z.enum(['audio', 'video']),
  rtpParameters: Opaque,
  paused: z.boolean().default(false),
})

const Nothing = z.object({})

export const MEDIA_REQUESTS = {
  join: { request: JoinRoom, ack: ackOf(JoinedRoom) },
  connect_transport: { request: ConnectTransport, ack: ackOf(Nothing) },
  produce: { request: Produce, ack: ackOf(z.object({ producerId: MediaId })) },
  pause_producer: { request: z.object({ producerId: MediaId }), ack: ackOf(Nothing) },
  resume_producer: { request: z.object({ producerId: MediaId }), ack: ackOf(Nothing) },
  close_producer: { request: z.object({ producerId: MediaId }), ack: ackOf(Nothing) },
  /** Acknowledges consumers that came by `consumer` notices; a second time it asks for their key frames. */
  resume: { request: z.object({ consumerIds: z.array(MediaId).min(1).max(256) }), ack: ackOf(Nothing) },
  view: { request: z.object({ views: z.array(ConsumerView).min(1).max(256) }), ack: ackOf(Nothing) },
  restart_ice: {
    request: z.object({ direction: Direction }),
    ack: ackOf(z.object({ iceParameters: Opaque })),
  },
  leave: { request: Nothing, ack: ackOf(Nothing) },
  /** Answers at once, before and after a join: line check and dead-line watch. */
  beat: { request: z.object({ sentAt: z.number() }), ack: ackOf(z.object({ sentAt: z.number() })) },
} as const
export type MediaRequests = typeof MEDIA_REQUESTS
export type MediaRequestName = keyof MediaRequests
export type MediaRequest<N extends MediaRequestName> = z.input<MediaRequests[N]['request']>
export type MediaParsed<N extends MediaRequestName> = z.output<MediaRequests[N]['request']>
export type MediaResult<N extends MediaRequestName> =
  Extract<z.output<MediaRequests[N]['ack']>, { ok: true }> extends { result: infer R } ? R : never

/** 4 good … 0 nothing: for the bars beside a class. */
export const LinkLevel = z.int().min(0).max(4)
export const PeerQuality = z.object({
  identity: MediaIdentity,
  level: LinkLevel,
  rttMs: z.number().nullable(),
  /** Share of packets lost on the way to the peer or from it, the worse, 0 to 1. */
  loss: z.number().min(0).max(1),
  /** What the peer can receive by the bandwidth estimate, bit/s. */
  availableBps: z.number().nullable(),
  /** Highest spatial layer of the lecturer's camera it gets now, null when none. */
  layer: z.int().nullable(),
})
export type PeerQuality = z.infer<typeof PeerQuality>

export const MEDIA_NOTICES = {
  peer_joined: PeerInfo,
  peer_left: z.object({ identity: MediaIdentity }),
  consumer: ConsumerParameters,
  consumer_closed: z.object({ consumerId: MediaId }),
  consumer_paused: z.object({ consumerId: MediaId }),
  consumer_resumed: z.object({ consumerId: MediaId }),
  /** Highest layer of my producer that anybody can use now; -1: nobody, stop sending it. */
  producer_demand: z.object({ producerId: MediaId, maxSpatialLayer: z.int().min(-1).max(2) }),
  directive: Directive,
  /** Every 2 s, observers every 10 s. Lecturer and observers get lecturer, legs and assistants; leg and assistant each other. */
  quality: z.object({ peers: z.array(PeerQuality) }),
  /** Another device, or a newer connection of this one, took this place: do not come back by yourself. */
  superseded: Nothing,
  /** The room goes on elsewhere (worker death, drain): get a new ticket and join again; this socket stays open and may be used for it. */
  rejoin: z.object({ reason: z.enum(['worker_died', 'draining']) }),
  room_closed: z.object({ reason: z.string() }),
} as const
export type MediaNotices = { [N in keyof typeof MEDIA_NOTICES]: z.output<(typeof MEDIA_NOTICES)[N]> }
export type MediaNoticeName = keyof MediaNotices

export type MediaClientToServer = {
  [N in MediaRequestName]: (request: MediaRequest<N>, ack: (answer: Ack<MediaResult<N>>) => void) => void
}
export type MediaServerToClient = { [N in MediaNoticeName]: (notice: MediaNotices[N]) => void }
