import type { AudiencePiece, AudienceStream } from '@tongke/contract'

export interface StreamPlayerPorts {
  /** @throws Error when it does not come */
  readonly fetchPiece: (number: number) => Promise<ArrayBuffer>
  /** The browser wants a touch before it lets sound out. */
  readonly onBlocked: () => void
}

const KEEP_BEHIND_S = 20
/** Further off is jumped, less is caught up by playing faster or slower. */
const JUMP_S = 1
const NEAR_S = 0.15
const RETRY_MS = 1_000

const mimeOf = ({ videoCodec, audioCodec }: AudienceStream): string => {
  const codecs = [videoCodec, audioCodec].filter((codec) => codec !== null)
  return `${videoCodec ? 'video' : 'audio'}/webm; codecs="${codecs.join(',')}"`
}

export const canPlay = (stream: AudienceStream): boolean =>
  typeof MediaSource !== 'undefined' && MediaSource.isTypeSupported(mimeOf(stream))

/**
 * Plays one recorded stream in one element: fetches its pieces in order and keeps the element at the wall time it is told.
 * Times in the pieces are since the stream's start, so that all elements of a lesson run together.
 */
export class StreamPlayer {
  readonly #element: HTMLMediaElement
  readonly #ports: StreamPlayerPorts
  readonly #startedAt: number
  readonly #source = new MediaSource()
  readonly #address: string
  readonly #opened: Promise<SourceBuffer>
  #wanted: readonly AudiencePiece[] = []
  readonly #done = new Set<number>()
  #isFetching = false
  #isClosed = false

  constructor(element: HTMLMediaElement, stream: AudienceStream, ports: StreamPlayerPorts) {
    this.#element = element
    this.#ports = ports
    this.#startedAt = stream.startedAt
    this.#address = URL.createObjectURL(this.#source)
    this.#opened = new Promise((resolve, reject) => {
      this.#source.addEventListener(
        'sourceopen',
        () => {
          try {
            resolve(this.#source.addSourceBuffer(mimeOf(stream)))
          } catch (error) {
            reject(error as Error)
          }
        },
        { once: true },
      )
    })
    this.#opened.catch(() => undefined)
    element.src = this.#address
  }

  /** The newest list of pieces. */
  update({ pieces }: AudienceStream): void {
    this.#wanted = pieces
    if (!this.#isFetching) void this.#fetchAll()
  }

  /** Brings the element to a wall time, ms; it stands still where there is nothing. */
  sync(wall: number): void {
    const at = (wall - this.#startedAt) / 1000
    const element = this.#element
    if (!this.#has(at)) {
      if (!element.paused) element.pause()
      return
    }
    const off = at - element.currentTime
    if (Math.abs(off) > JUMP_S) element.currentTime = at
    element.playbackRate = Math.abs(off) < NEAR_S ? 1 : off > 0 ? 1.06 : 0.94
    if (element.paused) this.#play()
  }

  close(): void {
    this.#isClosed = true
    this.#element.removeAttribute('src')
    this.#element.load()
    URL.revokeObjectURL(this.#address)
  }

  #play(): void {
    this.#element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#ports.onBlocked()
    })
  }

  #has(at: number): boolean {
    const { buffered } = this.#element
    for (let index = 0; index < buffered.length; index += 1)
      if (buffered.start(index) <= at && at < buffered.end(index)) return true
    return false
  }

  async #fetchAll(): Promise<void> {
    this.#isFetching = true
    try {
      const buffer = await this.#opened
      for (let next = this.#next(); next && !this.#isClosed; next = this.#next()) {
        const bytes = await this.#ports.fetchPiece(next.number)
        if (this.#isClosed) return
        this.#done.add(next.number)
        await this.#append(buffer, bytes)
      }
    } catch {
      // The next list of pieces tries again.
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    } finally {
      this.#isFetching = false
    }
  }

  #next(): AudiencePiece | undefined {
    return this.#wanted.find(({ number }) => !this.#done.has(number))
  }

  async #append(buffer: SourceBuffer, bytes: ArrayBuffer): Promise<void> {
    const behind = this.#element.currentTime - KEEP_BEHIND_S
    if (behind > 0 && buffer.buffered.length > 0 && buffer.buffered.start(0) < behind - KEEP_BEHIND_S) {
      buffer.remove(0, behind)
      await updated(buffer)
    }
    buffer.appendBuffer(bytes)
    await updated(buffer)
  }
}

const updated = (buffer: SourceBuffer): Promise<void> =>
  new Promise((resolve, reject) => {
    buffer.addEventListener('updateend', () => resolve(), { once: true })
    buffer.addEventListener('error', () => reject(new Error('The piece cannot be played')), { once: true })
  })
