import { expect, type Locator, type Page } from '@playwright/test'
import { remotePicture, roomPath } from './room-parts.ts'

/** The lecturer's desk. */
export class LecturerRoom {
  static readonly path = roomPath
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  tile(legId: string): Locator {
    return this.#page.locator(`[data-testid=class-tile][data-leg="${legId}"]`)
  }

  picture(legId: string): Locator {
    return remotePicture(this.#page, `leg:${legId}`)
  }

  get hands(): Locator {
    return this.#page.getByRole('region', { name: '举手' }).getByRole('listitem')
  }

  async expectStatus(words: string): Promise<void> {
    await expect(this.#page.getByTestId('lesson-status')).toHaveText(words)
  }

  /** Lets the classes in, before the bell. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: '开放教室' }).click()
  }

  /** Waits until a class with its assistant is there, then begins. */
  async start(): Promise<void> {
    await this.#page.getByRole('button', { name: '开始上课' }).click({ timeout: 20_000 })
    await this.expectStatus('上课中')
  }

  async expectClass(legId: string, status: 'ONLINE' | 'OFFLINE'): Promise<void> {
    await expect(this.tile(legId)).toHaveAttribute('data-status', status)
  }

  /** Calls the class of the only raised hand on stage. */
  async callHand(): Promise<void> {
    await this.hands.getByRole('button', { name: '请上台' }).click()
  }

  async callOn(legId: string): Promise<void> {
    await this.tile(legId)
      .getByRole('button', { name: /^请.*上台$/ })
      .click()
  }

  async expectOnStage(legId: string): Promise<void> {
    await expect(this.tile(legId).getByRole('button', { name: /^请.*下台$/ })).toBeVisible()
  }

  async muteClass(legId: string): Promise<void> {
    await this.tile(legId).getByRole('button', { name: /静音$/ }).click()
    await expect(this.tile(legId)).toContainText('已静音')
  }

  async unmuteClass(legId: string): Promise<void> {
    await this.tile(legId)
      .getByRole('button', { name: /^取消.*的静音$/ })
      .click()
  }

  async clearStage(): Promise<void> {
    await this.#bar.getByRole('button', { name: '请下台' }).click()
  }

  get #bar(): Locator {
    return this.#page.getByRole('navigation', { name: '课堂操作' })
  }

  async switchMicrophone(to: 'on' | 'off'): Promise<void> {
    await this.#bar.getByRole('button', { name: to === 'off' ? '麦克风开' : '麦克风关' }).click()
  }

  async share(): Promise<void> {
    await this.#bar.getByRole('button', { name: '共享屏幕' }).click()
  }

  async stopSharing(): Promise<void> {
    await this.#bar.getByRole('button', { name: '停止共享' }).click()
  }

  async announcePage(page: number): Promise<void> {
    const field = this.#bar.getByRole('textbox', { name: '教材页码' })
    await field.fill(String(page))
    await field.press('Enter')
  }

  async expectPage(page: number): Promise<void> {
    await expect(this.#bar.getByRole('textbox', { name: '教材页码' })).toHaveValue(String(page))
  }

  async tellAssistants(text: string): Promise<void> {
    await this.#page.getByLabel('给各班辅助教师留言').fill(text)
    await this.#page.getByRole('button', { name: '发送' }).click()
  }

  async end(): Promise<void> {
    await this.#bar.getByRole('button', { name: '下课' }).click()
    await this.#page.getByRole('dialog').getByRole('button', { name: '下课' }).click()
    await expect(this.#page.getByRole('heading', { name: '下课了' })).toBeVisible()
  }

  /** After class: to the lesson's page with its ledger. */
  async openLedger(): Promise<void> {
    await this.#page.getByRole('button', { name: '查看这节课的记录' }).click()
  }
}
