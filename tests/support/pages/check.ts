import { expect, type Page } from '@playwright/test'

/** Every step may take its whole limit: devices 12 s, node 20 s, echo 6 s, twice the ticket and a bandwidth, clock 2.5 s. */
const LONGEST_CHECK_MS = 100_000

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
    await this.#page.getByRole('button', { name: '听到了', exact: true }).click({ timeout: LONGEST_CHECK_MS })
  }

  async expectVerdict(words: string | RegExp): Promise<void> {
    await expect(this.#page.getByRole('heading', { name: words })).toBeVisible()
  }

  async expectAdvice(words: string | RegExp): Promise<void> {
    await expect(this.#page.getByText(words).first()).toBeVisible()
  }
}
