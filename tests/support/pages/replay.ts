import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** The replay of a recorded lesson, as a teacher uses it. */
export class ReplayPage {
  readonly lecturer: Locator
  readonly stage: Locator
  private readonly time: Locator
  private readonly board: Locator

  constructor(private readonly page: Page) {
    this.lecturer = page.getByTestId('stream-camera-lecturer')
    this.stage = page.getByTestId('stream-camera-class')
    this.time = page.getByTestId('replay-time')
    this.board = page.getByTestId('replay-board')
  }

  async open(origin: string, lessonId: string): Promise<void> {
    await this.page.goto(`${origin}/lessons/${lessonId}`)
    await this.page.getByRole('link', { name: '看回放' }).click()
    await expect(this.page.getByTestId('replay-player')).toBeVisible()
  }

  /** Milliseconds after the recording's start. */
  async at(): Promise<number> {
    return Number(await this.time.getAttribute('data-at'))
  }

  async play(): Promise<void> {
    await this.page.locator('.replay-start').click()
  }

  async pause(): Promise<void> {
    await this.page.getByRole('button', { name: '暂停' }).click()
  }

  async seek(ms: number): Promise<void> {
    await this.page.getByRole('slider', { name: '播放位置' }).fill(String(ms))
    await expect(this.time).toHaveAttribute('data-at', String(ms))
  }

  /** The surface that is on the board; empty for none. */
  async shown(): Promise<string> {
    return (await this.board.getAttribute('data-key')) ?? ''
  }

  ink(): Promise<number> {
    return this.board.locator('polyline').count()
  }

  async jump(name: string | RegExp): Promise<void> {
    await this.page.getByRole('region', { name: '翻页目录' }).getByRole('button', { name }).click()
  }

  /** Looks for words on the pages, and goes to the only place that has them. */
  async find(words: string): Promise<void> {
    const chapters = this.page.getByRole('region', { name: '翻页目录' })
    await chapters.getByRole('searchbox').fill(words)
    const places = chapters.getByRole('listitem')
    await expect(places).toHaveCount(1)
    await places.getByRole('button').click()
    await this.pause()
  }

  /** Pictures come, and the sound's own clock is that of the page. */
  async expectInSync(video: Locator): Promise<void> {
    const frames = () =>
      video.evaluate((one: HTMLVideoElement) => one.getVideoPlaybackQuality().totalVideoFrames)
    const before = await frames()
    await expect.poll(frames).toBeGreaterThan(before + 3)
    const apart = async () => {
      const [at, own] = await Promise.all([
        this.at(),
        video.evaluate((one: HTMLVideoElement) => one.currentTime * 1000),
      ])
      return Math.abs(at - own)
    }
    await expect.poll(apart).toBeLessThan(400)
  }

  async cut(title: string): Promise<void> {
    await this.page.getByRole('button', { name: '做成资源' }).click()
    await this.page.getByText('在翻页的地方剪一段').click()
    await this.page.getByLabel('资源名称').fill(title)
    await this.page.getByRole('button', { name: '开始制作' }).click()
  }

  async openDraft(): Promise<void> {
    await this.page.getByRole('link', { name: '打开草稿' }).click({ timeout: 60_000 })
  }
}
