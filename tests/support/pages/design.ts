import { expect, type Locator, type Page } from '@playwright/test'

/** The desk of a lesson design. */
export class DesignPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(origin: string, designId: string): Promise<void> {
    await this.page.goto(`${origin}/research/designs/${designId}`)
    await this.expectStatus('已保存')
  }

  /** The text of a section. */
  text(section: string): Locator {
    return this.page.getByRole('textbox', { name: section, exact: true })
  }

  get status(): Locator {
    return this.page.getByRole('status').filter({ hasText: /^(已保存|未同步|离线|没有收下)$/ })
  }

  async expectStatus(word: '已保存' | '未同步' | '离线'): Promise<void> {
    await expect(this.status).toHaveText(word, { timeout: 20_000 })
  }

  /** Everything typed is on this computer: it may be switched off. */
  async expectKept(): Promise<void> {
    await expect(this.status).toHaveAttribute('data-kept', 'true')
  }
}
