import type { Page } from '@playwright/test'

/** From `at` on (ms since the epoch) a classroom's screen showed this surface; null for none. */
export interface ShownSurface {
  readonly at: number
  readonly surface: string | null
}

declare global {
  interface Window {
    /** Exists only in pages opened by the tests. */
    tongkeShownLog: ShownSurface[]
  }
}

/** Runs in the page before anything else: writes down which page of the slides or board stands there, and from when on. */
function installShownLog(): void {
  const log: ShownSurface[] = (window.tongkeShownLog = [])
  const look = () => {
    const surface = document.querySelector('[data-testid=surface]')?.getAttribute('data-surface') ?? null
    if (surface !== (log.at(-1)?.surface ?? null)) log.push({ at: Date.now(), surface })
  }
  new MutationObserver(look).observe(document, {
    attributeFilter: ['data-surface'],
    childList: true,
    subtree: true,
  })
}

/** For `addInitScript`, before the first navigation. */
export const shownLogScript = (): string => `(${installShownLog})()`

export const shownSurfaces = (page: Page): Promise<ShownSurface[]> =>
  page.evaluate(() => window.tongkeShownLog)
