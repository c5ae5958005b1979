import { expect, type Page } from '@playwright/test'

export class SignInPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.#page.getByLabel('姓名或手机号').fill(login)
    await this.#page.getByLabel('密码', { exact: true }).fill(password)
    await this.#page.getByRole('button', { name: '登录', exact: true }).click()
  }

  async expectRefusal(words: string | RegExp): Promise<void> {
    await expect(this.#page.getByRole('alert')).toContainText(words)
  }
}
