export interface Stretch {
  readonly from: number
  readonly to: number
}

/** What `reportPlay` takes; times in seconds of the file. */
export interface PlayReport {
  readonly sequence: number
  readonly stretches: Stretch[]
  readonly position: number
  readonly speed: number
}

export interface PlayReporterOptions {
  /** Fails when the report did not arrive; it is then sent again as it is. */
  readonly send: (report: PlayReport) => Promise<unknown>
  /** A failure after which nothing more is taken: another file was opened. */
  readonly isClosed?: (error: unknown) => boolean
  readonly onClosed?: () => void
  /** Milliseconds that only go forward. */
  readonly now?: () => number
}

/** The contract takes no more in one report. */
const MOST_STRETCHES = 50
/** What a player's clock may be ahead of the wall's between two of its events, seconds. */
const GRACE_SECONDS = 0.75

/**
 * Notes what was really shown. A stretch grows only by `timeUpdate` while playing and not seeking, and by no more than the
 * time that went by at the speed that was set: a jump, by whatever means, begins a new stretch.
 */
export class PlayReporter {
  readonly #options: PlayReporterOptions
  readonly #now: () => number
  #finished: Stretch[] = []
  #open: { from: number; to: number } | null = null
  #last: { at: number; wall: number } | null = null
  #playing = false
  #seeking = false
  #speed = 1
  #position = 0
  #reported = 0
  #sequence = 0
  #unsent: PlayReport | null = null
  #sending = false
  #closed = false

  constructor(options: PlayReporterOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  get closed(): boolean {
    return this.#closed
  }

  get playing(): boolean {
    return this.#playing
  }

  play(at: number): void {
    this.#playing = true
    this.#cut()
    this.#begin(at)
  }

  pause(at: number): void {
    this.#grow(at)
    this.#playing = false
    this.#end(at)
  }

  timeUpdate(at: number): void {
    if (!this.#playing || this.#seeking) return
    if (this.#last === null) this.#begin(at)
    else this.#grow(at)
    this.#position = at
  }

  /** The picture left where it was; where it lands is not yet known. */
  seeking(): void {
    this.#seeking = true
    this.#cut()
  }

  seeked(at: number): void {
    this.#seeking = false
    this.#end(at)
    if (this.#playing) this.#begin(at)
  }

  setSpeed(speed: number): void {
    if (speed === this.#speed) return
    this.#cut()
    this.#speed = speed
  }

  /** A whole stretch that was shown without a clock of its own, such as a page. */
  shown(stretch: Stretch): void {
    this.#finished.push(stretch)
    this.#position = stretch.from
  }

  /** Sends what is new. One report is on its way at a time; one that failed is sent again before newer ones. */
  async flush(): Promise<void> {
    if (this.#sending || this.#closed) return
    const report = this.#unsent ?? this.#take()
    if (!report) return
    this.#unsent = report
    this.#sending = true
    try {
      await this.#options.send(report)
      this.#unsent = null
    } catch (error) {
      if (this.#options.isClosed?.(error)) this.#close()
    } finally {
      this.#sending = false
    }
  }

  /** Everything that has not certainly arrived, to be sent without waiting while the page goes away. A report twice counts once. */
  farewell(): PlayReport[] {
    if (this.#closed) return []
    const rest = this.#take()
    const reports = [this.#unsent, rest].filter((report) => report !== null)
    this.#unsent = rest ?? this.#unsent
    return reports
  }

  #begin(at: number): void {
    this.#last = { at, wall: this.#now() }
    this.#open = { from: at, to: at }
    this.#position = at
  }

  #grow(at: number): void {
    if (!this.#playing || this.#seeking || !this.#last || !this.#open) return
    const passed = ((this.#now() - this.#last.wall) / 1000) * this.#speed
    const step = at - this.#last.at
    if (step < 0 || step > passed + GRACE_SECONDS * this.#speed) {
      this.#cut()
      this.#begin(at)
      return
    }
    this.#open.to = at
    this.#last = { at, wall: this.#now() }
  }

  #cut(): void {
    if (this.#open && this.#open.to > this.#open.from) this.#finished.push({ ...this.#open })
    this.#open = null
    this.#last = null
  }

  #end(at: number): void {
    this.#cut()
    this.#position = at
  }

  #take(): PlayReport | null {
    // What is open goes on from where this report ends.
    if (this.#open && this.#open.to > this.#open.from) {
      this.#finished.push({ ...this.#open })
      this.#open = { from: this.#open.to, to: this.#open.to }
    }
    if (this.#finished.length === 0 && this.#position === this.#reported) return null
    this.#sequence += 1
    this.#reported = this.#position
    return {
      sequence: this.#sequence,
      stretches: this.#finished.splice(0, MOST_STRETCHES),
      position: this.#position,
      speed: this.#speed,
    }
  }

  #close(): void {
    this.#closed = true
    this.#unsent = null
    this.#finished = []
    this.#options.onClosed?.()
  }
}
