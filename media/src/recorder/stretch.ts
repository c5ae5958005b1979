import type { RecordedSource } from '@tongke/contract'
import { StreamWriter, type PieceSink } from './stream-writer.ts'
import { AUDIO_TRACK, type Layout, VIDEO_TRACK } from './webm.ts'

/** A frame of a picture or a packet of sound, with the wall time of what is in it, ms. */
export interface Sample {
  readonly kind: 'video' | 'audio'
  readonly at: number
  readonly isKey: boolean
  readonly size: { readonly width: number; readonly height: number } | null
  readonly data: Buffer
}

export interface OpenStream {
  readonly sink: PieceSink
  close(): void
}

export interface StretchPorts {
  /** @param startedAt wall time of timestamp 0, ms */
  readonly open: (layout: Layout, startedAt: number) => OpenStream
  readonly askKeyFrame: () => void
}

/** Nothing for so long is the end of a track. A screen that does not change sends nothing for a while. */
const STALLED_MS: Record<RecordedSource, number> = { camera: 2_500, screen: 30_000 }
/** Sound waits so long for a picture to begin with it. */
const PATIENCE_MS = 1_500

/**
 * The streams of one source, one after another: with the picture while there is one, else of sound alone, and none while
 * there is neither.
 */
export class Stretch {
  readonly #source: RecordedSource
  readonly #ports: StretchPorts
  #early: Sample[] = []
  #open: { writer: StreamWriter; stream: OpenStream } | null = null
  readonly #seen = { video: 0, audio: 0 }

  constructor(source: RecordedSource, ports: StretchPorts) {
    this.#source = source
    this.#ports = ports
  }

  /** @param now wall, ms */
  push(sample: Sample, now: number): void {
    this.#seen[sample.kind] = now
    if (this.#open && sample.kind === 'video' && !this.#open.writer.layout.video) {
      if (!sample.isKey) return this.#ports.askKeyFrame()
      this.end()
    }
    if (this.#open) return this.#write(sample)
    this.#early.push(sample)
    if (sample.kind === 'video' && sample.isKey) this.#begin(sample)
  }

  tick(now: number): void {
    if (this.#open) this.#watch(this.#open.writer, now)
    else if (this.#early.length > 0) this.#wait(now)
  }

  end(): void {
    this.#early = []
    if (!this.#open) return
    const { writer, stream } = this.#open
    this.#open = null
    writer.end()
    stream.close()
  }

  #begin(first: Sample): void {
    const video = first.kind === 'video' ? first.size : null
    if (first.kind === 'video' && !video) return
    const audio = this.#source === 'camera' || this.#early.some(({ kind }) => kind === 'audio')
    const layout = { video, audio }
    const stream = this.#ports.open(layout, Math.round(first.at))
    this.#open = { writer: new StreamWriter(layout, Math.round(first.at), stream.sink), stream }
    const early = this.#early
    this.#early = []
    for (const sample of early) if (sample.at >= first.at) this.#write(sample)
  }

  #write({ kind, at, isKey, data }: Sample): void {
    this.#open?.writer.push(kind === 'video' ? VIDEO_TRACK : AUDIO_TRACK, at, isKey, data)
  }

  #watch(writer: StreamWriter, now: number): void {
    const limit = STALLED_MS[this.#source]
    const [video, audio] = [now - this.#seen.video, now - this.#seen.audio]
    if (writer.layout.video ? video > limit : audio > limit) return this.end()
    if (writer.tick(now)) this.#ports.askKeyFrame()
  }

  /** Deltas of a picture without their key frame are of no use. */
  #wait(now: number): void {
    const sound = this.#early.find(({ kind }) => kind === 'audio')
    this.#early = this.#early.filter(({ kind, at }) => kind === 'audio' && now - at < 2 * PATIENCE_MS)
    if (now - this.#seen.video < PATIENCE_MS) this.#ports.askKeyFrame()
    if (!sound || now - sound.at < PATIENCE_MS || this.#source === 'screen') return
    const [first] = this.#early
    if (first && now - this.#seen.audio < PATIENCE_MS) this.#begin(first)
  }
}
