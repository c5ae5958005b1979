import { signIn } from '@tongke/contract'
import type { Page } from '@playwright/test'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { LessonScene } from '../support/lesson-scene.ts'
import { publishFile } from '../support/library/published-file.ts'
import { OrdersPage } from '../support/pages/orders.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { expect, test } from './fixtures.ts'

const AUTHOR = '林晓雯'
const TEACHER = '周乐山'
const OFFICER = '顾知行'
const TITLE = '口算接龙'
const REASON = '第二题的答案不对，请改正'
const DAY = 86_400_000

test('a resource goes into a lesson, is taken down at once, comes back, and a new version is withdrawn and discarded', async ({
  portal,
  browser,
}) => {
  test.setTimeout(180_000)
  const scene = await ReviewScene.set(portal)
  const lessons = await LessonScene.set(portal)
  const content = Buffer.from('3 + 5 = 8\n9 - 2 = 7\n')
  const metadata = {
    title: TITLE,
    subject: 'mathematics',
    gradeFrom: 3,
    gradeTo: 3,
    exerciseForm: 'oral',
  } as const
  const { id } = await publishFile(scene, 'exercise', metadata, '接龙.txt', content)
  const lesson = await lessons.plan({ plannedStart: Date.now() + 30 * DAY, title: '口算课' })

  const faults: string[] = []
  const enter = async (name: string): Promise<Page> => {
    const context = await browser.newContext()
    await context.request.fetch(`${portal.origin}${signIn.path}`, {
      method: 'POST',
      data: { login: name, password: DEMO_PASSWORD },
      headers: { origin: portal.origin },
    })
    const page = await context.newPage()
    page.on('pageerror', ({ message }) => faults.push(message))
    return page
  }
  const [teacher, officer, author] = [await enter(TEACHER), await enter(OFFICER), await enter(AUTHOR)]
  const desk = new OrdersPage(officer)
  const gone = teacher.getByRole('heading', { name: '没有这个资源' })
  const title = teacher.getByRole('heading', { name: TITLE, exact: true })

  await test.step('a teacher puts it among the materials of a lesson, takes it out and puts it in again', async () => {
    await teacher.goto(`${portal.origin}/library/${id}`)
    await teacher.getByRole('button', { name: '加入我的课' }).click()
    const mine = teacher.getByRole('dialog').getByRole('listitem').filter({ hasText: '口算课' })
    await mine.getByRole('button', { name: '加入' }).click()
    await mine.getByRole('button', { name: '撤销' }).click()
    await mine.getByRole('button', { name: '加入' }).click()
    await expect(mine.getByText('已加入')).toBeVisible()
    await mine.getByRole('link', { name: '口算课' }).click()
    await teacher.getByRole('region', { name: '这节课的材料' }).getByRole('link', { name: TITLE }).click()
    await expect(title).toBeVisible()
  })

  await test.step('an officer takes it down with a reason: gone for teachers, in lessons too', async () => {
    await officer.goto(`${portal.origin}/library/${id}`)
    await officer.getByRole('link', { name: '审核与处理' }).click()
    await desk.give('立即下架', REASON)
    await expect(officer.getByText(REASON)).toBeVisible()
    await teacher.reload()
    await expect(gone).toBeVisible()
    await teacher.goto(`${portal.origin}/lessons/${lesson.id}`)
    await expect(teacher.getByText('另有 1 个材料现在看不到')).toBeVisible()
  })

  await test.step('from the list of what is away it comes back', async () => {
    await officer.goto(portal.origin + OrdersPage.path)
    const row = desk.row(TITLE)
    await expect(row).toContainText(REASON)
    await desk.give('恢复', '答案已经改正', row)
    await expect(row).toBeHidden()
    await teacher.reload()
    await expect(teacher.getByRole('link', { name: TITLE })).toBeVisible()
  })

  await test.step('its author begins a new version, withdraws it from review and discards it', async () => {
    await author.goto(`${portal.origin}/library/${id}/edit`)
    await author.getByRole('button', { name: '修改，开始新版本' }).click()
    await expect(author.getByRole('button', { name: '提交审核…' })).toBeVisible()
    await scene.submit(AUTHOR, id)
    await author.reload()
    const own = new OrdersPage(author)
    await own.confirm('撤回，继续修改')
    await own.confirm('丢弃草稿')
    await expect(author).toHaveURL(/\/library\/mine$/)
    expect(await scene.see(AUTHOR, id)).toMatchObject({
      standing: 'ONLINE',
      version: { number: 1 },
      draft: null,
    })
  })

  expect(faults).toEqual([])
  for (const page of [teacher, officer, author]) await page.context().close()
  await lessons.clear()
  await lessons.leave()
  await scene.end()
})
