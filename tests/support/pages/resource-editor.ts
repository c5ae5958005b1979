import { expect, type Locator, type Page } from '@playwright/test'

/** A resource as its author works on it. */
export class ResourceEditor {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get readiness(): Locator {
    return this.#page.getByRole('region', { name: '提交前的准备' })
  }

  get submit(): Locator {
    return this.#page.getByRole('button', { name: '提交审核…' })
  }

  file(name: string): Locator {
    return this.#page
      .getByRole('region', { name: '文件', exact: true })
      .getByRole('listitem')
      .filter({ hasText: name })
  }

  async upload(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.#page.getByLabel('选择文件').setInputFiles(file)
  }

  async write(description: string): Promise<void> {
    await this.#page.getByLabel('简介').fill(description)
  }

  async save(): Promise<void> {
    await this.#page.getByRole('button', { name: '保存草稿' }).click()
  }

  async expectSaved(): Promise<void> {
    await expect(this.#page.getByRole('button', { name: '草稿已保存' })).toBeVisible()
  }

  /** Self-review, pledge, and off it goes to school and city. */
  async submitToAll(): Promise<void> {
    await this.submit.click()
    const dialog = this.#page.getByRole('dialog')
    const send = dialog.getByRole('button', { name: '提交审核' })
    // Seven aspects and the pledge; a draft with changes is saved before they are asked.
    const boxes = dialog.getByRole('checkbox')
    await expect(boxes).toHaveCount(8)
    for (const box of await boxes.all()) {
      await expect(send).toBeDisabled()
      await box.check()
    }
    await dialog.getByRole('radio', { name: '全市' }).check()
    await send.click()
    await expect(dialog).toBeHidden()
  }
}
