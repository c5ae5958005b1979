import type { Replay, ReplayStream } from '@tongke/contract'
import { Store, type ReadStore } from '../store.ts'
import { isPlayed } from './active.rules.ts'
import { StreamFeeder, type FetchPiece } from './stream-feeder.ts'

const TICK_MS = 100
/** Streams that are so far from the clock are moved to it; below that nobody sees or hears it. */
const DRIFT_MS = 150
const SEEK_MS = 1_000

export interface PlayerState {
  readonly at: number
  readonly playing: boolean
  /** It would play, but pieces are on their way. */
  readonly waiting: boolean
  readonly pace: number
  readonly volume: number
  readonly muted: boolean
  readonly fault: boolean
}

const START: PlayerState = {
  at: 0,
  playing: false,
  waiting: false,
  pace: 1,
  volume: 1,
  muted: false,
  fault: false,
}

/**
 * Plays the streams of a recording on one clock. The lecturer's sound leads while it is there, so that it is never bent;
 * the others follow. Where nothing was recorded the clock goes on alone, with the pages.
 */
export class ReplayPlayer {
  private readonly store: Store<PlayerState>
  readonly state: ReadStore<PlayerState>
  private readonly feeders = new Map<string, StreamFeeder>()
  private readonly timer = setInterval(() => this.tick(), TICK_MS)
  private last = performance.now()

  /** @param from goes on from there: the same recording has grown meanwhile */
  constructor(
    private readonly replay: Pick<Replay, 'durationMs' | 'stages' | 'shares'>,
    private readonly fetchPiece: FetchPiece,
    from: PlayerState = START,
  ) {
    const at = Math.min(replay.durationMs, from.at)
    this.store = new Store<PlayerState>({ ...from, at, waiting: false, fault: false })
    this.state = this.store
  }

  /** @returns the way to let go of it */
  attach(stream: ReplayStream, element: HTMLMediaElement): () => void {
    const feeder = new StreamFeeder(stream, element, this.replay.durationMs, this.fetchPiece, () =>
      this.store.patch({ fault: true }),
    )
    this.feeders.set(stream.id, feeder)
    return () => {
      this.feeders.delete(stream.id)
      feeder.close()
    }
  }

  play(): void {
    this.store.patch({ playing: true, fault: false })
    if (this.store.get().at >= this.replay.durationMs) this.store.patch({ at: 0 })
    this.last = performance.now()
    this.tick()
  }

  pause(): void {
    this.store.patch({ playing: false, waiting: false })
    this.tick()
  }

  toggle(): void {
    if (this.store.get().playing) this.pause()
    else this.play()
  }

  seek(at: number): void {
    this.store.patch({ at: Math.round(Math.max(0, Math.min(this.replay.durationMs, at))) })
    for (const { element, stream } of this.feeders.values())
      if (isPlayed(stream, this.replay, this.store.get().at)) element.currentTime = this.store.get().at / 1000
    this.tick()
  }

  setPace(pace: number): void {
    this.store.patch({ pace })
  }

  setVolume(volume: number): void {
    this.store.patch({ volume: Math.max(0, Math.min(1, volume)), muted: false })
  }

  setMuted(muted: boolean): void {
    this.store.patch({ muted })
  }

  close(): void {
    clearInterval(this.timer)
    for (const feeder of this.feeders.values()) feeder.close()
    this.feeders.clear()
  }

  private tick(): void {
    const now = performance.now()
    const passed = now - this.last
    this.last = now
    const { playing, pace } = this.store.get()
    const active = this.active()
    const waiting = playing && active.some((feeder) => !feeder.isReady(this.store.get().at))
    if (playing && !waiting) this.advance(passed * pace, active)
    this.store.patch({ waiting, ...(waiting || !playing ? {} : { fault: false }) })
    const { at } = this.store.get()
    for (const feeder of this.feeders.values()) this.guide(feeder, at, playing && !waiting)
    if (playing && at >= this.replay.durationMs) this.pause()
  }

  /** Those that have something to show now. */
  private active(): StreamFeeder[] {
    const { at } = this.store.get()
    return [...this.feeders.values()].filter(
      (feeder) => isPlayed(feeder.stream, this.replay, at) && feeder.has(at),
    )
  }

  private advance(passed: number, active: readonly StreamFeeder[]): void {
    const { at } = this.store.get()
    const leader = active.find(
      ({ stream, element }) =>
        stream.legId === null &&
        stream.source === 'camera' &&
        !element.paused &&
        !element.seeking &&
        Math.abs(element.currentTime * 1000 - at) < SEEK_MS,
    )
    const next = leader ? leader.element.currentTime * 1000 : at + passed
    this.store.patch({ at: Math.min(this.replay.durationMs, Math.round(leader ? next : Math.max(at, next))) })
  }

  private guide(feeder: StreamFeeder, at: number, isPlaying: boolean): void {
    const { element, stream } = feeder
    const { pace, volume, muted } = this.store.get()
    feeder.pump(at)
    element.volume = volume
    element.muted = muted
    element.playbackRate = pace
    const goes = isPlayed(stream, this.replay, at) && feeder.has(at) && feeder.isReady(at)
    if (goes && !element.seeking && Math.abs(element.currentTime * 1000 - at) > this.allowed(feeder))
      element.currentTime = at / 1000
    if (goes && isPlaying && element.paused) void element.play().catch(() => undefined)
    if (!(goes && isPlaying) && !element.paused) element.pause()
  }

  /** The leader is moved only when somebody seeks. */
  private allowed({ stream }: StreamFeeder): number {
    return stream.legId === null && stream.source === 'camera' ? SEEK_MS : DRIFT_MS * this.store.get().pace
  }
}
