import { expect, type Page } from '@playwright/test'

/** The page of one lesson, with the ledger after class. */
export class LessonPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  static readonly path = (lessonId: string): string => `/lessons/${lessonId}`

  /** Minutes a class was connected, as the ledger says. */
  async onlineMinutes(orgName: string): Promise<number> {
    const ledger = this.#page.getByRole('region', { name: '听讲台账' })
    const entry = ledger.getByRole('listitem').filter({ hasText: orgName })
    const text = entry.getByText(/在线 [\d.]+ \/ \d+ 分钟/)
    await expect(text).toBeVisible()
    return Number(/在线 ([\d.]+)/.exec((await text.textContent()) ?? '')?.[1])
  }

  async expectHeadcount(orgName: string, words: RegExp): Promise<void> {
    const ledger = this.#page.getByRole('region', { name: '听讲台账' })
    await expect(ledger.getByRole('listitem').filter({ hasText: orgName })).toContainText(words)
  }
}
