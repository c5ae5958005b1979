import { MEDIA_HEARTBEAT_PATH, type MediaHeartbeat } from '@tongke/contract'
import type { Logger } from 'pino'
import { signedPost } from './signed-post.ts'

export interface HeartbeatOptions {
  readonly serverUrl: string
  readonly secret: string
}

const EVERY_MS = 1_000
const TIMEOUT_MS = 2_000

/** Tells the server once a second that the node lives, and at once when asked. */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  readonly #compose: () => MediaHeartbeat
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #inFlight = false
  #reached: boolean | null = null

  constructor(options: HeartbeatOptions, compose: () => MediaHeartbeat, log: Logger) {
    this.#options = options
    this.#compose = compose
    this.#log = log
    this.#timer = setInterval(() => void this.beat(), EVERY_MS)
    void this.beat()
  }

  async beat(): Promise<void> {
    if (this.#inFlight) return
    this.#inFlight = true
    const reached = await this.#post()
    this.#inFlight = false
    if (reached !== this.#reached)
      this.#log.info({ reached }, reached ? 'server reached' : 'server not reached')
    this.#reached = reached
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #post(): Promise<boolean> {
    try {
      const delivery = { ...this.#options, path: MEDIA_HEARTBEAT_PATH, timeoutMs: TIMEOUT_MS }
      return (await signedPost(delivery, this.#compose())).status === 200
    } catch {
      return false
    }
  }
}
