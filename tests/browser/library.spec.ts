import type { BrowserContext } from '@playwright/test'
import { openPlay, saveChapters, signIn } from '@tongke/contract'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { document as pdf, video } from '../support/library/media.ts'
import { publishFile } from '../support/library/published-file.ts'
import { LibraryPage, ResourcePage } from '../support/pages/library.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { thinLine } from '../support/thin-line.ts'
import { expect, test } from './fixtures.ts'

const READER = '周乐山'
const FILM_SECONDS = 40
/** 512 kbit/s, in bytes. */
const THIN_LINE = 64_000
const SRT = {
  name: '字幕.srt',
  mimeType: 'application/x-subrip',
  buffer: Buffer.from('1\n00:00:04,000 --> 00:00:06,000\n今天学习分数乘法\n'),
}

test('a teacher finds by pinyin, watches, goes on where they left off, and only what was shown counts', async ({
  portal,
  browser,
}) => {
  test.setTimeout(240_000)
  const scene = await ReviewScene.set(portal)
  const film = await publishFile(
    scene,
    'micro_lesson',
    { title: '分数乘法的图示', subject: 'mathematics', gradeFrom: 5, gradeTo: 5, keywords: ['图示法'] },
    '分数.mp4',
    video({ seconds: FILM_SECONDS, size: '640x360' }),
  )
  const slides = await publishFile(
    scene,
    'courseware',
    { title: '分数除法的练习课', subject: 'mathematics', gradeFrom: 6, gradeTo: 6 },
    '除法.pdf',
    pdf(4),
  )
  const chapters = [
    { at: 0, title: '引入' },
    { at: 30, title: '练习' },
  ]
  await (await scene.as('林晓雯')).call(saveChapters, { params: { id: film.fileId }, body: { chapters } })

  const enter = async (login: string): Promise<BrowserContext> => {
    const entered = await browser.newContext()
    await entered.request.fetch(`${portal.origin}${signIn.path}`, {
      method: 'POST',
      data: { login, password: DEMO_PASSWORD },
      headers: { origin: portal.origin },
    })
    return entered
  }
  const context = await enter(READER)
  const page = await context.newPage()
  const faults: string[] = []
  const scripts: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('request', (request) => scripts.push(new URL(request.url()).pathname))
  const library = new LibraryPage(page)
  const resource = new ResourcePage(page)

  await test.step('pinyin finds it, a facet narrows, the address holds both, and no player was loaded', async () => {
    await page.goto(portal.origin + LibraryPage.path)
    await library.search('fenshu')
    await expect(library.hit('分数乘法的图示')).toBeVisible()
    await expect(page.locator('mark').first()).toHaveText('分数')
    await library.narrow('类型', '微课')
    await expect(library.hit('分数除法的练习课')).toBeHidden()
    await expect(page).toHaveURL(/q=fenshu&type=micro_lesson/)
    await page.reload()
    await expect(library.hit('分数乘法的图示')).toBeVisible()
    await library.takeBack('微课')
    await expect(library.hit('分数除法的练习课')).toBeVisible()
    expect(scripts.filter((path) => path.includes('hls'))).toEqual([])
  })

  await test.step('it plays on a thin line, and seeking over a part shows nothing of it', async () => {
    const line = await thinLine(page, THIN_LINE, THIN_LINE)
    await library.hit('分数乘法的图示').click()
    await resource.start(/^播放$/)
    await resource.expectPast(3)
    await page.getByRole('button', { name: '0:30 练习' }).click()
    await resource.expectPast(32)
    await resource.pause()
    await resource.note('这里让学生先画图')
    await line.end()
  })

  await test.step('the place is remembered on the shelf and in the player', async () => {
    await page.goto(portal.origin + LibraryPage.path)
    await library.shelf('继续观看').getByRole('link', { name: '分数乘法的图示' }).click()
    await resource.start(/^从 0:3\d 继续$/)
    await resource.expectPast(31)
    await resource.pause()
    const { watched } = await (
      await scene.as(READER)
    ).call(openPlay, { params: { id: film.fileId }, body: { inClass: false } })
    expect(watched.positionMs).toBeGreaterThan(31_000)
    expect(watched.watchedMs).toBeGreaterThan(4_000)
    // From the third second to the thirtieth nothing was shown.
    expect(watched.watchedMs).toBeLessThan(FILM_SECONDS * 1000 - 20_000)
  })

  await test.step('slides turn by the keys of a clicker, and the address holds the page', async () => {
    await page.goto(`${portal.origin}/library/${slides.id}`)
    await expect(page.getByRole('img', { name: /第 1 页$/ })).toBeVisible()
    await resource.press('PageDown')
    await resource.press('ArrowRight')
    await expect(page.getByRole('img', { name: /第 3 页$/ })).toBeVisible()
    await expect(page).toHaveURL(/page=3/)
    await page.getByRole('button', { name: '全屏授课' }).click()
    await expect(page.getByTestId('pages')).toHaveAttribute('data-teaching', 'true')
    await resource.press('End')
    await expect(page.getByRole('img', { name: /第 4 页$/ })).toBeVisible()
    await resource.press('f')
    await expect(page.getByTestId('pages')).toHaveAttribute('data-teaching', 'false')
  })

  await test.step('from the home page a new video plays after two clicks', async () => {
    await page.goto(portal.origin)
    await library.shelf('最新').getByRole('link', { name: '分数乘法的图示' }).click()
    await resource.start(/^从 0:3\d 继续$/)
    await resource.expectPast(31)
  })

  await test.step('a subject on the home page opens the library at it', async () => {
    await page.goto(portal.origin)
    await page
      .getByRole('navigation', { name: '按年级和学科浏览' })
      .getByRole('link', { name: '数学' })
      .click()
    await expect(page).toHaveURL(/\/library\?subject=mathematics/)
    await expect(library.hit('分数除法的练习课')).toBeVisible()
  })

  await test.step('its author brings subtitles in a file, adds a line beside the video, and the words are found', async () => {
    const desk = await enter('林晓雯')
    const work = await desk.newPage()
    work.on('pageerror', ({ message }) => faults.push(message))
    await work.goto(`${portal.origin}/library/${film.id}/edit/timeline`)
    await work.locator('input[type=file]').setInputFiles(SRT)
    await expect(work.getByText('1 句')).toBeVisible()
    await work.getByRole('button', { name: '在 0:00 加一句' }).click()
    await work.getByLabel('字幕文字').first().fill('把荷花剪下来')
    await work.getByRole('button', { name: '保存字幕' }).click()
    await expect(work.getByText('已保存')).toBeVisible()
    await work.getByLabel('0:30 的章节名').fill('动手')
    await work.getByRole('button', { name: '保存章节' }).click()
    await expect(work.getByRole('button', { name: '保存章节' })).toBeHidden()
    await desk.close()
    await page.goto(portal.origin + LibraryPage.path)
    await library.search('荷花')
    await library.hit('分数乘法的图示').click()
    await expect(page.getByRole('button', { name: '0:30 动手' })).toBeVisible()
    await expect(page.locator('track[srclang="zh-CN"]')).toBeAttached()
  })

  expect(faults).toEqual([])
  await context.close()
  await scene.end()
})
