import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'

export interface Place {
  readonly weekday: number
  readonly period: number
}

/** The week of a class, as whoever plans it sees it. */
export class TimetablePage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async open({ orgId, classId, week }: { orgId: string; classId: string; week: number }): Promise<void> {
    await this.#page.goto(`/timetable?view=class&school=${orgId}&of=${classId}&week=${week}`)
    await expect(this.#page.getByRole('heading', { name: `第 ${week} 周` })).toBeVisible()
  }

  cell({ weekday, period }: Place): Locator {
    return this.#page
      .getByRole('row')
      .filter({ has: this.#page.getByRole('rowheader', { name: `第 ${period} 节` }) })
      .getByRole('cell')
      .nth(weekday - 1)
  }

  card(place: Place): Locator {
    return this.cell(place).getByRole('button', { name: '，' })
  }

  async expectSubject(place: Place, subject: string): Promise<void> {
    await expect(this.card(place)).toContainText(subject)
  }

  /** With the mouse, step by step, as a hand does. */
  async drag(from: Place, to: Place): Promise<void> {
    const [start, end] = [await centreOf(this.card(from)), await centreOf(this.cell(to))]
    await this.#page.mouse.move(start.x, start.y)
    await this.#page.mouse.down()
    await this.#page.mouse.move(start.x + 8, start.y + 8, { steps: 3 })
    await this.#page.mouse.move(end.x, end.y, { steps: 8 })
    await this.#page.mouse.up()
  }

  /** Without a mouse: opened, lifted and put down by Enter. */
  async carry(from: Place, to: Place): Promise<void> {
    await this.card(from).press('Enter')
    await this.#page.getByRole('dialog').getByRole('button', { name: '移动', exact: true }).press('Enter')
    await this.cell(to)
      .getByRole('button', { name: /移到这里|与它对调/ })
      .press('Enter')
  }

  async undo(): Promise<void> {
    await this.#page.getByRole('button', { name: '撤销' }).click()
    await expect(this.#page.getByText('已撤销')).toBeVisible()
  }

  /** The dialog that says why a move was refused. */
  get refusal(): Locator {
    return this.#page.getByRole('dialog', { name: '这样排会冲突' })
  }

  /** @returns the nearest free place, which is taken */
  async takeNearestFree(): Promise<Place> {
    const button = this.refusal.getByRole('button', { name: /^周.第 \d 节$/ }).first()
    const [, day = '', period = ''] = /^周(.)第 (\d) 节$/.exec((await button.textContent()) ?? '') ?? []
    await button.click()
    await expect(this.refusal).toBeHidden()
    return { weekday: '一二三四五'.indexOf(day) + 1, period: Number(period) }
  }

  get stale(): Locator {
    return this.#page.getByText(/\d+ 节已生成的同步课还在旧时间/)
  }

  /** Lessons made before follow the timetable. @returns the words of each */
  async letLessonsFollow(reason: string): Promise<string[]> {
    await this.#page.getByRole('button', { name: '去处理' }).click()
    const dialog = this.#page.getByRole('dialog', { name: '课表改了，这些课怎么办' })
    const rows = await dialog.getByRole('listitem').allTextContents()
    await dialog.getByText(reason, { exact: true }).click()
    await dialog.getByRole('button', { name: /^处理 \d+ 节$/ }).click()
    await expect(dialog).toBeHidden()
    return rows
  }

  async export(): Promise<Buffer> {
    const saved = this.#page.waitForEvent('download')
    await this.#page.getByRole('button', { name: '导出' }).click()
    return readFile(await (await saved).path())
  }

  /** @returns what the check before the import says */
  async check(workbook: Buffer): Promise<Locator> {
    const dialog = this.#page.getByRole('dialog', { name: '导入课表' })
    if (!(await dialog.isVisible())) await this.#page.getByRole('button', { name: '导入' }).click()
    await dialog.locator('input[type=file]').setInputFiles({
      name: '课表.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: workbook,
    })
    return dialog.locator('.notice')
  }

  async import(): Promise<void> {
    const dialog = this.#page.getByRole('dialog', { name: '导入课表' })
    await dialog.getByRole('button', { name: /^导\s*入$/ }).click()
    await expect(dialog.getByText(/^已导入/)).toBeVisible()
    await this.#page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
}

async function centreOf(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.scrollIntoViewIfNeeded()
  const box = await locator.boundingBox()
  if (!box) throw new Error('Nothing is there to drag')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
