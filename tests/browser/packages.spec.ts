import { DEMO_PASSWORD } from '../support/api-client.ts'
import { MyResourcesPage } from '../support/pages/my-resources.ts'
import { PackagesPage } from '../support/pages/packages.ts'
import { SignInPage } from '../support/pages/sign-in.ts'
import { zipOf } from '../support/zip.ts'
import { expect, test } from './fixtures.ts'

const MANIFEST = `<?xml version="1.0"?>
  <manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1">
  <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion></metadata>
  <organizations><organization identifier="o"><item identifier="top">
    <item identifier="a" identifierref="r1"><title>生字卡片</title></item>
    <item identifier="b" identifierref="r2"><title>单元测验</title></item>
  </item></organization></organizations>
  <resources>
    <resource identifier="r1" type="webcontent" href="cards.txt"><file href="cards.txt"/></resource>
    <resource identifier="r2" type="imsqti_xmlv1p2/imscc_xmlv1p3/assessment"><file href="t.xml"/></resource>
  </resources></manifest>`

const textFile = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

test('a package is looked at, completed and imported as drafts', async ({ seat }) => {
  const author = await seat('lecturer')
  const { page } = author
  await author.goto('/sign-in')
  await new SignInPage(page).signIn('林晓雯', DEMO_PASSWORD)
  await expect(page).not.toHaveURL(/sign-in/)
  await author.goto(PackagesPage.path)
  const packages = new PackagesPage(page)
  await packages.bring(
    '第二单元.imscc',
    zipOf({ 'imsmanifest.xml': Buffer.from(MANIFEST), 'cards.txt': Buffer.from('秋 天\n') }),
  )
  await expect(packages.item('单元测验')).toContainText('只能在原来的平台使用')
  await expect(packages.item('生字卡片')).toContainText('请在上面选学科、起始年级')
  await packages.choose('学科', '语文')
  await packages.choose('起始年级', '三年级')
  await expect(packages.item('生字卡片')).toContainText('可以导入')
  await packages.start(1)
  await expect(packages.item('生字卡片')).toContainText('已是草稿')
  // What was made stays known after the page was closed.
  await page.reload()
  await expect(packages.item('生字卡片')).toContainText('已是草稿')
  await packages.item('生字卡片').getByRole('link', { name: '打开草稿' }).click()
  await expect(page.getByRole('heading', { name: '生字卡片' })).toBeVisible()
  await expect(page.getByText('cards.txt')).toBeVisible()

  await test.step('files are sent first, and one of them becomes a resource', async () => {
    await author.goto('/library/mine')
    await page.getByRole('link', { name: '上传中心' }).click()
    const files = [textFile('词语卡片.txt', '春 天\n'), textFile('朗读要点.txt', '轻声\n')]
    await page.getByLabel('选择文件').setInputFiles(files)
    const row = page.getByRole('listitem').filter({ hasText: '词语卡片' })
    await expect(page.getByRole('listitem').filter({ hasText: '上传完成' })).toHaveCount(2)
    await row.getByRole('button', { name: '做成资源' }).click()
    const mine = new MyResourcesPage(page)
    await mine.dialog.getByRole('button', { name: /^教案/ }).click()
    await expect(mine.dialog.getByLabel('标题')).toHaveValue('词语卡片')
    await mine.describe({ title: '词语卡片', subject: '语文', grade: '二年级' })
    await mine.create()
    await expect(page.getByRole('region', { name: '文件' }).getByText('词语卡片.txt')).toBeVisible()
  })
})
