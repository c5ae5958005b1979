import { expect, type Page } from '@playwright/test'

/** What a classroom PC shows between lessons. */
export class RoomHomePage {
  static readonly path = '/device'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** The room goes into the lesson that is due by itself: nobody touches anything. */
  async enter(): Promise<void> {
    await expect(this.#page).toHaveURL(/\/lessons\/[^/]+\/room$/, { timeout: 15_000 })
  }

  /** From now on this page waits for a finger, as after somebody left the lesson on purpose. Call it before it is opened. */
  async waitForFinger(lessonId: string): Promise<void> {
    await this.#page.addInitScript((id) => {
      const held = { lessonId: id, until: Date.now() + 120_000 }
      if (location.pathname === '/device') sessionStorage.setItem('tongke.held-back', JSON.stringify(held))
    }, lessonId)
  }

  /** Presses the big button. @returns when the finger went down, ms since the epoch by this page's clock */
  async press(): Promise<number> {
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
