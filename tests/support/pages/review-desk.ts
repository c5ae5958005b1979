import { expect, type Locator, type Page } from '@playwright/test'

const ASPECTS = ['政治性', '导向性', '科学性', '适用性', '规范性', '时效性', '公益性']

/** 审核台: the queue, and one version in front of its reviewer. */
export class ReviewDesk {
  static readonly path = '/library/review'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async open(title: string): Promise<void> {
    await this.#page.getByRole('link', { name: title }).click()
    await expect(this.verdict).toBeVisible()
  }

  get verdict(): Locator {
    return this.#page.getByRole('region', { name: '我的审核' })
  }

  async judge(failing: readonly string[] = []): Promise<void> {
    for (const aspect of ASPECTS)
      await this.verdict
        .getByRole('radiogroup', { name: aspect })
        .getByText(failing.includes(aspect) ? '不合格' : '合格', { exact: true })
        .click()
  }

  async sendBack(reason: string): Promise<void> {
    const button = this.verdict.getByRole('button', { name: '退回修改' })
    await expect(button).toBeDisabled()
    await this.verdict.getByLabel('退回的原因').fill(reason)
    await button.click()
    await this.#expectDecided()
  }

  async pass(): Promise<void> {
    await this.verdict.getByRole('button', { name: '审核通过' }).click()
    await this.#expectDecided()
  }

  async #expectDecided(): Promise<void> {
    await expect(this.#page).toHaveURL(/\/library\/review$/)
    await expect(this.#page.getByText('没有等您审核的资源')).toBeVisible()
  }
}
