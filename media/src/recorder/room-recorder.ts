import type { Directive, MediaSource, RecordedSource } from '@tongke/contract'
import type { types } from 'mediasoup'
import type { Logger } from 'pino'
import { newId } from '../ids.ts'
import type { Peer } from '../peer.ts'
import type { Publication } from '../publication.ts'
import { isRecorded, RECORDED_LAYER } from './record-order.ts'
import type { Recorder } from './recorder.ts'
import { type Sample, Stretch } from './stretch.ts'
import { TrackReader, wallTime } from './track-reader.ts'
import type { Layout } from './webm.ts'

export interface RoomRecorderOptions {
  readonly recorder: Recorder
  readonly router: types.Router
  readonly log: Logger
}

const TICK_MS = 200

const SOURCE: Record<MediaSource, RecordedSource> = {
  camera: 'camera',
  microphone: 'camera',
  screen: 'screen',
  screen_audio: 'screen',
}

const isVp8 = ({ producer }: Publication): boolean =>
  producer.rtpParameters.codecs.some(({ mimeType }) => mimeType.toLowerCase() === 'video/vp8')

/** Sound and picture of one place: their readers, and the streams they become. */
class Place {
  readonly readers = new Map<Publication, TrackReader>()
  readonly opening = new Set<Publication>()
  readonly stretch: Stretch

  constructor(
    source: RecordedSource,
    open: (layout: Layout, startedAt: number) => ReturnType<Recorder['begin']>,
  ) {
    this.stretch = new Stretch(source, {
      open,
      askKeyFrame: () => {
        for (const reader of this.readers.values()) reader.askKeyFrame()
      },
    })
  }
}

/**
 * Records a room while the class plane orders it. It is one more receiver of the room's tracks and asks for no layer that
 * is not sent anyway; whatever fails here is logged, and the room goes on.
 */
export class RoomRecorder {
  readonly #options: RoomRecorderOptions
  readonly #places = new Map<string, Place>()
  readonly #connections = new WeakMap<Peer, string>()
  readonly #timer: NodeJS.Timeout
  #transport: Promise<types.DirectTransport> | null = null
  #closed = false

  constructor(options: RoomRecorderOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#guarded(() => this.#tick()), TICK_MS).unref()
  }

  /** Brings what is recorded in line with who is there and what is ordered. May be called at any time. */
  sync(peers: readonly Peer[], directive: Directive): void {
    if (this.#closed) return
    this.#guarded(() => {
      const wanted = new Map<Publication, Peer>()
      for (const peer of peers)
        for (const publication of peer.publications)
          if (
            !publication.closed &&
            isRecorded(peer.claims, publication, directive) &&
            this.#isReadable(publication)
          )
            wanted.set(publication, peer)
      this.#drop(wanted)
      for (const [publication, peer] of wanted) this.#take(publication, peer)
    })
  }

  /** The layer recording is worth to ask for when nobody else looks; -1 for a track that is not recorded. */
  demandOf(publication: Publication): number {
    for (const place of this.#places.values())
      if (place.readers.has(publication)) return RECORDED_LAYER[SOURCE[publication.source]]
    return -1
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    this.#guarded(() => this.#drop(new Map()))
    this.#transport?.then((transport) => transport.close()).catch(() => undefined)
  }

  /** Clients of ours send VP8; the picture of another codec is not recorded, its sound is. */
  #isReadable(publication: Publication): boolean {
    return publication.kind === 'audio' || isVp8(publication)
  }

  #take(publication: Publication, peer: Peer): void {
    const place = this.#placeOf(publication, peer)
    if (place.readers.has(publication) || place.opening.has(publication)) return
    place.opening.add(publication)
    this.#read(place, publication)
      .catch((error: unknown) => {
        if (!this.#closed && !publication.closed) this.#fault(error)
      })
      .finally(() => place.opening.delete(publication))
  }

  async #read(place: Place, publication: Publication): Promise<void> {
    const { router } = this.#options
    this.#transport ??= router.createDirectTransport()
    const transport = await this.#transport
    const onSample = (sample: Sample, now: number) => this.#guarded(() => place.stretch.push(sample, now))
    const reader = await TrackReader.open({ transport, router, publication, onSample })
    place.readers.set(publication, reader)
    if (this.#closed || publication.closed) reader.close()
    reader.askKeyFrame()
  }

  #placeOf(publication: Publication, peer: Peer): Place {
    const source = SOURCE[publication.source]
    const key = `${this.#connectionOf(peer)} ${source}`
    const known = this.#places.get(key)
    if (known) return known
    const place = new Place(source, (layout, startedAt) => this.#open(key, peer, source, layout, startedAt))
    this.#places.set(key, place)
    return place
  }

  /** Another connection is another stream; one that was lost and came back goes on with its tracks under a new id. */
  #connectionOf(peer: Peer): string {
    const known = this.#connections.get(peer) ?? peer.id
    this.#connections.set(peer, known)
    return known
  }

  #open(key: string, peer: Peer, source: RecordedSource, layout: Layout, startedAt: number) {
    const { recorder, log } = this.#options
    const { identity, lessonId } = peer.claims
    const stream = {
      id: newId(),
      identity,
      source,
      videoCodec: layout.video ? ('vp8' as const) : null,
      audioCodec: layout.audio ? ('opus' as const) : null,
    }
    log.info({ stream }, 'recording')
    const about = { lessonId: lessonId ?? '', stream, connection: peer.id, startedAt }
    return recorder.begin(about, log, () => this.#places.get(key)?.stretch.end())
  }

  #drop(wanted: ReadonlyMap<Publication, Peer>): void {
    for (const [key, place] of this.#places) {
      for (const [publication, reader] of place.readers) {
        if (wanted.has(publication) && !reader.closed) continue
        place.readers.delete(publication)
        reader.close()
      }
      if (place.readers.size > 0 || place.opening.size > 0) continue
      place.stretch.end()
      this.#places.delete(key)
    }
  }

  #tick(): void {
    for (const place of this.#places.values()) place.stretch.tick(wallTime())
  }

  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#fault(error)
    }
  }

  #fault(error: unknown): void {
    this.#options.recorder.fault(this.#options.log, error)
  }
}
