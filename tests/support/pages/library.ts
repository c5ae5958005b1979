import { expect, type Locator, type Page } from '@playwright/test'

/** Where resources are looked for. */
export class LibraryPage {
  static readonly path = '/library'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async search(words: string): Promise<void> {
    await this.#page.getByRole('combobox', { name: '搜索资源' }).fill(words)
    await this.#page.getByRole('button', { name: '搜索', exact: true }).click()
  }

  hit(title: string): Locator {
    return this.#page.getByRole('region', { name: '搜索结果' }).getByRole('link', { name: title })
  }

  async narrow(facet: string, choice: string): Promise<void> {
    await this.#page
      .getByRole('group', { name: facet, exact: true })
      .getByRole('button', { name: choice })
      .click()
  }

  async takeBack(choice: string): Promise<void> {
    await this.#page.getByRole('button', { name: `去掉“${choice}”` }).click()
  }

  shelf(name: string): Locator {
    return this.#page.getByRole('region', { name, exact: true })
  }
}

/** One resource, open. */
export class ResourcePage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get #video(): Locator {
    return this.#page.locator('video')
  }

  position(): Promise<number> {
    return this.#video.evaluate((video: HTMLVideoElement) => video.currentTime)
  }

  async expectPast(seconds: number): Promise<void> {
    await expect.poll(() => this.position(), { timeout: 30_000 }).toBeGreaterThan(seconds)
  }

  async start(words: RegExp): Promise<void> {
    await this.#page.getByRole('button', { name: words }).click()
    await expect(this.#page.getByTestId('player')).toHaveAttribute('data-state', 'playing')
  }

  /** Pauses by the keyboard and waits until the server was told. */
  async pause(): Promise<void> {
    const told = this.#page.waitForResponse((answer) => answer.url().endsWith('/reports') && answer.ok())
    await this.#page.keyboard.press('k')
    await expect(this.#page.getByTestId('player')).toHaveAttribute('data-state', 'paused')
    await told
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key)
  }

  async note(text: string): Promise<void> {
    await this.#page.getByLabel('在这里写笔记').fill(text)
    await this.#page.getByRole('button', { name: /^记在/ }).click()
    await expect(this.#page.getByRole('region', { name: '我的笔记' })).toContainText(text)
  }
}
