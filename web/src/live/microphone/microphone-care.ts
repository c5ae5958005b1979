import type { MicrophoneTrouble } from '@tongke/contract'
import { Store, type ReadStore } from '../store.ts'
import { nextGate, openGate, type Gate } from './gate.rules.ts'
import { HEALTHY, nextHealth, readingOf, type Health } from './health.rules.ts'

interface Followed {
  track: MediaStreamTrack | null
  /** The room is open to all: what is not a voice stays here. */
  isGated: boolean
}

const LOOK_MS = 30
/** About as long as one look to the next, at 48 kHz. */
const SAMPLES = 2048

/**
 * Watches this machine's microphone beside what is sent, on a copy of its track: tells when it is silent or overdriven, and
 * closes it between voices while the room is gated. The sent track is only switched, never led through anything: there is no
 * delay, and where a browser does not let audio run without a touch, everything is sent.
 */
export class MicrophoneCare {
  readonly trouble: ReadStore<MicrophoneTrouble | null>
  readonly #trouble = new Store<MicrophoneTrouble | null>(null)
  #followed: Followed = { track: null, isGated: false }
  #watch: { copy: MediaStreamTrack; context: AudioContext; timer: ReturnType<typeof setInterval> } | null =
    null
  #health: Health = HEALTHY
  #gate: Gate | null = null
  #lookedAt = 0

  constructor() {
    this.trouble = this.#trouble
  }

  follow(followed: Followed): void {
    const before = this.#followed
    this.#followed = followed
    if (followed.track !== before.track) this.#watchAnew(before.track)
    if (!followed.isGated || followed.track !== before.track) this.#ungate(followed.track)
    else if (!before.isGated) this.#gate = openGate(performance.now())
  }

  stop(): void {
    this.follow({ track: null, isGated: false })
  }

  #watchAnew(before: MediaStreamTrack | null): void {
    this.#unwatch()
    this.#ungate(before)
    const { track } = this.#followed
    if (!track || typeof AudioContext === 'undefined') return
    const copy = track.clone()
    copy.enabled = true
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = SAMPLES
    context.createMediaStreamSource(new MediaStream([copy])).connect(analyser)
    const samples = new Float32Array(SAMPLES)
    const timer = setInterval(() => {
      // Without a touch some browsers let no audio run: then nothing is known.
      if (context.state !== 'running') return void context.resume().catch(() => undefined)
      analyser.getFloatTimeDomainData(samples)
      this.#look(samples)
    }, LOOK_MS)
    this.#watch = { copy, context, timer }
  }

  #unwatch(): void {
    if (!this.#watch) return
    const { copy, context, timer } = this.#watch
    clearInterval(timer)
    copy.stop()
    void context.close()
    this.#watch = null
    this.#health = HEALTHY
    this.#lookedAt = 0
    this.#trouble.set(null)
  }

  #look(samples: Float32Array): void {
    const at = performance.now()
    const reading = readingOf(samples)
    this.#health = nextHealth(this.#health, reading, at)
    this.#trouble.set(this.#health.trouble)
    const { track, isGated } = this.#followed
    if (isGated && track) {
      this.#gate = nextGate(
        this.#gate ?? openGate(at),
        reading.db,
        at,
        this.#lookedAt ? at - this.#lookedAt : 0,
      )
      track.enabled = this.#gate.isOpen
    }
    this.#lookedAt = at
  }

  #ungate(track: MediaStreamTrack | null): void {
    this.#gate = null
    if (track) track.enabled = true
  }
}
