import { randomUUID } from 'node:crypto'
import { applyLessonEvent, emptyLesson, putMyNote, shownKey, signIn } from '@tongke/contract'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { LibraryScene } from '../support/library/library-scene.ts'
import { taughtLesson } from '../support/library/recorded-lesson.ts'
import { ReplayPage } from '../support/pages/replay.ts'
import { expect, test } from './fixtures.ts'

const SECONDS = 24
const TITLE = '我的朋友'
const CLIP = '生字三个'
const NOTE = '孩子们抢着说'
const LATER = '这里停一停再讲'

test('a replay shows what was shown live, goes from page to page, and a part of it becomes a draft', async ({
  portal,
  browser,
}) => {
  test.setTimeout(150_000)
  const scene = await LibraryScene.on(portal)
  const lesson = await taughtLesson(scene, TITLE, SECONDS, [1, 6, 12])
  await scene.leave()
  const context = await browser.newContext()
  await context.request.fetch(`${portal.origin}${signIn.path}`, {
    method: 'POST',
    data: { login: '林晓雯', password: DEMO_PASSWORD },
    headers: { origin: portal.origin },
  })
  const noted = lesson.from + 12_000
  const kept = await context.request.fetch(
    `${portal.origin}${putMyNote.path.replace(':id', lesson.lessonId).replace(':noteId', randomUUID())}`,
    {
      method: 'PUT',
      data: { text: NOTE, tags: ['highlight'], edit: 1, ageMs: Date.now() - noted },
      headers: { origin: portal.origin },
    },
  )
  expect(kept.status()).toBe(200)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  const replay = new ReplayPage(page)

  await test.step('it plays, under the name of who looks', async () => {
    await replay.open(portal.origin, lesson.lessonId)
    await expect(page.getByTestId('watermark')).toContainText('林晓雯')
    await replay.play()
    await replay.expectInSync(replay.lecturer)
    await replay.pause()
  })

  await test.step('the page at a time is the page that was shown live at that time', async () => {
    for (const at of [0, 999, 1_000, 5_500, 7_000, 13_000, 18_500, 23_000]) {
      await replay.seek(at)
      const live = lesson.events
        .filter((event) => event.at <= lesson.from + at)
        .reduce(applyLessonEvent, emptyLesson(lesson.lessonId, lesson.plan))
      await expect.poll(() => replay.shown(), { message: `at ${at}` }).toBe(shownKey(live) ?? '')
    }
    await replay.seek(8_000)
    expect(await replay.ink()).toBe(0)
    await replay.seek(11_000)
    expect(await replay.ink()).toBe(2)
  })

  await test.step('a touch on a page goes there, with the class that was on stage', async () => {
    await expect(replay.stage).toBeHidden()
    await replay.jump(/第 3 页/)
    expect(await replay.at()).toBeGreaterThanOrEqual(12_000)
    await expect(replay.stage).toBeVisible()
    await replay.expectInSync(replay.lecturer)
    await replay.expectInSync(replay.stage)
    await replay.pause()
    await replay.seek(12_500)
    await page.keyboard.press('PageUp')
    await expect.poll(() => replay.at()).toBe(6_000)
    expect(await replay.shown()).toMatch(/^slide:.*:2$/)
  })

  await test.step('my note stands at its moment, and a question with what the class answered', async () => {
    const notes = page.getByRole('region', { name: '我的听课笔记' })
    await notes.getByRole('listitem').filter({ hasText: NOTE }).getByRole('button', { name: '00:12' }).click()
    await expect.poll(() => replay.at()).toBeGreaterThanOrEqual(11_000)
    expect(await replay.at()).toBeLessThan(18_000)
    await replay.pause()
    await replay.seek(8_000)
    await notes.getByRole('textbox').fill(LATER)
    await notes.getByRole('button', { name: '下一条' }).click()
    await expect(notes).toHaveAttribute('data-unsent', '0')
    await page.reload()
    const times = notes.getByRole('listitem').locator('time')
    await expect(times).toHaveText(['00:08', '00:12'])
    await expect(notes.getByRole('listitem').first()).toContainText(LATER)
    await page.getByRole('button', { name: /^第 1 题，/ }).click()
    await expect.poll(() => replay.at()).toBe(Math.round(SECONDS * 840))
    const [leg] = lesson.plan.legs
    const row = page.getByTestId('quiz-chart').locator(`[data-place="${leg?.id}"]`)
    await expect(row).toContainText(leg?.className ?? '')
    await expect(row.locator('b')).toHaveText([/^\d+$/, /^\d+$/, '0'])
  })

  await test.step('the part of this page becomes a draft of the library', async () => {
    await replay.cut(CLIP)
    await replay.openDraft()
    await expect(page.getByLabel('标题')).toHaveValue(CLIP)
  })
  expect(faults).toEqual([])
  await context.close()
})
