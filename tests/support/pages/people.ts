import { expect, type Locator, type Page } from '@playwright/test'

/** Where an administrator keeps people and imports them from a workbook. */
export class PeoplePage {
  static readonly path = '/admin/people'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async openImport(): Promise<void> {
    await this.#page.getByRole('button', { name: '从 Excel 导入' }).click()
    await expect(this.#dialog).toBeVisible()
  }

  get #dialog(): Locator {
    return this.#page.getByRole('dialog')
  }

  async choose(name: string, workbook: Buffer): Promise<void> {
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await this.#dialog.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: workbook })
  }

  async expectProblems(count: number, rows: readonly { line: number; column: string }[]): Promise<void> {
    await expect(this.#dialog.getByRole('alert')).toContainText(`${count} 处问题`)
    for (const { line, column } of rows)
      await expect(
        this.#dialog
          .getByRole('row')
          .filter({ hasText: column })
          .filter({ hasText: String(line) })
          .first(),
      ).toBeVisible()
  }

  async again(): Promise<void> {
    await this.#dialog.getByRole('button', { name: '换一个文件' }).click()
  }

  async import(count: number): Promise<void> {
    await this.#dialog.getByRole('button', { name: `导入 ${count} 人` }).click()
    await expect(this.#dialog.getByRole('status')).toContainText('导入完成')
    await this.#page.keyboard.press('Escape')
    await expect(this.#dialog).toBeHidden()
  }

  async search(name: string): Promise<void> {
    await this.#page.getByPlaceholder('姓名、手机号或县编号').fill(name)
  }

  async expectPerson(name: string): Promise<void> {
    await expect(this.#page.getByRole('row').filter({ hasText: name })).toBeVisible()
  }

  async expectNobody(name: string): Promise<void> {
    await expect(this.#page.getByText('没有符合条件的人员')).toBeVisible()
    await expect(this.#page.getByRole('row').filter({ hasText: name })).toHaveCount(0)
  }
}
