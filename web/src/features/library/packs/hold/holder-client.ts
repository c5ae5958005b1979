import { keepOfflineShell } from '../../../../lib/offline-shell.ts'
import { hashBlob } from '../../upload/hash-blob.ts'
import { hashInWorker } from '../../upload/hash-in-worker.ts'
import { HeldStore } from './held-store.ts'
import { PackHolder } from './pack-holder.ts'
import { PortalSource, fetchKey, fetchManifest } from './pack-source.ts'

/** Above this hashing would be felt in the page. */
const BESIDE_BYTES = 2_000_000

/** Cache Storage and service workers are for pages with TLS or on this very computer. */
export const canHold = (): boolean =>
  window.isSecureContext && 'caches' in window && 'serviceWorker' in navigator

let holder: PackHolder | undefined

/** The one of this page. */
export const packHolder = (): PackHolder =>
  (holder ??= new PackHolder({
    store: new HeldStore(),
    fetchKey,
    fetchManifest,
    sourceOf: (id) => new PortalSource(id),
    hash: (content, signal) =>
      content.size > BESIDE_BYTES
        ? hashInWorker(content, () => undefined, signal)
        : hashBlob(content, () => undefined),
    pause: untilOnline,
    alone,
    now: () => performance.now(),
  }))

/** So long, or until the computer says that there is a line again. */
function untilOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      if (signal.aborted) reject(signal.reason as Error)
      else resolve()
    }
    const timer = setTimeout(go, ms)
    addEventListener('online', go)
    signal.addEventListener('abort', go, { once: true })
  })
}

async function alone(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  if (!('locks' in navigator)) return work()
  await navigator.locks.request('tongke-packs', { signal }, work)
}

/** Makes the page of held packs open without a network, and asks the browser not to clear them away. */
export async function prepareOffline(): Promise<void> {
  if (!canHold()) return
  await keepOfflineShell()
  await navigator.storage?.persist?.().catch(() => false)
}

export interface Room {
  readonly usedBytes: number
  readonly freeBytes: number
}

/** What the browser gives us on this computer; null when it does not say. */
export async function roomHere(): Promise<Room | null> {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {}
  if (usage === undefined || quota === undefined) return null
  return { usedBytes: usage, freeBytes: Math.max(0, quota - usage) }
}
