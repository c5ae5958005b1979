import { expect, type Page } from '@playwright/test'

export interface PlannedLeg {
  readonly className: string
  readonly assistant: string
}

/** Where a lecturer plans a lesson. */
export class PlanPage {
  static readonly path = '/lessons/new'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Fills in a lesson that starts now and leads into its room. @returns the lesson's id */
  async startNow(lesson: {
    title: string
    subject: string
    grade: string
    /** Names are unique enough to search for. */
    lectureClass: string
    legs: readonly PlannedLeg[]
  }): Promise<string> {
    await this.#page.getByLabel('课题').fill(lesson.title)
    await this.#search('学科', lesson.subject)
    await this.#choose('年级', lesson.grade)
    await this.#page.getByText('现在开始').click()
    await this.#search('主讲班', lesson.lectureClass)
    for (const [index, leg] of lesson.legs.entries()) {
      if (index > 0) await this.#page.getByRole('button', { name: '再加一个听讲班' }).click()
      await this.#search(`听讲班 ${index + 1}`, leg.className)
      await this.#search(`听讲班 ${index + 1} 的辅助教师`, leg.assistant)
    }
    await this.#page.getByRole('button', { name: '保存并进入候课' }).click()
    await expect(this.#page).toHaveURL(/\/lessons\/[0-9a-f-]{36}\/room/)
    return /lessons\/([0-9a-f-]{36})/.exec(this.#page.url())![1]!
  }

  async #choose(label: string, option: string): Promise<void> {
    await this.#page.getByLabel(label, { exact: true }).click()
    await this.#option(option).click()
  }

  async #search(label: string, option: string): Promise<void> {
    const field = this.#page.getByLabel(label, { exact: true })
    await field.click()
    await field.fill(option)
    await this.#option(option).click()
  }

  #option(text: string) {
    return this.#page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: text })
      .first()
  }
}
