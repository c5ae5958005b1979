import { expect, type Page } from '@playwright/test'

/** What a classroom PC shows between lessons. */
export class RoomHomePage {
  static readonly path = '/device'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Presses the big button. @returns when the finger went down, ms since the epoch by this page's clock */
  async enter(): Promise<number> {
    const button = this.#page.getByRole('link', { name: '进入教室' })
    await expect(button).toBeVisible({ timeout: 15_000 })
    const pressed = button.evaluate(
      (element) =>
        new Promise<number>((resolve) =>
          element.addEventListener('pointerdown', () => resolve(Date.now()), { once: true, capture: true }),
        ),
    )
    await button.click()
    return pressed
  }
}
