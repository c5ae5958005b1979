import type { Directive, MediaIdentity, MediaSource, SoundPreset } from '@tongke/contract'
import { Store, type ReadStore } from '../store.ts'
import { LocalSource, type LocalView } from './local-source.ts'
import type { Grants } from './media-access.ts'
import { planOf } from './publish-plan.ts'
import type { Wanted } from './publisher.ts'

export interface OutgoingView {
  local: Readonly<Partial<Record<MediaSource, LocalView>>>
  /** What the user has switched off. */
  muted: ReadonlySet<MediaSource>
}

const NOTHING: OutgoingView = { local: {}, muted: new Set() }
const TOP_LAYER = 2

/**
 * What this machine sends: its devices, the user's switches and what others can use, put together for whichever session is
 * the present one. Every change of the view is a reason for that session to look again.
 */
export class Outgoing {
  readonly view: ReadStore<OutgoingView>
  readonly #view = new Store<OutgoingView>(NOTHING)
  readonly #sources = new Map<MediaSource, { local: LocalSource; forget: () => void }>()
  readonly #demand = new Map<MediaSource, number>()
  #identity: MediaIdentity | null = null
  #preset: SoundPreset = 'speech'

  constructor() {
    this.view = this.#view
  }

  /** Lecturer, classes and line checks send from the start; an assistant's microphone opens at the first word. */
  begin({ identity, publish }: Grants): void {
    this.#identity = identity
    if (identity.startsWith('assistant:')) return
    for (const source of ['microphone', 'camera'] as const)
      if (publish.includes(source)) void this.open(source)
  }

  /** Opens a device or the screen. Resolves whether it is there; the view has the reason if not. */
  async open(source: MediaSource): Promise<boolean> {
    return (await this.#local(source)?.start()) ?? false
  }

  close(source: MediaSource): void {
    this.#sources.get(source)?.local.stop()
  }

  /** Closes all devices; they can be opened again. */
  closeAll(): void {
    for (const { local } of this.#sources.values()) local.stop()
  }

  /** Back to the beginning. */
  reset(): void {
    for (const { local, forget } of this.#sources.values()) {
      forget()
      local.stop()
    }
    this.#sources.clear()
    this.#demand.clear()
    this.#identity = null
    this.#view.set(NOTHING)
  }

  setMuted(source: MediaSource, isMuted: boolean): void {
    const muted = new Set(this.#view.get().muted)
    if (isMuted === muted.has(source)) return
    if (isMuted) muted.add(source)
    else muted.delete(source)
    this.#view.patch({ muted })
  }

  /** How the microphone is treated and sent. */
  setPreset(preset: SoundPreset): void {
    this.#preset = preset
    this.#sources.get('microphone')?.local.setPreset(preset)
  }

  /** Highest layer of a source that anybody can use now, -1 nobody. */
  setDemand(source: MediaSource, maxSpatialLayer: number): void {
    this.#demand.set(source, maxSpatialLayer)
  }

  /** A new session has not been told of any demand yet. */
  forgetDemand(): void {
    this.#demand.clear()
  }

  /** How a source is to be sent under this directive; null: not at all. */
  wanted(source: MediaSource, directive: Directive | null): Wanted | null {
    const { muted } = this.#view.get()
    const track = this.#sources.get(source)?.local.track
    if (!track || !this.#identity || !directive) return null
    return {
      ...planOf(source, { identity: this.#identity, directive, muted, demand: this.#demand }),
      track,
      preset: this.#preset,
      isMuted: muted.has(source),
      maxSpatialLayer: this.#demand.get(source) ?? TOP_LAYER,
    }
  }

  #local(source: MediaSource): LocalSource | null {
    if (!this.#identity) return null
    const known = this.#sources.get(source)
    if (known) return known.local
    const local = new LocalSource(source, this.#identity.startsWith('leg:') ? 'stage' : 'lecturer')
    if (source === 'microphone') local.setPreset(this.#preset)
    const forget = local.view.subscribe(() =>
      this.#view.patch({ local: { ...this.#view.get().local, [source]: local.view.get() } }),
    )
    this.#sources.set(source, { local, forget })
    return local
  }
}
