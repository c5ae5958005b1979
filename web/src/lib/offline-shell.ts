const TRY_AGAIN_MS = 20_000

/** Not outside https and localhost, and not while developing: only the built portal has a worker. */
const hasWorker = (): boolean => import.meta.env.PROD && 'serviceWorker' in navigator

/**
 * Keeps what the portal needs to open without a network. A line that breaks meanwhile costs nothing that has arrived: it is tried again, as
 * long as the page is open, and the worker goes on with what is missing.
 */
export async function keepOfflineShell(): Promise<void> {
  if (!hasWorker()) return
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => null)
  const installing = registration?.installing
  if (registration && !installing) return
  installing?.addEventListener('statechange', () => {
    if (installing.state === 'redundant' && !registration?.active) tryLater()
  })
  if (!registration) tryLater()
}

const tryLater = (): unknown => setTimeout(() => void keepOfflineShell(), TRY_AGAIN_MS)
