import { levelOf } from '../../../../live/check/sound-level.ts'
import { Store, type ReadStore } from '../../../../live/store.ts'

const LOOK_EVERY_MS = 200
/** Louder than a quiet room with its ventilator, dBFS. */
const VOICE_DB = -50
/** A pause between two words is no end of speaking. */
const HOLD_MS = 1_000
/** Somebody who goes on speaking is not told anew each time. */
const RENEW_MS = 1_000

export interface VoicesView {
  speaking: ReadonlySet<string>
  /** When each was last heard, ms of this machine's clock. */
  spokeAt: ReadonlyMap<string, number>
}

interface Ear {
  source: MediaStreamAudioSourceNode
  analyser: AnalyserNode
  track: MediaStreamTrack
}

/** Who is heard now, by the sound that arrives: for rings and places of tiles. What counts is what the media node measures. */
export class Voices {
  readonly view: ReadStore<VoicesView>
  readonly #view = new Store<VoicesView>({ speaking: new Set(), spokeAt: new Map() })
  readonly #ears = new Map<string, Ear>()
  readonly #samples = new Float32Array(1024)
  readonly #timer: ReturnType<typeof setInterval>
  #context: AudioContext | null = null

  constructor() {
    this.view = this.#view
    this.#timer = setInterval(() => this.#listen(), LOOK_EVERY_MS)
  }

  /** Everybody's present microphone track, by identity. */
  follow(tracks: ReadonlyMap<string, MediaStreamTrack>): void {
    for (const [who, ear] of this.#ears) if (tracks.get(who) !== ear.track) this.#forget(who)
    for (const [who, track] of tracks) if (!this.#ears.has(who)) this.#hear(who, track)
  }

  close(): void {
    clearInterval(this.#timer)
    for (const who of this.#ears.keys()) this.#forget(who)
    void this.#context?.close()
    this.#context = null
  }

  #hear(who: string, track: MediaStreamTrack): void {
    this.#context ??= new AudioContext()
    const analyser = this.#context.createAnalyser()
    analyser.fftSize = this.#samples.length
    const source = this.#context.createMediaStreamSource(new MediaStream([track]))
    source.connect(analyser)
    this.#ears.set(who, { source, analyser, track })
  }

  #forget(who: string): void {
    this.#ears.get(who)?.source.disconnect()
    this.#ears.delete(who)
  }

  #listen(): void {
    const now = Date.now()
    const { spokeAt, speaking } = this.#view.get()
    const heard = [...this.#ears].filter(([, ear]) => this.#isVoice(ear)).map(([who]) => who)
    const isNews = heard.some((who) => now - (spokeAt.get(who) ?? 0) > RENEW_MS / 2)
    const next = isNews ? new Map([...spokeAt, ...heard.map((who) => [who, now] as const)]) : spokeAt
    const isHeld = (who: string) => now - (next.get(who) ?? 0) < HOLD_MS
    const speakers = [...this.#ears.keys()].filter(isHeld)
    const isSame = speakers.length === speaking.size && speakers.every((who) => speaking.has(who))
    if (isNews || !isSame) this.#view.set({ spokeAt: next, speaking: isSame ? speaking : new Set(speakers) })
  }

  #isVoice({ analyser }: Ear): boolean {
    analyser.getFloatTimeDomainData(this.#samples)
    return levelOf(this.#samples) > VOICE_DB
  }
}
