import type { Page } from '@playwright/test'

export interface ThinLine {
  cut(): Promise<unknown>
  mend(): Promise<unknown>
  /** As it was before. */
  end(): Promise<unknown>
}

/** A line of so many bytes per second each way, -1 for no limit, that can be cut. */
export async function thinLine(page: Page, down: number, up: number): Promise<ThinLine> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const shape = { latency: 20, downloadThroughput: down, uploadThroughput: up }
  const set = (offline: boolean) => session.send('Network.emulateNetworkConditions', { offline, ...shape })
  await set(false)
  return { cut: () => set(true), mend: () => set(false), end: () => session.detach() }
}
