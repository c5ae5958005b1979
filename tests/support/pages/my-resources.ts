import { expect, type Locator, type Page } from '@playwright/test'

/** 我的资源: what a teacher made, and the dialog that begins something new. */
export class MyResourcesPage {
  static readonly path = '/library/mine'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get dialog(): Locator {
    return this.#page.getByRole('dialog')
  }

  async begin(type: string): Promise<void> {
    await this.#page.getByRole('button', { name: '新建资源' }).first().click()
    await this.dialog.getByRole('button', { name: new RegExp(`^${type}`) }).click()
  }

  async describe({
    title,
    subject,
    grade,
  }: {
    title: string
    subject: string
    grade: string
  }): Promise<void> {
    await this.dialog.getByLabel('标题').fill(title)
    await this.#choose('学科', subject)
    await this.#choose('起始年级', grade)
  }

  async create(): Promise<void> {
    await this.dialog.getByRole('button', { name: '建草稿，去上传文件' }).click()
  }

  async expectState(title: string, words: string): Promise<void> {
    await expect(this.#page.getByRole('row').filter({ hasText: title })).toContainText(words)
  }

  async #choose(label: string, option: string): Promise<void> {
    const field = this.dialog.getByLabel(label)
    await field.click()
    await this.#page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
  }
}
