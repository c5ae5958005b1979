import { PIECE_AIM_MS, PIECE_LIMIT_MS } from '@tongke/contract'
import { opusMs, SILENCE, SILENCE_MS } from './opus.ts'
import { AUDIO_TRACK, type Block, type Layout, VIDEO_TRACK, webmCluster, webmHeader } from './webm.ts'

/** Where the pieces of one stream go, one after another. */
export interface PieceSink {
  begin(number: number, header: Buffer): void
  append(cluster: Buffer): void
  finish(): void
}

/** Picture and sound come by different ways; they are put in order over so long, ms. */
const HOLD_MS = 600
/** A crash costs no more than the last cluster. */
const CLUSTER_MS = 1_000
/** Cut also without a key frame when the limit is so near, ms. */
const MARGIN_MS = 700
const ASK_EVERY_MS = 1_000
/** Sound that is so far behind the picture is not late, it is silent. */
const SILENT_AFTER_MS = 100

/**
 * Makes pieces of the frames of one stream: in order, each beginning with a key frame. Where there is no sound it writes
 * silence, since players stop at a hole in a track.
 */
export class StreamWriter {
  readonly layout: Layout
  readonly #startedAt: number
  readonly #sink: PieceSink
  readonly #header: Buffer
  #waiting: Block[] = []
  #cluster: Block[] = []
  #pieces = 0
  #isOpen = false
  #pieceStart = 0
  #lastTime = 0
  #audioEnd = 0
  #needsKey: boolean
  #askedAt = 0

  /** @param startedAt wall time of timestamp 0, ms */
  constructor(layout: Layout, startedAt: number, sink: PieceSink) {
    this.layout = layout
    this.#startedAt = startedAt
    this.#sink = sink
    this.#header = webmHeader(layout)
    this.#needsKey = layout.video !== null
  }

  get pieces(): number {
    return this.#pieces
  }

  /** @param at wall time of what is in it, ms */
  push(track: Block['track'], at: number, isKey: boolean, data: Buffer): void {
    if (track === VIDEO_TRACK ? !this.layout.video : !this.layout.audio) return
    this.#waiting.push({ track, time: Math.max(0, Math.round(at - this.#startedAt)), isKey, data })
  }

  /** Writes what is old enough. @returns whether a key frame is wanted so that the piece can end @param now wall, ms */
  tick(now: number): boolean {
    this.#release(now - this.#startedAt - HOLD_MS)
    if (!this.layout.video || this.#pieces === 0) return false
    const age = now - this.#startedAt - this.#pieceStart
    if (!(age >= PIECE_AIM_MS || this.#needsKey) || now - this.#askedAt < ASK_EVERY_MS) return false
    this.#askedAt = now
    return true
  }

  /** Writes all there is. */
  end(): void {
    this.#release(Infinity)
    this.#finishPiece()
  }

  #release(until: number): void {
    const due = this.#waiting.filter(({ time }) => time <= until).toSorted((a, b) => a.time - b.time)
    this.#waiting = this.#waiting.filter(({ time }) => time > until)
    for (const block of due) this.#place(block)
  }

  #place(block: Block): void {
    if (block.track === AUDIO_TRACK && block.time < this.#audioEnd - SILENCE_MS / 2) return
    this.#cutBefore(block)
    if (block.track === VIDEO_TRACK) {
      if (this.#needsKey && !block.isKey) return
      this.#needsKey = false
    }
    // A piece begins with its key frame.
    if (this.#needsKey && this.#pieces === 0) return
    if (block.isKey && block.track === VIDEO_TRACK && this.#pieces === 0) this.#audioEnd = block.time
    if (this.layout.audio && this.#pieces > 0) this.#fillSilence(block)
    this.#put(block)
    if (block.track === AUDIO_TRACK)
      this.#audioEnd = Math.max(this.#audioEnd, block.time) + Math.round(opusMs(block.data))
  }

  #cutBefore({ track, time, isKey }: Block): void {
    if (this.#pieces === 0) return
    const age = time - this.#pieceStart
    const mayBegin = this.layout.video ? track === VIDEO_TRACK && isKey : true
    if (age >= PIECE_AIM_MS && mayBegin) this.#finishPiece()
    else if (age >= PIECE_LIMIT_MS - MARGIN_MS) {
      this.#finishPiece()
      this.#needsKey = this.layout.video !== null
    }
  }

  #fillSilence({ track, time }: Block): void {
    const patience = track === VIDEO_TRACK ? SILENT_AFTER_MS : SILENCE_MS
    if (time - this.#audioEnd < patience) return
    while (this.#audioEnd + SILENCE_MS <= time) {
      this.#put({ track: AUDIO_TRACK, time: this.#audioEnd, isKey: true, data: SILENCE })
      this.#audioEnd += SILENCE_MS
    }
  }

  #put(block: Block): void {
    const time = Math.max(block.time, this.#lastTime)
    if (!this.#isOpen) this.#beginPiece(time)
    if (time - (this.#cluster[0]?.time ?? time) >= CLUSTER_MS) this.#flush()
    this.#cluster.push({ ...block, time })
    this.#lastTime = time
  }

  #beginPiece(time: number): void {
    this.#isOpen = true
    this.#pieces += 1
    this.#pieceStart = time
    this.#sink.begin(this.#pieces, this.#header)
  }

  #flush(): void {
    if (this.#cluster.length === 0) return
    this.#sink.append(webmCluster(this.#cluster))
    this.#cluster = []
  }

  #finishPiece(): void {
    if (!this.#isOpen) return
    this.#flush()
    this.#sink.finish()
    this.#isOpen = false
  }
}
