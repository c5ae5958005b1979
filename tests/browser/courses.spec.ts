import type { Browser, Page } from '@playwright/test'
import { beginEnrolment, confirmEnrolment, listClasses, pollEnrolment, signIn } from '@tongke/contract'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { video } from '../support/library/media.ts'
import { publishFile } from '../support/library/published-file.ts'
import { CoursesPage } from '../support/pages/courses.ts'
import { ResourcePage } from '../support/pages/library.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { PortalClient } from '../support/scene/portal-client.ts'
import { expect, test, type Portal } from './fixtures.ts'

const TITLE = '三年级英语：听歌与唱歌'
const ENGLISH = { subject: 'english' as const, gradeFrom: 3, gradeTo: 3 }

/** A window of its own, already signed in. */
async function windowOf(browser: Browser, { origin }: Portal, login?: string) {
  const context = await browser.newContext({ baseURL: origin })
  const client = new PortalClient(context.request, origin)
  if (login) await client.call(signIn, { body: { login, password: DEMO_PASSWORD } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  return { page, client, courses: new CoursesPage(page), faults }
}

const visit = (page: Page) => page.goto(CoursesPage.path)

test('a course goes from its builder through the review to a class that watches, is taught and asks', async ({
  portal,
  browser,
}) => {
  test.setTimeout(120_000)
  const scene = await ReviewScene.set(portal)
  const film = video({ seconds: 3, size: '320x180' })
  const { id: filmId } = await publishFile(
    scene,
    'micro_lesson',
    { ...ENGLISH, title: '听歌谣' },
    '听歌谣.mp4',
    film,
  )
  await publishFile(
    scene,
    'task_sheet',
    { ...ENGLISH, title: '唱歌谣任务单' },
    '任务单.txt',
    Buffer.from('唱一唱'),
  )
  const [author, bureau, village, room] = await Promise.all([
    windowOf(browser, portal, '林晓雯'),
    windowOf(browser, portal, '沈研秋'),
    windowOf(browser, portal, '石小满'),
    windowOf(browser, portal),
  ])

  await test.step('the school builds it and the bureau approves', async () => {
    await visit(author.page)
    await author.courses.begin({ title: TITLE, subject: '英语', grade: '三年级' })
    await author.courses.addUnit(1, '听', ['听歌谣'])
    await author.courses.addUnit(2, '唱', ['唱歌谣任务单'])
    await author.courses.press('提交审核')
    await author.courses.expectStep('等待审核')
    await visit(bureau.page)
    await bureau.courses.tab('待我审核')
    await bureau.courses.open(TITLE)
    await bureau.courses.press('通过')
    await bureau.courses.expectStep('审核通过')
    await author.page.reload()
    await author.courses.press('开放订阅')
    await author.courses.expectStep('开放订阅')
  })

  const { items } = await village.client.call(listClasses, { query: { grade: 3 } })
  const schoolClass = items[0]!
  await test.step('a village class subscribes, and its room watches', async () => {
    await visit(village.page)
    await village.courses.open(TITLE)
    await village.courses.subscribe(schoolClass.name)
    const { code } = await room.client.call(beginEnrolment, {})
    const { orgId, id: classId } = schoolClass
    const body = { code, name: '三年级教室', kind: 'listen' as const, orgId, classId }
    await (await scene.as('陆云舒')).call(confirmEnrolment, { body })
    await room.client.call(pollEnrolment, {})
    await visit(room.page)
    await room.courses.tab('本班订阅的')
    await room.courses.open(TITLE)
    await room.page.getByRole('link', { name: '听歌谣' }).click()
    await expect(room.page).toHaveURL(new RegExp(filmId))
    const resource = new ResourcePage(room.page)
    await resource.start(/^播放$/)
    await resource.expectPast(2.5)
    await expect(async () => {
      await village.page.reload()
      await expect(village.courses.item('听歌谣')).toContainText('全班看过', { timeout: 1_000 })
    }).toPass()
  })

  await test.step('what does not run is marked by its teacher, and a question finds its answer', async () => {
    await village.courses.item('唱歌谣任务单').getByRole('button', { name: '登记已上' }).click()
    await village.courses.press('登记')
    await expect(village.courses.myClasses).toContainText('完成 2/2 单元')
    await village.courses.tab('提问')
    await village.page.getByPlaceholder('学生在课上问了什么？').fill('第二句太高怎么办？')
    await village.courses.press('提交问题')
    await expect(village.page.getByText(/前回答$/)).toBeVisible()
    await author.courses.tab('提问')
    await author.courses.press('回答')
    await author.page.getByPlaceholder('写给提问的班级').fill('全班降一个调来唱')
    await author.courses.press('发送回答')
    await village.page.reload()
    await expect(village.page.getByText('全班降一个调来唱')).toBeVisible()
  })
  for (const { faults } of [author, bureau, village, room]) expect(faults).toEqual([])
  await scene.end()
})
