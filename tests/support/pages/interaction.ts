import { expect, type Locator, type Page } from '@playwright/test'

/** The lecturer's tools, what the assistant answers, and what the classroom's screen shows of it. */
export class InteractionPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get #tray(): Locator {
    return this.#page.getByTestId('tray')
  }

  async open(tool: string): Promise<void> {
    await this.#page.getByRole('button', { name: '互动工具' }).click()
    await this.#tray.getByRole('button', { name: tool }).click()
  }

  async ask({ right }: { right: string }): Promise<void> {
    await this.open('提问')
    await this.#tray.getByRole('group', { name: '正确答案' }).getByRole('button', { name: right }).click()
    await this.#tray.getByRole('button', { name: '开始提问' }).click()
    await expect(this.#tray).toBeHidden()
  }

  /** Rows of the result, each as its cells. */
  async expectRow(place: string, cells: readonly string[]): Promise<void> {
    const row = this.#page.getByTestId('quiz-chart').locator(`tr[data-place="${place}"] td`)
    await expect(row).toHaveText([...cells])
  }

  /** The assistant: so many ones by one, then all the rest on another answer. */
  async answer(ones: Readonly<Record<string, number>>, rest: string): Promise<void> {
    await this.#page.getByRole('button', { name: /老师在提问/ }).click()
    const sheet = this.#page.getByRole('dialog')
    for (const [letter, count] of Object.entries(ones))
      for (let pupil = 0; pupil < count; pupil += 1)
        await sheet.getByRole('button', { name: `${letter}加一` }).click()
    await sheet.getByRole('button', { name: `其余都选${rest}` }).click()
    await expect(sheet.getByRole('button', { name: `${rest}加一` })).toBeDisabled()
    await sheet.getByRole('button', { name: '报给老师' }).click()
    await expect(sheet).toBeHidden()
  }

  async press(name: string | RegExp): Promise<void> {
    await this.#page.getByRole('button', { name }).click()
  }

  shown(what: 'question' | 'result' | 'timer' | 'praise' | 'pick' | 'buzzer'): Locator {
    return this.#page.getByTestId(what)
  }
}
