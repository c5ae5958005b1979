import { expect, type Locator, type Page } from '@playwright/test'
import { remotePicture, roomPath } from './room-parts.ts'

/** The big screen of a listening class. */
export class ListeningRoom {
  static readonly path = roomPath
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get lecturer(): Locator {
    return remotePicture(this.#page, 'lecturer')
  }

  get screen(): Locator {
    return remotePicture(this.#page, 'lecturer', 'screen')
  }

  /** The class on stage, in its corner. */
  stage(legId: string): Locator {
    return remotePicture(this.#page, `leg:${legId}`)
  }

  async expectState(words: string | RegExp, within = 10_000): Promise<void> {
    await expect(this.#page.getByTestId('state-words')).toHaveText(words, { timeout: within })
  }

  async expectWords(words: string | RegExp): Promise<void> {
    await expect(this.#page.getByRole('status').filter({ hasText: words }).first()).toBeVisible()
  }

  async expectPage(page: number): Promise<void> {
    await expect(this.#page.getByTestId('page')).toHaveText(`教材第 ${page} 页`)
  }

  async expectEnded(): Promise<void> {
    await expect(this.#page.getByRole('heading', { name: '下课了' })).toBeVisible()
  }
}
