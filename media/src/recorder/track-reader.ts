import type { types } from 'mediasoup'
import type { Publication } from '../publication.ts'
import { Reorder } from './reorder.ts'
import { readRtp } from './rtp.ts'
import type { Sample } from './stretch.ts'
import { TrackClock } from './track-clock.ts'
import { Vp8Frames } from './vp8.ts'

const CLOCK_RATE = { audio: 48_000, video: 90_000 } as const
const KEY_FRAME_EVERY_MS = 1_000

/** Wall time that never jumps back. */
export const wallTime = (): number => performance.timeOrigin + performance.now()

export interface TrackReaderOptions {
  readonly transport: types.DirectTransport
  readonly router: types.Router
  readonly publication: Publication
  readonly onSample: (sample: Sample, now: number) => void
}

/** One track on its way into the recorder: the best layer that flows, in order and on the wall's clock. */
export class TrackReader {
  readonly publication: Publication
  readonly #consumer: types.Consumer
  #askedAt = 0

  static async open({ transport, router, publication, onSample }: TrackReaderOptions): Promise<TrackReader> {
    const consumer = await transport.consume({
      producerId: publication.id,
      rtpCapabilities: router.rtpCapabilities,
      paused: true,
      ...(publication.isLayered ? { preferredLayers: { spatialLayer: publication.topLayer } } : {}),
    })
    const reader = new TrackReader(publication, consumer, onSample)
    await consumer.resume()
    return reader
  }

  private constructor(
    publication: Publication,
    consumer: types.Consumer,
    onSample: TrackReaderOptions['onSample'],
  ) {
    this.publication = publication
    this.#consumer = consumer
    const { kind } = publication
    const clock = new TrackClock(CLOCK_RATE[kind])
    const reorder = kind === 'video' ? this.#readVideo(clock, onSample) : this.#readAudio(clock, onSample)
    // What goes wrong with a packet costs this packet, never the room.
    consumer.on('rtp', (bytes) => {
      const packet = readRtp(bytes, wallTime())
      if (packet) reorder.push(packet)
    })
  }

  get closed(): boolean {
    return this.#consumer.closed
  }

  askKeyFrame(): void {
    const now = wallTime()
    if (this.closed || this.publication.kind !== 'video' || now - this.#askedAt < KEY_FRAME_EVERY_MS) return
    this.#askedAt = now
    this.#consumer.requestKeyFrame().catch(() => undefined)
  }

  close(): void {
    this.#consumer.close()
  }

  #readVideo(clock: TrackClock, onSample: TrackReaderOptions['onSample']): Reorder {
    const frames = new Vp8Frames(
      ({ timestamp, at, isKey, size, data }) =>
        onSample({ kind: 'video', at: clock.time(timestamp, at), isKey, size, data }, at),
      () => this.askKeyFrame(),
    )
    return new Reorder(
      (packet) => frames.push(packet),
      () => frames.gap(),
    )
  }

  #readAudio(clock: TrackClock, onSample: TrackReaderOptions['onSample']): Reorder {
    return new Reorder(
      ({ timestamp, at, payload }) =>
        onSample(
          {
            kind: 'audio',
            at: clock.time(timestamp, at),
            isKey: true,
            size: null,
            data: Buffer.from(payload),
          },
          at,
        ),
      () => undefined,
    )
  }
}
