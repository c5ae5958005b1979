import type { Browser } from '@playwright/test'
import { signIn } from '@tongke/contract'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { DesignPage } from '../support/pages/design.ts'
import { beginDesignSession } from '../support/research/design-session.ts'
import { PortalClient } from '../support/scene/portal-client.ts'
import { expect, test, type Portal } from './fixtures.ts'

const GOALS = '教学目标'
/** So long two people type in one paragraph. */
const TYPING_MS = 30_000
const KEY_MS = 70

async function windowOf(browser: Browser, { origin }: Portal, login: string) {
  const context = await browser.newContext({ baseURL: origin })
  const client = new PortalClient(context.request, origin)
  await client.call(signIn, { body: { login, password: DEMO_PASSWORD } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  return { context, page, client, desk: new DesignPage(page), faults }
}

test('two people type in one paragraph for 30 s, one of them without a line and reloading meanwhile, and lose no character', async ({
  portal,
  browser,
}) => {
  test.setTimeout(120_000)
  const [lin, shi, officer] = [
    await windowOf(browser, portal, '林晓雯'),
    await windowOf(browser, portal, '石小满'),
    await windowOf(browser, portal, '顾知行'),
  ]
  const { designId } = await beginDesignSession(lin.client, officer.client, [shi.client])
  await Promise.all([lin, shi].map(({ desk }) => desk.open(portal.origin, designId)))
  await shi.page.evaluate(() => navigator.serviceWorker.ready)

  const until = Date.now() + TYPING_MS
  const typed = { 林: 0, 石: 0 }
  const type = async (who: typeof lin, character: keyof typeof typed, goesOn: () => boolean) => {
    while (goesOn()) {
      await who.page.keyboard.type(character, { delay: KEY_MS })
      typed[character] += 1
    }
  }
  await lin.desk.text(GOALS).click()
  const first = type(lin, '林', () => Date.now() < until)
  const second = (async () => {
    await shi.desk.text(GOALS).click()
    await shi.page.keyboard.press('Home')
    await type(shi, '石', () => typed.石 < 60)
    await shi.context.setOffline(true)
    await shi.desk.expectStatus('离线')
    const before = typed.石
    await type(shi, '石', () => typed.石 < before + 40)
    await shi.desk.expectKept()
    // The browser is closed and opened where there is no line.
    await shi.page.reload()
    await shi.desk.expectStatus('离线')
    await expect(shi.desk.text(GOALS)).toHaveValue(new RegExp(`^(林*石){${typed.石}}林*$`))
    await shi.desk.text(GOALS).click()
    await shi.page.keyboard.press('Home')
    const after = typed.石
    await type(shi, '石', () => typed.石 < after + 40)
    await shi.context.setOffline(false)
    await type(shi, '石', () => Date.now() < until)
  })()
  await Promise.all([first, second])

  await Promise.all([lin, shi].map(({ desk }) => desk.expectStatus('已保存')))
  const count = (text: string, character: string) => [...text].filter((one) => one === character).length
  await expect
    .poll(async () => count(await lin.desk.text(GOALS).inputValue(), '石'), { timeout: 20_000 })
    .toBe(typed.石)
  await expect
    .poll(async () => count(await shi.desk.text(GOALS).inputValue(), '林'), { timeout: 20_000 })
    .toBe(typed.林)
  const texts = await Promise.all([lin, shi].map(({ desk }) => desk.text(GOALS).inputValue()))
  expect(texts[0]).toBe(texts[1])
  expect(texts[0]).toHaveLength(typed.林 + typed.石)
  for (const { faults } of [lin, shi]) expect(faults).toEqual([])
})
