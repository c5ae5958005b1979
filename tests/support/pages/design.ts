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

  /** Names the present state. */
  async keepVersion(name: string): Promise<void> {
    await this.versions(async (side) => {
      await side.getByLabel('版本名称').fill(name)
      await side.getByRole('button', { name: /^保存为 v\d+$/ }).click()
      await expect(side.getByRole('heading', { name })).toBeVisible()
    })
  }

  /** What the newest version changed. */
  async compareWith(number: number): Promise<void> {
    await this.versions((side) => side.getByRole('button', { name: `与 v${number} 对照` }).click())
  }

  private async versions(work: (side: Locator) => Promise<void>): Promise<void> {
    const side = this.page.getByRole('complementary', { name: '批注与版本' })
    if (!(await side.isVisible())) await this.page.getByRole('button', { name: '批注 · 版本' }).click()
    await side.getByRole('tab', { name: '版本' }).click()
    await work(side)
  }
}
