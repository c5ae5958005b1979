import { expect, type Locator, type Page } from '@playwright/test'

/** Packs of the school, and what of them is on this computer. */
export class PacksPage {
  static readonly path = '/packs'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  card(name: string): Locator {
    return this.#page.getByRole('listitem').filter({ hasText: name })
  }

  async build(name: string, search: string, titles: readonly string[]): Promise<void> {
    await this.#page.getByRole('link', { name: '做一个离线包' }).click()
    await this.#page.getByRole('searchbox').fill(search)
    await this.#page.getByRole('button', { name: '搜索' }).click()
    for (const title of titles) await this.#page.getByRole('checkbox', { name: title }).check()
    await this.#page.getByLabel('包的名字').fill(name)
    await expect(this.#page.getByRole('list', { name: '包里的资源' }).getByRole('listitem')).toHaveCount(
      titles.length,
    )
    await this.#page.getByRole('button', { name: '开始制作' }).click()
    await expect(this.card(name)).toHaveAttribute('data-state', 'READY', { timeout: 30_000 })
  }
}

/** What is on this computer, without a network. */
export class OfflinePage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  resource(title: string): Locator {
    return this.#page.getByRole('navigation', { name: '本机的包' }).getByRole('link', { name: title })
  }

  /** Plays until so many further frames were really shown. */
  async expectFrames(count: number): Promise<void> {
    await expectFrames(this.#page, count)
  }
}

export async function expectFrames(page: Page, count: number): Promise<void> {
  const shown = await page.locator('video').evaluate(async (video: HTMLVideoElement, wanted) => {
    const seen = new Set<number>()
    const done = new Promise<void>((resolve, reject) => {
      video.addEventListener('error', () => reject(new Error(video.error?.message)))
      const look = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
        seen.add(mediaTime)
        if (seen.size >= wanted) resolve()
        else video.requestVideoFrameCallback(look)
      }
      video.requestVideoFrameCallback(look)
    })
    await video.play()
    await done
    return seen.size
  }, count)
  expect(shown).toBeGreaterThanOrEqual(count)
}
