const BEAT_EVERY_MS = 1_000
const CHECK_EVERY_MS = 250
/** A check that comes later than this came from a page that was asleep: its silence proves nothing. */
const ASLEEP_MS = 2_000

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
  #heardAt = performance.now()
  #checkedAt = performance.now()
  #beatAt = performance.now()

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#check(performance.now()), CHECK_EVERY_MS)
    this.#options.beat()
  }

  /** Anything that came from the other side. */
  heard(): void {
    this.#heardAt = performance.now()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #check(now: number): void {
    if (now - this.#checkedAt > ASLEEP_MS) this.#heardAt = now
    this.#checkedAt = now
    if (now - this.#heardAt >= this.#options.deadAfter()) {
      this.stop()
      this.#options.onDead()
      return
    }
    if (now - this.#beatAt < BEAT_EVERY_MS) return
    this.#beatAt = now
    this.#options.beat()
  }
}
