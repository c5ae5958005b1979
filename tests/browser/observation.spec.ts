import { getEvidence, getObservation, signIn } from '@tongke/contract'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { CutLine } from '../support/cut-line.ts'
import { observedSession } from '../support/observed-session.ts'
import { ObserverPhone } from '../support/pages/observation.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { expect, test } from './fixtures.ts'

const [LECTURER, OBSERVER, COLLEAGUE] = ['林晓雯', '石小满', '周乐山'] as const

test('an observer’s line is cut and the phone’s browser closed: nothing is lost, and all of it arrives once', async ({
  portal,
  playwright,
  launchOptions,
  browser,
}) => {
  test.setTimeout(180_000)
  const scene = await ReviewScene.set(portal)
  const lecturer = { name: LECTURER, client: await scene.as(LECTURER) }
  const { sessionId, lessonId } = await observedSession(scene.database, lecturer, [OBSERVER, COLLEAGUE], {
    isRunning: true,
  })
  const folder = await mkdtemp(join(tmpdir(), 'tongke-observer-'))
  const faults: string[] = []
  const line = await CutLine.open(portal.origin)
  const openPhone = async (): Promise<{ context: BrowserContext; phone: ObserverPhone }> => {
    const context = await playwright.chromium.launchPersistentContext(folder, {
      ...launchOptions,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width: 390, height: 844 },
    })
    const page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(10_000)
    page.on('pageerror', ({ message }) => faults.push(message))
    return { context, phone: new ObserverPhone(page) }
  }
  const kept = async (name: string) => {
    const { sheets } = await (await scene.as(name)).call(getObservation, { params: { id: sessionId } })
    return sheets[0]?.marks ?? []
  }
  const evidence = async () =>
    (await scene.as(COLLEAGUE)).call(getEvidence, { params: { id: sessionId }, query: { lessonId } })

  const first = await openPhone()
  await test.step('with a line every touch arrives', async () => {
    const { context, phone } = first
    await context.request.fetch(`${line.origin}${signIn.path}`, {
      method: 'POST',
      data: { login: OBSERVER, password: DEMO_PASSWORD },
      headers: { origin: line.origin },
    })
    await phone.page.goto(line.origin + ObserverPhone.path(sessionId))
    await phone.page.getByRole('button', { name: '开始观课' }).click()
    await phone.switchTo('讲授')
    await phone.count('问本地')
    await phone.count('问远端')
    await phone.count('问远端')
    await phone.sheet.getByRole('button', { name: /撤销/ }).click()
    await phone.expectSent()
    expect(await kept(OBSERVER)).toHaveLength(3)
    await phone.page.evaluate(() => navigator.serviceWorker.ready)
  })

  await test.step('without one they stay on the phone', async () => {
    const { context, phone } = first
    line.cut()
    await phone.wait('等远端')
    await phone.write('远端的孩子举手了')
    await expect(phone.sheet).toHaveAttribute('data-unsent', '2')
    await expect(phone.page.getByTestId('kept')).toContainText('2 条在本机')
    await context.close()
  })

  const second = await openPhone()
  await test.step('closed and opened without a line, the page goes on where it was', async () => {
    const { phone } = second
    await phone.page.goto(line.origin + ObserverPhone.path(sessionId, lessonId))
    await expect(phone.sheet).toHaveAttribute('data-unsent', '2')
    expect(await phone.marks()).toEqual(['讲授', '问本地', '问远端', '等远端回答 N 秒', '远端的孩子举手了'])
    await phone.switchTo('讨论')
    await phone.count('远端答')
    await expect(phone.sheet).toHaveAttribute('data-unsent', '4')
    expect(await kept(OBSERVER)).toHaveLength(3)
  })

  await test.step('with the line back everything arrives, each mark once, in its order', async () => {
    const { phone } = second
    line.mend()
    await phone.expectSent()
    const marks = await kept(OBSERVER)
    expect(marks.map(({ body }) => body.kind)).toEqual([
      'activity',
      'count',
      'count',
      'wait',
      'note',
      'activity',
      'count',
    ])
    expect((await evidence()).marks).toEqual([])
    expect(await kept(COLLEAGUE)).toEqual([])
  })

  await test.step('handed in, a colleague sees it on the timeline', async () => {
    const { phone } = second
    await phone.page.getByRole('button', { name: '提交' }).click()
    await phone.page.getByRole('button', { name: '确认提交' }).click()
    await expect(phone.sheet).toHaveAttribute('data-handed-in', 'true')
    const colleague = await browser.newContext()
    await colleague.request.fetch(`${portal.origin}${signIn.path}`, {
      method: 'POST',
      data: { login: COLLEAGUE, password: DEMO_PASSWORD },
      headers: { origin: portal.origin },
    })
    const page = await colleague.newPage()
    page.on('pageerror', ({ message }) => faults.push(message))
    await page.goto(`${portal.origin}/research/${sessionId}/evidence`)
    const lane = page.getByTestId('timeline').locator('.lane')
    await expect(lane).toContainText(OBSERVER)
    await expect(lane.getByRole('button', { name: /远端的孩子举手了/ })).toBeVisible()
    const moments = page.getByRole('region', { name: '全部记录' })
    await expect(moments.getByRole('listitem')).toHaveCount(7)
    await page.getByRole('group', { name: '标签' }).getByRole('button', { name: '计数' }).click()
    await expect(moments.getByRole('listitem')).toHaveCount(4)
    await colleague.close()
  })

  expect(faults).toEqual([])
  await second.context.close()
  line.close()
  await scene.end()
  await rm(folder, { recursive: true, force: true })
})
