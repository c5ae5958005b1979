import { getPapers } from '@tongke/contract'
import { stageLesson } from '../support/scene/lesson-scene.ts'
import { expect, test } from './fixtures.ts'

test('a roll taken without a line, on a page that was closed, arrives later, once', async ({
  seat,
  admin,
}) => {
  const { lesson, assistantA, legA } = await stageLesson({ seat, admin })
  const { page, client } = assistantA
  const params = { id: lesson.id }
  await assistantA.goto(`/lessons/${lesson.id}/papers`)
  const context = page.context()
  const seat3 = page.getByRole('button', { name: '3 号座位：实到', exact: true })
  await expect(seat3).toBeVisible()
  await page.waitForFunction(async () => Boolean((await navigator.serviceWorker.ready).active))
  await context.setOffline(true)
  // The phone was locked meanwhile and begins anew, as often as it likes.
  await page.reload()
  await expect(page.getByText('现在连不上服务器')).toBeVisible()
  await expect(page.getByRole('heading', { name: lesson.title })).toBeVisible()
  await seat3.click()
  await expect(page.getByTestId('paper-state').first()).toContainText('已存在本机')
  await page.getByRole('button', { name: '报给老师' }).click()
  await expect(page.getByTestId('paper-state').first()).toContainText('有网就送出')
  await page.reload()
  await expect(page.getByRole('button', { name: '3 号座位：请假', exact: true })).toBeVisible()
  await expect(page.getByTestId('paper-state').first()).toContainText('有网就送出')
  await page.goto('about:blank')

  const rollThere = async () => (await client.call(getPapers, { params })).legs[0]?.roll
  expect(await rollThere()).toBeNull()
  await context.setOffline(false)
  await assistantA.goto('/')
  await expect.poll(rollThere).not.toBeNull()
  await assistantA.goto(`/lessons/${lesson.id}/papers`)
  await expect(page.getByTestId('paper-state').first()).toContainText('已送出')
  await expect(page.getByRole('button', { name: '3 号座位：请假', exact: true })).toBeVisible()
  const { legs } = await client.call(getPapers, { params })
  const roll = legs.find(({ legId }) => legId === legA)?.roll
  expect([roll?.seats, roll?.handedInAt]).toEqual([[{ seat: 3, mark: 'leave' }], roll?.changedAt])
})
