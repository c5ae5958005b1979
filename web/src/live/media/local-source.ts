import type { MediaSource, SoundPreset } from '@tongke/contract'
import { Store, type ReadStore } from '../store.ts'
import { capture, CaptureError, type DeviceProblem } from './capture.ts'
import type { CameraProfile } from './encodings.ts'

export interface LocalView {
  status: 'off' | 'starting' | 'on' | 'failed'
  problem: DeviceProblem | null
  /** One stream for the whole life of the source, so that a preview never flickers. */
  stream: MediaStream
  track: MediaStreamTrack | null
}

/** One camera, microphone or screen of this machine. It outlives media sessions and comes back when it is plugged in again. */
export class LocalSource {
  readonly source: MediaSource
  readonly view: ReadStore<LocalView>
  readonly #view: Store<LocalView>
  readonly #profile: CameraProfile
  #isWanted = false
  #preset: SoundPreset = 'speech'

  constructor(source: MediaSource, profile: CameraProfile) {
    this.source = source
    this.#profile = profile
    this.#view = new Store<LocalView>({
      status: 'off',
      problem: null,
      stream: new MediaStream(),
      track: null,
    })
    this.view = this.#view
  }

  get track(): MediaStreamTrack | null {
    return this.#view.get().track
  }

  /** Opens the device; resolves whether it is there. A screen that the user declined is simply off. */
  async start(): Promise<boolean> {
    this.#isWanted = true
    navigator.mediaDevices?.addEventListener('devicechange', this.#retry)
    if (this.#view.get().status === 'starting' || this.track) return this.track !== null
    this.#view.patch({ status: 'starting', problem: null })
    await this.#open()
    return this.track !== null
  }

  /** How the microphone is treated from now on; one that runs is opened anew. */
  setPreset(preset: SoundPreset): void {
    if (preset === this.#preset) return
    this.#preset = preset
    if (this.track) void this.#open()
  }

  stop(): void {
    this.#isWanted = false
    navigator.mediaDevices?.removeEventListener('devicechange', this.#retry)
    this.#release()
    this.#view.patch({ status: 'off', problem: null, track: null })
  }

  readonly #retry = (): void => {
    if (this.#isWanted && this.#view.get().status === 'failed' && this.source !== 'screen') void this.start()
  }

  async #open(): Promise<void> {
    const preset = this.#preset
    try {
      this.#adopt(await capture(this.source, this.#profile, preset))
    } catch (error) {
      // A running one is kept as it is.
      if (!this.track) this.#fail(error instanceof CaptureError ? error.problem : 'failed')
    }
    if (preset !== this.#preset && this.track) await this.#open()
  }

  #adopt(track: MediaStreamTrack): void {
    if (!this.#isWanted) return track.stop()
    this.#release()
    track.addEventListener('ended', () => this.#handleEnded(track))
    this.#view.get().stream.addTrack(track)
    this.#view.patch({ status: 'on', problem: null, track })
  }

  /** The device was pulled, or the user ended the share in the browser's own bar. */
  #handleEnded(track: MediaStreamTrack): void {
    if (this.track !== track) return
    this.#release()
    if (this.source === 'screen') return this.stop()
    this.#fail('unplugged')
    void this.start()
  }

  #fail(problem: DeviceProblem): void {
    const isDeclined = this.source === 'screen' && problem === 'denied'
    this.#view.patch({
      status: isDeclined ? 'off' : 'failed',
      problem: isDeclined ? null : problem,
      track: null,
    })
  }

  #release(): void {
    const { stream } = this.#view.get()
    for (const track of stream.getTracks()) {
      track.stop()
      stream.removeTrack(track)
    }
    this.#view.patch({ track: null })
  }
}
