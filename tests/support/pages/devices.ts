import { expect, type Page } from '@playwright/test'

/** What a classroom PC that nobody knows shows. */
export class EnrolmentPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async code(): Promise<string> {
    const board = this.#page.getByRole('status', { name: /登记代码/ })
    await expect(board).toBeVisible()
    const label = (await board.getAttribute('aria-label')) ?? ''
    const code = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(label)?.[0]
    if (!code) throw new Error(`no code on the screen: ${label}`)
    return code
  }

  /** The device is confirmed and shows its own day. */
  async expectHome(className: string): Promise<void> {
    await expect(this.#page.getByText(className).first()).toBeVisible({ timeout: 15_000 })
    await expect(this.#page.getByRole('status', { name: /登记代码/ })).toHaveCount(0)
  }
}

/** Where a coordinator confirms devices. */
export class DevicesPage {
  static readonly path = '/admin/devices'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** The school is the coordinator's own and already chosen. */
  async confirm(code: string, className: string, name: string): Promise<void> {
    await this.#page.getByRole('button', { name: '确认登记代码' }).first().click()
    const dialog = this.#page.getByRole('dialog')
    await dialog.getByLabel('输入教室屏幕上的代码').fill(code)
    await dialog.getByRole('button', { name: '查找' }).click()
    await dialog.getByLabel('教室所属班级').click()
    await this.#page.locator('.ant-select-item-option').filter({ hasText: className }).first().click()
    await dialog.getByLabel('设备名').fill(name)
    await dialog.getByRole('button', { name: '确认登记' }).click()
    await expect(this.#page.getByRole('row').filter({ hasText: name })).toBeVisible()
  }
}
