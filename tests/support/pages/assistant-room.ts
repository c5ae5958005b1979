import { expect, type Locator, type Page } from '@playwright/test'
import { remotePicture, roomPath } from './room-parts.ts'

/** The assistant's phone beside the class. */
export class AssistantRoom {
  static readonly path = roomPath
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get lecturer(): Locator {
    return remotePicture(this.#page, 'lecturer')
  }

  ownClass(legId: string): Locator {
    return remotePicture(this.#page, `leg:${legId}`)
  }

  async expectState(words: string | RegExp): Promise<void> {
    await expect(this.#page.getByTestId('state-words')).toHaveText(words)
  }

  async raiseHand(seat: number): Promise<void> {
    await this.#page.getByRole('button', { name: '举手', exact: true }).click()
    const pad = this.#page.getByRole('dialog')
    for (const digit of String(seat)) await pad.getByRole('button', { name: digit, exact: true }).click()
    await pad.getByRole('button', { name: '举手', exact: true }).click()
    await expect(pad).toBeHidden()
  }

  async takeHeadcount(count: { present: number; leave: number; absent: number }): Promise<void> {
    await this.#page.getByRole('button', { name: /点名/ }).click()
    const form = this.#page.getByRole('dialog')
    await form.getByRole('tab', { name: '报人数' }).click()
    await form.getByLabel('实到', { exact: true }).fill(String(count.present))
    await form.getByLabel('请假', { exact: true }).fill(String(count.leave))
    await form.getByLabel('缺勤', { exact: true }).fill(String(count.absent))
  }

  /** The roll seat by seat: whoever is named here is on leave, all others are there. */
  async takeRoll(onLeave: readonly number[]): Promise<void> {
    await this.#page.getByRole('button', { name: /点名/ }).click()
    const form = this.#page.getByRole('dialog')
    for (const seat of onLeave)
      await form.getByRole('button', { name: `${seat} 号座位：实到`, exact: true }).click()
    await this.submitHeadcount()
  }

  async expectHeadcountGap(words: string | RegExp): Promise<void> {
    await expect(this.#page.getByRole('dialog').getByRole('status').first()).toContainText(words)
    await expect(this.#page.getByRole('button', { name: '报给老师' })).toBeDisabled()
  }

  async setExpected(expected: number): Promise<void> {
    await this.#page.getByRole('dialog').getByLabel('应到', { exact: true }).fill(String(expected))
  }

  async submitHeadcount(): Promise<void> {
    await this.#page.getByRole('button', { name: '报给老师' }).click()
    await expect(this.#page.getByRole('dialog')).toBeHidden()
  }

  async reportSoundLost(): Promise<void> {
    await this.#page.getByRole('button', { name: /听不到声音/ }).click()
  }

  async reportSoundBack(): Promise<void> {
    await this.#page.getByRole('button', { name: /声音恢复了/ }).click()
  }

  async expectMessage(text: string): Promise<void> {
    await expect(this.#page.getByText(text).first()).toBeVisible()
  }

  /** Holds the talk button down until the answer is called. */
  async talk(): Promise<() => Promise<void>> {
    const button = this.#page.getByRole('button', { name: /说话|正在打开/ })
    const box = await button.boundingBox()
    if (!box) throw new Error('no talk button')
    await this.#page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await this.#page.mouse.down()
    return () => this.#page.mouse.up()
  }
}
