import type { ConsumerParameters, MediaIdentity, MediaSource } from '@tongke/contract'
import { Store, type ReadStore } from '../store.ts'
import { wait } from '../wait.ts'

export interface RemoteSource {
  identity: MediaIdentity
  source: MediaSource
  kind: 'audio' | 'video'
  /** The same object as long as the room lasts: an element that shows it never has to change. */
  stream: MediaStream
  /** False: what is shown is the last picture of a connection that is gone. */
  isLive: boolean
  /** The sender, or the order of the lesson, holds it back. */
  isPaused: boolean
}
export type RemoteKey = `${MediaIdentity}/${MediaSource}`
export const keyOf = (identity: MediaIdentity, source: MediaSource): RemoteKey => `${identity}/${source}`

export type RemoteView = Readonly<Partial<Record<RemoteKey, RemoteSource>>>

/** How long an old picture waits for the new connection's first one, and how often we look, ms. */
const FIRST_FRAME_LIMIT_MS = 4_000
const LOOK_EVERY_MS = 40

interface Arrival {
  parameters: ConsumerParameters
  track: MediaStreamTrack
  getStats: () => Promise<RTCStatsReport>
}

const framesDecoded = (stats: RTCStatsReport): number => {
  let frames = 0
  stats.forEach((entry: { type: string; framesDecoded?: number }) => {
    if (entry.type === 'inbound-rtp') frames += entry.framesDecoded ?? 0
  })
  return frames
}

/**
 * What others send, as one long-lived stream per (identity, source). Make before break: while a new connection replaces an
 * old one, the old picture stays until the new one has decoded its first frame.
 */
export class RemoteStreams {
  readonly view: ReadStore<RemoteView>
  readonly #view = new Store<RemoteView>({})
  /** The newest track of each key; an older arrival that still waits for its picture gives up. */
  readonly #newest = new Map<RemoteKey, MediaStreamTrack>()

  constructor() {
    this.view = this.#view
  }

  /** Shows a new track; resolves when it is in its stream. */
  async attach({ parameters, track, getStats }: Arrival): Promise<void> {
    const { identity, source, kind, producerPaused } = parameters
    const key = keyOf(identity, source)
    const known = this.#view.get()[key]
    this.#newest.set(key, track)
    const stream = known?.stream ?? new MediaStream()
    const hasOldPicture = kind === 'video' && stream.getTracks().length > 0
    if (hasOldPicture && !producerPaused) await this.#firstFrame(key, track, getStats)
    if (this.#newest.get(key) !== track) return
    this.#replace(stream, track)
    const isPaused = this.#view.get()[key]?.isPaused ?? producerPaused
    this.#put(key, {
      identity,
      source,
      kind,
      stream,
      isLive: true,
      isPaused: hasOldPicture ? isPaused : producerPaused,
    })
  }

  pause(key: RemoteKey, isPaused: boolean): void {
    this.#change(key, { isPaused })
  }

  /** Its owner is here or away; a source that was lost stays so until its next track. */
  mark(key: RemoteKey, isHere: boolean): void {
    if (this.#newest.has(key)) this.#change(key, { isLive: isHere })
  }

  /** The connection behind it is gone; the last picture stays in the stream for whoever wants to keep it. */
  lose(key: RemoteKey): void {
    this.#newest.delete(key)
    this.#change(key, { isLive: false })
  }

  loseAll(): void {
    for (const key of Object.keys(this.#view.get()) as RemoteKey[]) this.#change(key, { isLive: false })
  }

  /** Forgets everything that a finished rejoin did not bring again. */
  keepOnly(keys: ReadonlySet<RemoteKey>): void {
    for (const key of Object.keys(this.#view.get()) as RemoteKey[]) if (!keys.has(key)) this.lose(key)
  }

  clear(): void {
    this.#newest.clear()
    for (const remote of Object.values(this.#view.get()))
      for (const track of remote?.stream.getTracks() ?? []) remote?.stream.removeTrack(track)
    this.#view.set({})
  }

  async #firstFrame(key: RemoteKey, track: MediaStreamTrack, getStats: Arrival['getStats']): Promise<void> {
    const deadline = Date.now() + FIRST_FRAME_LIMIT_MS
    while (Date.now() < deadline && this.#newest.get(key) === track) {
      const stats = await getStats().catch(() => null)
      if (!stats || framesDecoded(stats) > 0) return
      await wait(LOOK_EVERY_MS)
    }
  }

  #replace(stream: MediaStream, track: MediaStreamTrack): void {
    const old = stream.getTracks()
    if (!old.includes(track)) stream.addTrack(track)
    for (const one of old) if (one !== track) stream.removeTrack(one)
  }

  #change(key: RemoteKey, change: Partial<RemoteSource>): void {
    const known = this.#view.get()[key]
    if (known) this.#put(key, { ...known, ...change })
  }

  #put(key: RemoteKey, remote: RemoteSource): void {
    this.#view.set({ ...this.#view.get(), [key]: remote })
  }
}
