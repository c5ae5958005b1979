import type { ConsumerView } from '@tongke/contract'
import type { RemoteKey } from './remote-streams.ts'

/** How an element shows a source: CSS pixels × device pixel ratio. */
export type Shown = Pick<ConsumerView, 'visible' | 'width' | 'height'>

const HIDDEN: Shown = { visible: false, width: 0, height: 0 }
const BATCH_MS = 120
const REPEAT_MS = 1_000
/** Smaller changes of size do not change which layer is wanted. */
const ROUGHLY = 16

const isSame = (a: Shown | undefined, b: Shown) =>
  a !== undefined &&
  a.visible === b.visible &&
  Math.abs(a.width - b.width) < ROUGHLY &&
  Math.abs(a.height - b.height) < ROUGHLY

/** The largest of several elements that show the same source. */
export const largest = (shown: Iterable<Shown>): Shown => {
  let best = HIDDEN
  for (const one of shown) if (one.visible && (!best.visible || one.height > best.height)) best = one
  return best
}

/**
 * Collects how sources are shown and tells the node in batches. Elements come and go by `show`; the answer of `show` takes
 * the element away again. Sources nobody has said anything about are left to the node's own judgement.
 */
export class ViewReporter {
  readonly #send: (views: { key: RemoteKey; shown: Shown }[]) => Promise<void>
  readonly #elements = new Map<RemoteKey, Map<symbol, Shown>>()
  readonly #told = new Map<RemoteKey, Shown>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: (views: { key: RemoteKey; shown: Shown }[]) => Promise<void>) {
    this.#send = send
  }

  /** Registers one element; call `update` when its size changes and `remove` when it is gone. */
  element(key: RemoteKey): { update: (shown: Shown) => void; remove: () => void } {
    const id = Symbol(key)
    const elements = this.#elements.get(key) ?? new Map<symbol, Shown>()
    this.#elements.set(key, elements)
    return {
      update: (shown) => {
        elements.set(id, shown)
        this.#plan()
      },
      remove: () => {
        elements.delete(id)
        this.#plan()
      },
    }
  }

  /** What is known about a source now; undefined when no element ever showed it. */
  of(key: RemoteKey): Shown | undefined {
    const elements = this.#elements.get(key)
    return elements && elements.size > 0 ? largest(elements.values()) : undefined
  }

  /** A new connection knows nothing yet, except what its join already said. */
  restart(told: ReadonlyMap<RemoteKey, Shown>): void {
    this.#told.clear()
    for (const [key, shown] of told) this.#told.set(key, shown)
    this.#plan()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #plan(afterMs = BATCH_MS): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#flush()
    }, afterMs)
  }

  async #flush(): Promise<void> {
    const views: { key: RemoteKey; shown: Shown }[] = []
    for (const [key, elements] of this.#elements) {
      const shown = largest(elements.values())
      if (isSame(this.#told.get(key), shown)) continue
      this.#told.set(key, shown)
      views.push({ key, shown })
    }
    if (views.length === 0) return
    try {
      await this.#send(views)
    } catch {
      for (const { key, shown } of views) if (this.#told.get(key) === shown) this.#told.delete(key)
      this.#plan(REPEAT_MS)
    }
  }
}
