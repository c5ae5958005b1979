import { SignInPage } from '../support/pages/sign-in.ts'
import { expect, test } from './fixtures.ts'

const json = (name: string, nodes: readonly object[]) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({ nodes })),
})
const UNIT = { code: 'dd-tb-1a-09', kind: 'unit', title: '第九单元 小河边', parent: 'dd-tb-1a' }

test('a file with bad rows changes nothing, a good one shows in the tree, and what is closed comes back', async ({
  seat,
  portal,
}) => {
  const officer = await seat('lecturer')
  await officer.goto('/sign-in')
  await new SignInPage(officer.page).signIn(portal.administrator.login, portal.administrator.password)
  await expect(officer.page).not.toHaveURL(/sign-in/)
  await officer.goto('/admin/curriculum')
  const page = officer.page
  const dialog = page.getByRole('dialog', { name: '导入教材目录' })
  const volume = page.getByRole('region', { name: '一年级上册' })
  await expect(volume.getByText('第一单元 我是小学生')).toBeVisible()

  await page.getByRole('button', { name: '导入目录' }).click()
  const choose = (file: ReturnType<typeof json>) => dialog.locator('input[type=file]').setInputFiles(file)
  await choose(json('bad.json', [UNIT, { ...UNIT, code: 'dd-x', parent: 'dd-none' }]))
  await expect(dialog.getByRole('alert')).toContainText('有 1 处问题')
  await expect(dialog.getByRole('row', { name: /目录 2 上级编码 系统里没有这一项/ })).toBeVisible()
  await dialog.getByRole('button', { name: '换一个文件' }).click()
  await choose(json('good.json', [UNIT]))
  await dialog.getByRole('button', { name: '导入 1 项' }).click()
  await expect(dialog.getByRole('status')).toContainText('导入完成')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(volume.getByText('第九单元 小河边')).toBeVisible()

  await volume.getByRole('button', { name: '停用 第九单元 小河边' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await volume.getByRole('button', { name: '恢复 第九单元 小河边' }).click()
  await expect(volume.getByRole('button', { name: '停用 第九单元 小河边' })).toBeVisible()
})

test('a school says which edition it uses', async ({ seat }) => {
  const coordinator = await seat('assistantA')
  await coordinator.goto('/sign-in')
  await new SignInPage(coordinator.page).signIn('陆云舒', 'tongke-demo-2026')
  await expect(coordinator.page).not.toHaveURL(/sign-in/)
  await coordinator.goto('/admin/curriculum?tab=textbooks')
  const { page } = coordinator
  const maths = page.getByRole('listitem').filter({ hasText: '数学' })
  await expect(maths).toContainText('人教版')
  await maths.getByRole('combobox').click()
  await page.getByTitle('北师大版').click()
  await expect(page.getByText('已保存')).toBeVisible()
  await page.reload()
  await expect(maths).toContainText('北师大版')
})
