import { expect, type Page } from '@playwright/test'

/** The device and line check before class. */
export class CheckPage {
  static readonly path = '/check'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Runs the check and says that the tones were heard. */
  async run(): Promise<void> {
    await this.#page.getByRole('button', { name: '开始检测' }).click()
    await this.#page.getByRole('button', { name: '听到了', exact: true }).click({ timeout: 60_000 })
  }

  async expectVerdict(words: string | RegExp): Promise<void> {
    await expect(this.#page.getByRole('heading', { name: words })).toBeVisible()
  }

  async expectAdvice(words: string | RegExp): Promise<void> {
    await expect(this.#page.getByText(words).first()).toBeVisible()
  }
}
