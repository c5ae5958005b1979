import type { Page } from '@playwright/test'
import { SignInPage } from '../support/pages/sign-in.ts'
import { expect, test } from './fixtures.ts'

const lessonAt = (page: Page, weekday: string, period: number) =>
  page.getByRole('button', { name: new RegExp(`，${weekday}第 ${period} 节，本班上课$`) })

/** The subject, which is what its name begins with. */
const subjectAt = async (page: Page, weekday: string, period: number): Promise<string> =>
  ((await lessonAt(page, weekday, period).getAttribute('aria-label')) ?? '').split('，')[0] ?? ''

test('a head moves lessons by the mouse and without it, and the check finds nothing wrong', async ({
  seat,
}) => {
  const head = await seat('lecturer')
  await head.goto('/sign-in')
  await new SignInPage(head.page).signIn('程远舟', 'tongke-demo-2026')
  await expect(head.page).not.toHaveURL(/sign-in/)
  await head.goto('/timetable?view=class')
  const { page } = head
  await lessonAt(page, '周一', 1).click()
  const panel = page.getByRole('dialog')
  const place = panel.getByRole('listitem').first().getByRole('button')
  const where = (await place.textContent()) ?? ''
  const [, weekday = '', period = ''] = /(周.)第 (\d) 节/.exec(where) ?? []
  const moved = await subjectAt(page, '周一', 1)
  await place.click()
  await expect(page.getByText('课表已保存')).toBeVisible()
  await expect(panel).toBeHidden()
  expect(await subjectAt(page, weekday, Number(period))).toBe(moved)

  // Back by dragging: the lesson that made way goes back as well.
  await lessonAt(page, weekday, Number(period)).dragTo(page.getByRole('row').nth(1).getByRole('cell').first())
  await expect(lessonAt(page, '周一', 1)).toHaveAttribute('aria-label', new RegExp(`^${moved}，`))
  await page.getByRole('button', { name: '检查课表' }).click()
  await expect(page.getByRole('dialog').getByText('必须改 0')).toBeVisible()
})
