import { expect, type Page } from '@playwright/test'

/** The observer's page on a phone. */
export class ObserverPhone {
  constructor(readonly page: Page) {}

  static path = (sessionId: string, lessonId?: string): string =>
    `/research/${sessionId}/observe${lessonId ? `?lesson=${lessonId}` : ''}`

  get sheet() {
    return this.page.getByTestId('observe')
  }

  async count(name: string): Promise<void> {
    await this.sheet.getByRole('group', { name: '计数' }).getByRole('button', { name }).click()
  }

  async switchTo(activity: string): Promise<void> {
    await this.sheet.getByRole('group', { name: '教学环节' }).getByRole('button', { name: activity }).click()
  }

  async write(text: string): Promise<void> {
    await this.sheet.getByRole('textbox', { name: '写一句' }).fill(text)
    await this.sheet.getByRole('button', { name: '完成' }).click()
  }

  /** Presses until the stopwatch shows that some time has passed, and lets go. */
  async wait(name: string): Promise<void> {
    const button = this.sheet.getByRole('group', { name: '等待时间' }).getByRole('button', { name })
    const box = await button.boundingBox()
    if (!box) throw new Error(`no ${name}`)
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await this.page.mouse.down()
    await expect(button.locator('b')).toHaveText(/^(0\.[5-9]|[1-9])/)
    await this.page.mouse.up()
  }

  async marks(): Promise<string[]> {
    const rows = this.sheet.getByTestId('marks').locator('.mark-words')
    return (await rows.allTextContents()).map((text) => text.replace(/[\d.]+ 秒/, 'N 秒'))
  }

  async expectSent(): Promise<void> {
    await expect(this.sheet).toHaveAttribute('data-unsent', '0', { timeout: 30_000 })
  }
}
