const BEAT_EVERY_MS = 1_000

interface HeartbeatOptions {
  /** Sends one beat. */
  beat: () => void
  /** Milliseconds of silence that mean death, asked again at each check. */
  deadAfter: () => number
  onDead: () => void
}

/** Beats once a second while a line is live and tells once when nothing has been heard for too long. */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  readonly #timer: ReturnType<typeof setInterval>
  #heardAt = Date.now()
  #beats = 0

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#check(), BEAT_EVERY_MS / 4)
    this.#options.beat()
  }

  /** Anything that came from the other side. */
  heard(): void {
    this.#heardAt = Date.now()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #check(): void {
    if (Date.now() - this.#heardAt >= this.#options.deadAfter()) {
      this.stop()
      this.#options.onDead()
      return
    }
    this.#beats += 1
    if (this.#beats % 4 === 0) this.#options.beat()
  }
}
