import { expect, type Locator, type Page } from '@playwright/test'

/** The page of one session of joint research, and the calendar that leads to it. */
export class SessionPage {
  static readonly calendar = '/research'
  static readonly path = (id: string): string => `/research/${id}`
  readonly #page: Page

  constructor({ page }: { page: Page }) {
    this.#page = page
  }

  /** From the calendar to the page of what was proposed. @returns its id */
  async propose(session: {
    theme: string
    form: string
    subject: string
    grade: string
    /** As it is typed. */
    startsAt: string
  }): Promise<string> {
    await this.#page.getByRole('button', { name: '提议一次活动' }).click()
    const form = this.#page.getByRole('dialog')
    await form.getByLabel('主题').fill(session.theme)
    await this.#choose(form.getByLabel('形式', { exact: true }), session.form)
    await this.#find(form.getByLabel('学科', { exact: true }), session.subject)
    await this.#choose(form.getByLabel('年级', { exact: true }), session.grade)
    await this.#moment(form.getByLabel('研讨时间'), session.startsAt)
    await form.getByRole('button', { name: '提交提议' }).click()
    await expect(this.#page.getByRole('heading', { name: session.theme })).toBeVisible()
    return /research\/([0-9a-f-]{36})/.exec(this.#page.url())![1]!
  }

  async bringIn(name: string): Promise<void> {
    await this.#find(this.#page.getByLabel('找一位老师，不限学校'), name)
    await this.#page.getByRole('button', { name: '加入', exact: true }).click()
    await expect(this.member(name)).toBeVisible()
  }

  member(name: string): Locator {
    return this.#page.locator('.members > li').filter({ hasText: name })
  }

  async writeAgenda(items: readonly (readonly [title: string, minutes: number])[]): Promise<void> {
    await this.#page.getByRole('button', { name: '编辑议程' }).click()
    for (const [index, [title, minutes]] of items.entries()) {
      const place = this.#page.getByLabel(`第 ${index + 1} 项`, { exact: true })
      if (!(await place.isVisible())) await this.#page.getByRole('button', { name: '加一项' }).click()
      await place.fill(title)
      await this.#page.getByLabel(`第 ${index + 1} 项的分钟数`).fill(String(minutes))
    }
    await this.#page.getByRole('button', { name: /^保\s?存$/ }).click()
    await expect(this.#page.locator('.agenda > li')).toHaveCount(items.length)
  }

  /** Takes a step by its words, and waits for the state it leads to. */
  async step(words: string, state: string): Promise<void> {
    await this.#next.getByRole('button', { name: words }).click()
    await this.expectState(state)
  }

  async expectState(state: string): Promise<void> {
    await expect(this.#page.locator('.pill').filter({ hasText: state }).first()).toBeVisible()
  }

  async planMeeting(): Promise<void> {
    await this.#page.getByRole('button', { name: '安排研讨室' }).click()
    await this.#page
      .getByRole('dialog')
      .getByRole('button', { name: /^安\s?排$/ })
      .click()
    await expect(this.#page.getByRole('link', { name: '进入研讨室' }).first()).toBeVisible()
  }

  async enterMeeting(): Promise<void> {
    await this.#page
      .getByRole('link', { name: /^进入研讨室/ })
      .first()
      .click()
  }

  async linkLesson(title: string): Promise<void> {
    await this.#page.getByLabel('关联一节成员上的课').click()
    await this.#option(title).click()
    await expect(this.#page.locator('.session-lessons > li').filter({ hasText: title })).toBeVisible()
  }

  async open(panel: '概况' | '教学设计' | '观课议课' | '成果与纪要'): Promise<void> {
    await this.#page.getByRole('tab', { name: panel }).click()
  }

  /** The common design, begun or opened. */
  async openDesign(how: '开始写共案' | '进入编写'): Promise<void> {
    await this.open('教学设计')
    await this.#page.getByText(how).click()
  }

  async openEvidence(): Promise<void> {
    await this.open('观课议课')
    await this.#page.getByRole('link', { name: '看大家的记录' }).click()
  }

  async reflect(text: string): Promise<void> {
    await this.#page.getByLabel('我的反思').fill(text)
    await this.#page.getByRole('button', { name: '交反思' }).click()
    await expect(this.#page.locator('.reflections > li').filter({ hasText: text })).toBeVisible()
  }

  /** The common design becomes a draft of the library. @returns the draft's page in the making */
  async keepDesign(): Promise<Locator> {
    await this.open('成果与纪要')
    await this.#page.getByRole('button', { name: '共案存为教案' }).click()
    return this.#page.getByTestId('outcomes').locator('.outcomes').getByRole('link')
  }

  /** Minutes drafted from the log, with what was decided, signed. */
  async signMinutes(decided: string): Promise<void> {
    await this.open('成果与纪要')
    const minutes = this.#page.getByTestId('minutes')
    await minutes.getByRole('button', { name: '起草会议纪要' }).click()
    await minutes.getByRole('textbox', { name: '形成的决定' }).fill(decided)
    await expect(minutes.getByTestId('minutes-state')).toHaveAttribute('data-state', 'saved')
    await minutes.getByRole('button', { name: /^签\s?字$/ }).click()
    await this.#page.getByRole('button', { name: '确认签字' }).click()
    await expect(minutes).toContainText('签字')
    await expect(minutes.getByRole('textbox')).toHaveCount(0)
  }

  /** What the server counted of somebody's part. */
  contribution(name: string): Locator {
    return this.#page.getByTestId(`contribution-${name}`)
  }

  /** Whether it counts, and why. */
  get verdict(): Locator {
    return this.#page.getByRole('region', { name: '算不算一次同步教研' })
  }

  get #next(): Locator {
    return this.#page.getByRole('region', { name: '接下来' })
  }

  async #choose(field: Locator, option: string): Promise<void> {
    await field.click()
    await this.#option(option).click()
  }

  /** Types first: a long list shows only a part of itself. */
  async #find(field: Locator, option: string): Promise<void> {
    await field.click()
    await field.fill(option)
    await this.#option(option).click()
  }

  async #moment(field: Locator, text: string): Promise<void> {
    await field.fill(text)
    await field.press('Enter')
  }

  #option(text: string): Locator {
    return this.#page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: text })
      .first()
  }
}
