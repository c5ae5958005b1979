import type { ReplayPiece, ReplayStream } from '@tongke/contract'

/** So much is fetched ahead of what is shown. */
const AHEAD_MS = 24_000
/** So much of what was shown is kept, for a look back. */
const BEHIND_MS = 60_000
/** Pieces that follow each other so closely are one stretch. */
const SAME_STRETCH_MS = 400
const PAUSE_AFTER_FAULT_MS = 1_000

export type FetchPiece = (streamId: string, number: number, signal: AbortSignal) => Promise<ArrayBuffer>

/**
 * Feeds one recorded stream to one media element: each piece to its place on the replay's clock. Every piece is a WebM
 * of its own with the stream's times, so all a player has to do is to move them. (A DASH player would want a manifest and
 * an element for each stream just the same, and knows nothing of several streams on one clock.)
 */
export class StreamFeeder {
  private readonly media = new MediaSource()
  private readonly address = URL.createObjectURL(this.media)
  private readonly stopped = new AbortController()
  /** Places in the list of pieces that are in the buffer. */
  private readonly there = new Set<number>()
  private buffer: SourceBuffer | undefined
  private busy = false
  private restUntil = 0
  private fetching: { index: number; abort: AbortController } | undefined

  constructor(
    readonly stream: ReplayStream,
    readonly element: HTMLMediaElement,
    durationMs: number,
    private readonly fetchPiece: FetchPiece,
    private readonly onFault: (error: unknown) => void,
  ) {
    element.src = this.address
    this.media.addEventListener('sourceopen', () => this.open(durationMs), { once: true })
  }

  /** Whether anything was recorded at a place. */
  has(at: number): boolean {
    return this.pieceAt(at) !== undefined
  }

  /** Whether it can be shown there at once. */
  isReady(at: number): boolean {
    const { buffered } = this.element
    const seconds = at / 1000
    for (let index = 0; index < buffered.length; index += 1)
      if (buffered.start(index) <= seconds + 0.05 && seconds < buffered.end(index)) return true
    return false
  }

  /** Fetches what is missing around a place, one piece after another. */
  pump(at: number): void {
    if (!this.buffer || this.busy || this.stopped.signal.aborted || performance.now() < this.restUntil) return
    const index = this.nextFor(at)
    if (this.fetching && this.fetching.index !== index) this.fetching.abort.abort()
    if (index === undefined || this.fetching) return
    void this.take(index, at)
  }

  close(): void {
    this.stopped.abort()
    this.fetching?.abort.abort()
    this.element.removeAttribute('src')
    this.element.load()
    URL.revokeObjectURL(this.address)
  }

  private open(durationMs: number) {
    this.media.duration = durationMs / 1000
    this.buffer = this.media.addSourceBuffer(this.stream.mimeType)
  }

  private pieceAt(at: number): ReplayPiece | undefined {
    return this.stream.pieces.find((piece, index) => piece.at <= at && at < this.endOf(index))
  }

  /** Tiny gaps between pieces are none. */
  private endOf(index: number): number {
    const { pieces } = this.stream
    const piece = pieces[index] as ReplayPiece
    const end = piece.at + piece.playMs
    const next = pieces[index + 1]?.at
    return next !== undefined && next - end < SAME_STRETCH_MS ? Math.max(end, next) : end
  }

  private nextFor(at: number): number | undefined {
    const index = this.stream.pieces.findIndex(
      (piece, place) => this.endOf(place) > at && piece.at < at + AHEAD_MS && !this.there.has(place),
    )
    return index < 0 ? undefined : index
  }

  private async take(index: number, at: number): Promise<void> {
    const abort = new AbortController()
    this.fetching = { index, abort }
    try {
      const piece = this.stream.pieces[index] as ReplayPiece
      const content = await this.fetchPiece(this.stream.id, piece.number, abort.signal)
      this.busy = true
      await this.forget(at)
      await this.append(index, content)
      this.there.add(index)
    } catch (error) {
      if (abort.signal.aborted || this.stopped.signal.aborted) return
      this.restUntil = performance.now() + PAUSE_AFTER_FAULT_MS
      this.onFault(error)
    } finally {
      this.busy = false
      this.fetching = undefined
    }
  }

  private async append(index: number, content: ArrayBuffer): Promise<void> {
    const buffer = this.buffer
    if (!buffer) return
    const piece = this.stream.pieces[index] as ReplayPiece
    // Ends the piece before, whose length its file does not say.
    buffer.abort()
    buffer.timestampOffset = (piece.at - piece.skipMs - piece.mediaMs) / 1000
    buffer.appendWindowEnd = Infinity
    buffer.appendWindowStart = piece.skipMs > 0 ? piece.at / 1000 : 0
    const next = this.stream.pieces[index + 1]
    const isLastOfStretch = !next || next.at - (piece.at + piece.playMs) >= SAME_STRETCH_MS || next.skipMs > 0
    if (isLastOfStretch) buffer.appendWindowEnd = (piece.at + piece.playMs) / 1000 + 0.1
    await updated(buffer, () => buffer.appendBuffer(content))
  }

  private async forget(at: number): Promise<void> {
    const buffer = this.buffer
    const before = (at - BEHIND_MS) / 1000
    if (!buffer || buffer.buffered.length === 0 || buffer.buffered.start(0) > before) return
    await updated(buffer, () => buffer.remove(0, before))
    for (const index of this.there)
      if ((this.stream.pieces[index] as ReplayPiece).at < before * 1000) this.there.delete(index)
  }
}

function updated(buffer: SourceBuffer, begin: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      buffer.removeEventListener('updateend', done)
      buffer.removeEventListener('error', failed)
      resolve()
    }
    const failed = () => {
      buffer.removeEventListener('updateend', done)
      buffer.removeEventListener('error', failed)
      reject(new Error('A piece of the recording cannot be read'))
    }
    buffer.addEventListener('updateend', done)
    buffer.addEventListener('error', failed)
    begin()
  })
}
