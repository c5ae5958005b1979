import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'

/** Sums what `open` makes the page load: gzipped bytes of every script and style, shared chunks included. */
export async function weighPage(
  page: Page,
  open: () => Promise<unknown>,
  counted: readonly string[] = ['script', 'stylesheet'],
): Promise<number> {
  const loaded: Response[] = []
  const note = (response: Response) => {
    if (counted.includes(response.request().resourceType()) && response.ok()) loaded.push(response)
  }
  page.on('response', note)
  await open()
  page.off('response', note)
  const bodies = await Promise.all(loaded.map((response) => response.body()))
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
}
