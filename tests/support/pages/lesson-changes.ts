import { expect, type Locator, type Page } from '@playwright/test'

/** 调课, 代课, 停课, 补课 on the page of a lesson. */
export class LessonChangesPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async open(lessonId: string): Promise<void> {
    await this.#page.goto(`/lessons/${lessonId}`)
  }

  /** With the first lesson that is offered. */
  async exchange(reason: string): Promise<void> {
    const dialog = await this.#dialog('调课')
    await dialog.getByRole('radio').first().check()
    await dialog.getByText(reason, { exact: true }).click()
    await this.#do(dialog, '互换')
    await expect(this.#origins).toContainText('改期自')
  }

  async substitute(reason: string): Promise<string> {
    const dialog = await this.#dialog('代课')
    const before = /原主讲 (\S+?)。/.exec((await dialog.textContent()) ?? '')?.[1] ?? ''
    await dialog.getByLabel('代课教师').click()
    const choice = this.#page
      .locator('.ant-select-dropdown:visible .ant-select-item-option')
      .filter({ hasNotText: before })
      .first()
    const name = (await choice.getAttribute('title')) ?? ''
    await choice.click()
    await dialog.getByText(reason, { exact: true }).click()
    await this.#do(dialog, '确定代课')
    await expect(this.#page.getByText(name).first()).toBeVisible()
    return name
  }

  async cancel(reason: string): Promise<void> {
    await this.#page.getByRole('button', { name: '取消这节课', exact: true }).click()
    const dialog = this.#page.getByRole('dialog')
    await dialog.getByText(reason, { exact: true }).click()
    await this.#do(dialog, '取消这节课')
  }

  async makeUp(): Promise<void> {
    await this.#do(await this.#dialog('安排补课'), '安排补课')
    await expect(this.#origins).toContainText('补的是')
  }

  get #origins(): Locator {
    return this.#page.getByRole('list', { name: '这节课的来历' })
  }

  async #dialog(button: string): Promise<Locator> {
    await this.#page.getByRole('button', { name: button, exact: true }).click()
    return this.#page.getByRole('dialog')
  }

  async #do(dialog: Locator, button: string): Promise<void> {
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await expect(dialog).toBeHidden()
  }
}
