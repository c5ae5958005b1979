import { expect, type Locator, type Page } from '@playwright/test'

/** The live room of a session, at one's own desk. */
export class MeetingRoom {
  readonly #page: Page

  constructor({ page }: { page: Page }) {
    this.#page = page
  }

  /** The chair lets people in. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: '打开研讨室' }).click()
    await this.expectStatus('等候中')
  }

  async expectHere(people: number): Promise<void> {
    await expect(this.#page.locator('.meet-tile')).toHaveCount(people, { timeout: 20_000 })
  }

  /** Only sound from now on. */
  async hideCamera(): Promise<void> {
    await this.#bar.getByRole('button', { name: '摄像头开' }).click()
    await expect(this.#bar.getByRole('button', { name: '摄像头关' })).toBeVisible()
  }

  async start(): Promise<void> {
    await this.#page.getByRole('button', { name: '开始研讨' }).click()
    await this.expectStatus('研讨中')
  }

  async expectStatus(words: string): Promise<void> {
    await expect(this.#page.getByTestId('lesson-status')).toHaveText(words, { timeout: 20_000 })
  }

  async goOn(): Promise<void> {
    await this.#page.getByRole('button', { name: '下一项', exact: true }).click()
  }

  get agenda(): Locator {
    return this.#page.getByRole('region', { name: '议程' })
  }

  async end(): Promise<void> {
    await this.#bar.getByRole('button', { name: '结束研讨' }).click()
    await this.#page.getByRole('dialog').getByRole('button', { name: '结束研讨' }).click()
  }

  /** Back to where one came from. */
  async leaveEnded(): Promise<void> {
    await expect(this.#page.getByRole('heading', { name: '研讨结束' })).toBeVisible()
    await this.#page.getByRole('button', { name: '离开研讨室' }).click()
  }

  get #bar(): Locator {
    return this.#page.getByRole('navigation', { name: '研讨室的开关' })
  }
}
