import { expect, type Locator, type Page } from '@playwright/test'

/** Where hours are verified and confirmed, certificates issued and looked up. */
export class TrainingPages {
  readonly #page: Page
  readonly #origin: string

  constructor(page: Page, origin: string) {
    this.#page = page
    this.#origin = origin
  }

  /** All claims that match, in one decision. */
  async decideAll(queue: 'school' | 'county', search: string, expected: number): Promise<void> {
    await this.#page.goto(`${this.#origin}/training/desk?queue=${queue}`)
    await this.#page.getByPlaceholder('教师或内容').fill(search)
    await this.#page.getByPlaceholder('教师或内容').press('Enter')
    await expect(this.#page.getByText(`符合条件的共 ${expected} 条`)).toBeVisible()
    const words = queue === 'school' ? '审核通过' : '确认'
    await this.#page.getByRole('button', { name: `全部${words}（${expected}）` }).click()
    await this.#page
      .getByRole('dialog')
      .getByRole('button', { name: words === '确认' ? /^确\s?认$/ : words })
      .click()
    await expect(
      this.#page.getByText(new RegExp(`已${queue === 'school' ? '通过' : '确认'} ${expected} 条`)),
    ).toBeVisible()
  }

  /** Of one teacher, for the hours of a year. @returns its number */
  async certify(name: string, year: string): Promise<string> {
    await this.#page.goto(`${this.#origin}/training/overview`)
    await this.#page.getByRole('tab', { name: '教师名单' }).click()
    await this.#page.getByPlaceholder('姓名或学校').fill(name)
    await this.#page.getByPlaceholder('姓名或学校').press('Enter')
    await expect(this.#page.getByText('1 位教师', { exact: true })).toBeVisible()
    await this.#page.getByRole('row').filter({ hasText: name }).getByRole('checkbox').check()
    await this.#page.getByRole('button', { name: '发证书' }).click()
    const dialog = this.#page.getByRole('dialog')
    await dialog.getByLabel('年度证书', { exact: true }).last().click()
    await this.#page.locator('.ant-select-item-option').filter({ hasText: year }).click()
    await dialog.getByRole('button', { name: '发证书' }).click()
    await expect(this.#page.getByText('已发 1 份证书')).toBeVisible()
    await this.#page.getByRole('tab', { name: '证书' }).click()
    const row = this.#page.getByRole('row').filter({ hasText: name })
    return (await row.locator('.certificate-number').textContent()) ?? ''
  }

  /** Types a number into the public page. */
  async verify(number: string): Promise<Locator> {
    await this.#page.goto(`${this.#origin}/verify`)
    await this.#page.getByLabel('证书编号').fill(number)
    await this.#page.getByRole('button', { name: '查验' }).click()
    await expect(this.#page.getByRole('status')).toBeVisible()
    return this.#page.locator('main')
  }
}

/** 我的培训档案. */
export class TrainingFilePage {
  static readonly path = '/training'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  claim(title: string): Locator {
    return this.#page.locator('.claim-rows > li').filter({ hasText: title })
  }
}
