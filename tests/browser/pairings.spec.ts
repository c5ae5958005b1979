import type { Browser } from '@playwright/test'
import { signIn } from '@tongke/contract'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { PortalClient } from '../support/scene/portal-client.ts'
import { expect, test, type Portal } from './fixtures.ts'

/** A window of its own, already signed in. */
async function windowOf(browser: Browser, { origin }: Portal, login: string) {
  const context = await browser.newContext({ baseURL: origin })
  await new PortalClient(context.request, origin).call(signIn, { body: { login, password: DEMO_PASSWORD } })
  return context.newPage()
}

test('an agreement is signed by the head, put in force by the bureau, and covers a school more', async ({
  portal,
  browser,
}) => {
  const [head, officer] = await Promise.all([
    windowOf(browser, portal, '程远舟'),
    windowOf(browser, portal, '顾知行'),
  ])
  await officer.goto('/pairings?tab=coverage')
  await expect(officer.getByText('80.0 %')).toBeVisible()
  await expect(officer.getByText('10 所乡村学校，8 所有人帮扶')).toBeVisible()

  await head.goto('/pairings?tab=to_do')
  await head.getByRole('link', { name: '梨花村小学' }).click()
  await head.getByRole('button', { name: '代表帮扶方签署' }).click()
  await head
    .getByRole('dialog')
    .getByRole('button', { name: /确\s*定/ })
    .click()
  await expect(head.getByRole('listitem').filter({ hasText: '示例市第一实验小学' })).toContainText('程远舟')

  await officer.getByRole('tab', { name: '待我办理' }).click()
  await officer.getByRole('link', { name: '梨花村小学' }).click()
  await officer.getByRole('button', { name: '确认生效' }).click()
  await expect(officer.getByRole('heading', { name: '生效' })).toBeVisible()

  await officer.getByRole('link', { name: '全部协议' }).click()
  await officer.getByRole('tab', { name: '帮扶覆盖' }).click()
  await expect(officer.getByText('90.0 %')).toBeVisible()
})
