import { expect, type Locator, type Page } from '@playwright/test'

/** 网络课堂: the list, one course, and its builder. */
export class CoursesPage {
  static readonly path = '/courses'
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async begin({ title, subject, grade }: { title: string; subject: string; grade: string }): Promise<void> {
    await this.#page.getByRole('button', { name: '开一门课' }).click()
    const dialog = this.#page.getByRole('dialog', { name: '开一门课' })
    await dialog.getByLabel('课程名称').fill(title)
    await this.#choose(dialog, '学科', subject)
    await this.#choose(dialog, '起始年级', grade)
    await dialog.getByRole('button', { name: '建立草稿' }).click()
    await expect(this.#page).toHaveURL(/\/courses\/[0-9a-f-]+\/edit$/)
  }

  async addUnit(number: number, title: string, resources: readonly string[]): Promise<void> {
    await this.#page.getByRole('button', { name: '加一个单元' }).click()
    const unit = this.#page.getByRole('listitem', { name: `第 ${number} 单元` })
    await unit.getByLabel('单元名称').fill(title)
    await unit.getByRole('button', { name: '加资源' }).click()
    const picker = this.#page.getByRole('dialog', { name: '从资源库选' })
    for (const resource of resources)
      await this.#take(picker.getByRole('listitem').filter({ hasText: resource }).getByRole('button'))
    await picker.getByRole('button', { name: '选好了' }).click()
    await expect(picker).toBeHidden()
  }

  /** A press is lost while the dialog still moves: as a reader would, presses again when nothing happened. */
  async #take(choice: Locator): Promise<void> {
    await expect(async () => {
      if (await choice.isEnabled()) await choice.click({ timeout: 2_000 })
      await expect(choice).toBeDisabled({ timeout: 1_000 })
    }).toPass({ timeout: 15_000 })
  }

  async press(name: string): Promise<void> {
    await this.#page.getByRole('button', { name, exact: true }).click()
  }

  async expectStep(title: string): Promise<void> {
    await expect(this.#page.getByRole('region', { name: title })).toBeVisible()
  }

  async open(title: string): Promise<void> {
    await this.#page.getByRole('link', { name: title }).click()
    await expect(this.#page.getByRole('heading', { name: title })).toBeVisible()
  }

  async tab(name: string): Promise<void> {
    await this.#page.getByRole('tab', { name }).click()
  }

  /** Of the class whose progress is shown. */
  item(title: string): Locator {
    return this.#page
      .getByRole('listitem')
      .filter({ has: this.#page.getByRole('link', { name: title }) })
      .last()
  }

  get myClasses(): Locator {
    return this.#page.getByRole('region', { name: '我的班级' })
  }

  async subscribe(className: string): Promise<void> {
    await this.myClasses.getByLabel('选择班级').click()
    await this.#page.locator('.ant-select-item-option').filter({ hasText: className }).click()
    await this.press('为班级订阅')
    await expect(this.myClasses.getByText(/完成 0\/\d+ 单元/)).toBeVisible()
  }

  async #choose(within: Locator, field: string, option: string): Promise<void> {
    await within.getByLabel(field).click()
    await this.#page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
  }
}
