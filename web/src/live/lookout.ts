import type { ReconnectPolicy } from './reconnect-policy.ts'

/** A request that says nothing for so long gets another one beside it, ms: TCP repeats its connect packet ever more seldom. */
const SILENT_MS = 2_500
/** Browsers open six connections to one host, and keep trying those whose request was given up. */
const MOST = 6

interface LookoutOptions {
  url: string
  policy: ReconnectPolicy
  /** The other side answers; told at every answer until `stop`. */
  onAnswer: () => void
}

/**
 * Watches by small requests for the other side to come back. A browser makes one WebSocket handshake to a host at a time and
 * punishes failed ones, so those are made when there is somebody to answer.
 */
export class Lookout {
  readonly #options: LookoutOptions
  #watch: AbortController | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #onTheWay = 0
  #asked = 0

  constructor(options: LookoutOptions) {
    this.#options = options
  }

  /** Gives the attempt that begins now the time it needs on a fast line, or on one of this round trip, before it asks. */
  start(rttMs: number | null): void {
    if (this.#watch) return
    this.#watch = new AbortController()
    this.#asked = 0
    this.#onTheWay = 0
    this.#plan(this.#options.policy.youth(rttMs))
  }

  stop(): void {
    this.#watch?.abort()
    this.#watch = null
    clearTimeout(this.#timer)
  }

  #plan(afterMs: number): void {
    clearTimeout(this.#timer)
    const watch = this.#watch
    if (watch) this.#timer = setTimeout(() => void this.#ask(watch), afterMs)
  }

  async #ask(watch: AbortController): Promise<void> {
    this.#plan(SILENT_MS)
    if (this.#onTheWay >= MOST) return
    this.#asked += 1
    this.#onTheWay += 1
    const isThere = await this.#isThere(watch.signal)
    if (this.#watch !== watch) return
    this.#onTheWay -= 1
    this.#plan(this.#options.policy.gap(this.#asked))
    if (isThere) this.#options.onAnswer()
  }

  async #isThere(signal: AbortSignal): Promise<boolean> {
    // Without cookies, so that these connections are not the ones that the portal's own requests wait for.
    const request = fetch(this.#options.url, { cache: 'no-store', credentials: 'omit', signal })
    return request.then(
      ({ ok }) => ok,
      () => false,
    )
  }
}
