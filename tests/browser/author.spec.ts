import { getResource, saveDraft } from '@tongke/contract'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import type { Participant } from '../support/scene/participant.ts'
import { MyResourcesPage } from '../support/pages/my-resources.ts'
import { ResourceEditor } from '../support/pages/resource-editor.ts'
import { ReviewDesk } from '../support/pages/review-desk.ts'
import { SignInPage } from '../support/pages/sign-in.ts'
import { expect, test } from './fixtures.ts'

const TITLE = '口算练一练'
const REASON = '第三题的答案不对，请核对'
const SHEET = { name: '口算.txt', mimeType: 'text/plain', buffer: Buffer.from('3 + 5 = 8\n7 - 2 = 5\n') }

async function enter(person: Participant, name: string, path: string): Promise<void> {
  await person.goto('/sign-in')
  await new SignInPage(person.page).signIn(name, DEMO_PASSWORD)
  await expect(person.page).not.toHaveURL(/sign-in/)
  await person.goto(path)
}

test('a resource goes from draft through a rejection to publication', async ({ seat }) => {
  test.setTimeout(180_000)
  const author = await seat('lecturer')
  const mine = new MyResourcesPage(author.page)
  const editor = new ResourceEditor(author.page)
  await enter(author, '林晓雯', MyResourcesPage.path)

  await test.step('written homework for grade 2 is refused at its field', async () => {
    await mine.begin('练习')
    await mine.describe({ title: TITLE, subject: '数学', grade: '二年级' })
    await mine.dialog.getByRole('radio', { name: '书面' }).check()
    await mine.create()
    await expect(mine.dialog.getByText(/小学一、二年级不布置书面课后作业/)).toBeVisible()
    await mine.dialog.getByRole('radio', { name: '口头' }).check()
    await mine.create()
    await expect(author.page).toHaveURL(/\/library\/[0-9a-f-]+\/edit$/)
  })
  const id = /library\/([0-9a-f-]+)\/edit/.exec(author.page.url())?.[1] ?? ''

  await test.step('what is missing is said, until the file is there and processed', async () => {
    await expect(editor.readiness).toContainText('练习文件缺')
    await expect(editor.submit).toBeDisabled()
    await editor.upload(SHEET)
    await expect(editor.file(SHEET.name)).toContainText('处理完成', { timeout: 60_000 })
    await expect(editor.readiness).toContainText('可以提交了')
  })

  await test.step('a change from another window is not overwritten', async () => {
    await editor.write('先写一句')
    await editor.save()
    await editor.expectSaved()
    const { version } = await author.client.call(getResource, { params: { id } })
    const metadata = { ...version.metadata, description: '别处写的' }
    await author.client.call(saveDraft, { params: { id }, body: { metadata, revision: version.revision } })
    await editor.write('这里写的')
    await editor.save()
    await expect(author.page.getByRole('alert').filter({ hasText: '这份草稿在别处改过了' })).toBeVisible()
    await author.page.getByRole('button', { name: '读取最新内容' }).click()
    await expect(author.page.getByLabel('简介')).toHaveValue('别处写的')
  })

  await test.step('it is submitted with self-review and pledge', async () => {
    await editor.submitToAll()
    await expect(author.page.getByRole('heading', { name: '学校审核中' })).toBeVisible()
  })

  const head = await seat('assistantA')
  const school = new ReviewDesk(head.page)
  await test.step('the school sends it back with a reason, which the author reads', async () => {
    await enter(head, '程远舟', ReviewDesk.path)
    await school.open(TITLE)
    await school.judge(['科学性'])
    await school.sendBack(REASON)
    await author.page.reload()
    await expect(author.page.getByText(REASON)).toBeVisible()
    await editor.write('答案已核对')
    await editor.submitToAll()
  })

  await test.step('the school passes it on to the city, which publishes it', async () => {
    await head.page.reload()
    await school.open(TITLE)
    await expect(head.page.getByText(REASON)).toBeVisible()
    await school.judge()
    await school.pass()
    const researcher = await seat('assistantB')
    const city = new ReviewDesk(researcher.page)
    await enter(researcher, '沈研秋', ReviewDesk.path)
    await city.open(TITLE)
    await city.judge()
    await city.pass()
  })

  await author.goto(`${MyResourcesPage.path}?state=PUBLISHED`)
  await mine.expectState(TITLE, '全市的老师和班级都能使用')
  for (const { complaints } of [author, head])
    expect(complaints.filter((one) => !/40[39]|422|400/.test(one))).toEqual([])
})
