import {
  type Ack,
  type ConsumerParameters,
  type ConsumerView,
  type JoinedRoom,
  MEDIA_NOTICES,
  MEDIA_PLANE_PATH,
  MEDIA_REQUESTS,
  type MediaNoticeName,
  type MediaNotices,
  type MediaRequest,
  type MediaRequestName,
  type MediaResult,
  type MediaSource,
} from '@tongke/contract'
import { io, type Socket } from 'socket.io-client'
import { AUDIO_LEVEL, OPUS_PAYLOAD_TYPE, VP8_PAYLOAD_TYPE } from './rtp.ts'
import { waitFor } from './wait-for.ts'
import type { WebRtcRemote } from './webrtc-remote.ts'

/** What the test client can receive: no transport-wide feedback, so the node never holds a layer back for bandwidth. */
export const CLIENT_CAPABILITIES = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: OPUS_PAYLOAD_TYPE,
      clockRate: 48_000,
      channels: 2,
      parameters: { useinbandfec: 1 },
      rtcpFeedback: [],
    },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: VP8_PAYLOAD_TYPE,
      clockRate: 90_000,
      parameters: {},
      rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
    },
  ],
  headerExtensions: [],
}

export class RefusedError extends Error {
  readonly code: string
  constructor(request: string, code: string, message: string) {
    super(`${request}: ${code} ${message}`)
    this.code = code
  }
}

export type NoticeRecord = {
  [N in MediaNoticeName]: { name: N; notice: MediaNotices[N]; at: number }
}[MediaNoticeName]

/** Fake tracks: packets of the right form at the right rate. */
const TRACKS = {
  microphone: { kind: 'audio', everyMs: 20, bytes: 80, layers: 1 },
  screen_audio: { kind: 'audio', everyMs: 20, bytes: 80, layers: 1 },
  camera: { kind: 'video', everyMs: 33, bytes: 600, layers: 3 },
  screen: { kind: 'video', everyMs: 66, bytes: 900, layers: 1 },
} as const satisfies Record<
  MediaSource,
  { kind: 'audio' | 'video'; everyMs: number; bytes: number; layers: number }
>

/** A track that the client sends until stopped. */
export interface FakeTrack {
  readonly producerId: string
  stop(): Promise<unknown>
}

let nextSsrc = 10_000

/**
 * A whole client of the media plane without a browser: typed requests, every notice parsed and kept, real ICE, DTLS and
 * SRTP. Counts what arrives by SSRC.
 */
export class MediaClient {
  readonly socket: Socket
  readonly notices: NoticeRecord[] = []
  readonly consumers = new Map<string, ConsumerParameters>()
  readonly received = new Map<number, number>()
  joined: JoinedRoom | null = null
  readonly #webrtc: WebRtcRemote
  readonly #lines = new Set<string>()
  readonly #tracks: FakeTrack[] = []

  static async open(url: string, webrtc: WebRtcRemote, origin?: string): Promise<MediaClient> {
    const socket = io(url, {
      path: MEDIA_PLANE_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      ...(origin ? { extraHeaders: { origin } } : {}),
    })
    const client = new MediaClient(socket, webrtc)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve())
      socket.once('connect_error', reject)
    })
    return client
  }

  private constructor(socket: Socket, webrtc: WebRtcRemote) {
    this.socket = socket
    this.#webrtc = webrtc
    for (const name of Object.keys(MEDIA_NOTICES) as MediaNoticeName[])
      socket.on(name, (body: unknown) => this.#handleNotice(name, body))
  }

  /** Sends anything at all and returns the raw answer: for what honest clients never send. */
  raw(name: string, body: unknown): Promise<Ack<unknown>> {
    return this.socket.timeout(5_000).emitWithAck(name, body) as Promise<Ack<unknown>>
  }

  /** @throws RefusedError with the node's code */
  async request<N extends MediaRequestName>(name: N, body: MediaRequest<N>): Promise<MediaResult<N>> {
    const ack = MEDIA_REQUESTS[name].ack.parse(await this.raw(name, body)) as Ack<MediaResult<N>>
    if (!ack.ok) throw new RefusedError(name, ack.error.code, ack.error.message)
    return ack.result
  }

  async join(
    ticket: string,
    more: { takeOver?: boolean; room?: string; resume?: string } = {},
  ): Promise<JoinedRoom> {
    const joined = await this.request('join', { ticket, rtpCapabilities: CLIENT_CAPABILITIES, ...more })
    this.joined = joined
    for (const consumer of joined.consumers) this.consumers.set(consumer.id, consumer)
    return joined
  }

  /** Third round trip: DTLS parameters and, by default, every consumer of the join acknowledged. */
  async connect(
    direction: 'send' | 'receive' = 'receive',
    resume = [...this.consumers.keys()],
    views: ConsumerView[] = [],
  ): Promise<void> {
    const parameters = this.joined?.[direction]
    if (!parameters) throw new Error(`no ${direction} transport`)
    const line = this.#lineName(direction)
    this.#lines.add(line)
    const dtlsParameters = await this.#webrtc.open(
      { order: 'open', line, direction, parameters },
      (ssrc, packets) => this.#handlePackets(ssrc, packets),
    )
    const wishes = direction === 'receive' ? { resume, views } : {}
    await this.request('connect_transport', { direction, dtlsParameters, ...wishes })
    await this.#webrtc.call({ order: 'start', line })
  }

  /** Joins and connects everything there is. */
  async enter(ticket: string, more: { takeOver?: boolean } = {}): Promise<JoinedRoom> {
    const joined = await this.join(ticket, more)
    await Promise.all([this.connect('receive'), joined.send ? this.connect('send') : undefined])
    return joined
  }

  /** Publishes a fake track and sends packets until stopped. */
  async publish(
    source: MediaSource,
    more: { layers?: number; paused?: boolean; everyMs?: number; bytes?: number; isVoice?: boolean } = {},
  ): Promise<FakeTrack> {
    const { kind, everyMs, bytes, layers } = { ...TRACKS[source], ...more }
    const ssrcs = Array.from({ length: layers }, () => (nextSsrc += 1))
    const { producerId } = await this.request('produce', {
      source,
      kind,
      rtpParameters: {
        ...parametersOf(kind, ssrcs),
        ...(more.isVoice ? { headerExtensions: [AUDIO_LEVEL] } : {}),
      },
      paused: more.paused ?? false,
    })
    const line = this.#lineName('send')
    await this.#webrtc.call({
      order: 'track',
      line,
      track: producerId,
      kind,
      ssrcs,
      everyMs,
      bytes,
      isVoice: more.isVoice ?? false,
    })
    const track = { producerId, stop: () => this.#webrtc.call({ order: 'stop', track: producerId }) }
    this.#tracks.push(track)
    return track
  }

  /** Packets that arrived of one consumer. */
  packetsOf(consumerId: string): number {
    const encodings = this.consumers.get(consumerId)?.rtpParameters['encodings'] as
      { ssrc: number }[] | undefined
    return encodings?.reduce((sum, { ssrc }) => sum + (this.received.get(ssrc) ?? 0), 0) ?? 0
  }

  consumerOf(identity: string, source: MediaSource): ConsumerParameters | undefined {
    return [...this.consumers.values()].find((one) => one.identity === identity && one.source === source)
  }

  noticesOf<N extends MediaNoticeName>(name: N): MediaNotices[N][] {
    return this.notices.filter((one) => one.name === name).map((one) => one.notice as MediaNotices[N])
  }

  waitNotice<N extends MediaNoticeName>(
    name: N,
    fits: (notice: MediaNotices[N]) => boolean = () => true,
    withinMs = 5_000,
  ): Promise<MediaNotices[N]> {
    return waitFor(`notice ${name}`, () => this.noticesOf(name).find(fits), withinMs)
  }

  /** Resolves once packets of this consumer have come since now. */
  async waitPackets(consumerId: string, count = 5, withinMs = 5_000): Promise<void> {
    const before = this.packetsOf(consumerId)
    await waitFor(`packets of ${consumerId}`, () => this.packetsOf(consumerId) >= before + count, withinMs)
  }

  close(): void {
    for (const track of this.#tracks) void track.stop()
    for (const line of this.#lines) void this.#webrtc.call({ order: 'close', line })
    this.#lines.clear()
    this.socket.disconnect()
  }

  #handleNotice(name: MediaNoticeName, body: unknown): void {
    const notice = MEDIA_NOTICES[name].parse(body)
    this.notices.push({ name, notice, at: Date.now() } as NoticeRecord)
    if (name === 'consumer') {
      const consumer = notice as ConsumerParameters
      this.consumers.set(consumer.id, consumer)
    }
    if (name === 'consumer_closed') this.consumers.delete((notice as { consumerId: string }).consumerId)
  }

  #handlePackets(ssrc: number, packets: number): void {
    this.received.set(ssrc, (this.received.get(ssrc) ?? 0) + packets)
  }

  #lineName(direction: 'send' | 'receive'): string {
    return `${direction} ${this.joined?.peerId}`
  }
}

export function parametersOf(kind: 'audio' | 'video', ssrcs: readonly number[]): Record<string, unknown> {
  const codec =
    kind === 'audio'
      ? { mimeType: 'audio/opus', payloadType: OPUS_PAYLOAD_TYPE, clockRate: 48_000, channels: 2 }
      : { mimeType: 'video/VP8', payloadType: VP8_PAYLOAD_TYPE, clockRate: 90_000 }
  return {
    codecs: [{ ...codec, parameters: {}, rtcpFeedback: [] }],
    headerExtensions: [],
    encodings: ssrcs.map((ssrc) => ({ ssrc, ...(kind === 'video' ? { scalabilityMode: 'L1T1' } : {}) })),
    rtcp: { cname: `test-${ssrcs[0]}` },
  }
}
