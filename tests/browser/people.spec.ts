import ExcelJS from 'exceljs'
import { SignInPage } from '../support/pages/sign-in.ts'
import { DevicesPage, EnrolmentPage } from '../support/pages/devices.ts'
import { PeoplePage } from '../support/pages/people.ts'
import { County } from '../support/scene/county.ts'
import { expect, test } from './fixtures.ts'

const HEADINGS = ['县编号', '姓名', '手机号', '单位', '角色', '任教学科', '职称', '任职起始日', '任职截止日']

async function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('人员')
  sheet.addRow(HEADINGS)
  for (const row of rows) sheet.addRow([...row])
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('an address without TLS says so before anybody tries to sign in', async ({ page, portal }) => {
  for (const path of ['/sign-in', '/device']) {
    await page.goto(portal.farOrigin + path)
    await expect(page.getByRole('alert')).toContainText('不是 https')
    await page.goto(portal.origin + path)
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.getByRole('alert')).toHaveCount(0)
  }
})

test('a wrong password is refused in words, the right one opens what was asked for', async ({
  seat,
  portal,
}) => {
  const teacher = await seat('lecturer')
  const signIn = new SignInPage(teacher.page)
  await teacher.goto('/admin/people')
  await expect(teacher.page).toHaveURL(/\/sign-in/)
  await signIn.signIn(portal.administrator.login, 'not the password')
  await signIn.expectRefusal('密码不对')
  await signIn.signIn(portal.administrator.login, portal.administrator.password)
  await expect(teacher.page).toHaveURL(/\/admin\/people/)
  await expect(teacher.page.getByRole('heading', { name: '人员', exact: true })).toBeVisible()
})

test('a classroom PC shows a code, its coordinator confirms it, and from then on it comes in by itself', async ({
  seat,
  admin,
}) => {
  const [coordinator, classroom] = await Promise.all([
    seat('assistantA'),
    seat('roomA', { viewport: 'screen' }),
  ])
  const county = new County(admin)
  const [school] = await county.schools('village', 3, 1)
  await county.hire('王守望', school!.organization.id, 'coordinator', coordinator.client)

  await classroom.goto('/device')
  const enrolment = new EnrolmentPage(classroom.page)
  const code = await enrolment.code()
  await coordinator.goto(DevicesPage.path)
  await new DevicesPage(coordinator.page).confirm(code, school!.schoolClass.name, '二楼东教室')
  await enrolment.expectHome(school!.schoolClass.name)

  await classroom.page.reload()
  await enrolment.expectHome(school!.schoolClass.name)
  await classroom.goto('/admin/people')
  await expect(classroom.page, 'a device gets no administration page').toHaveURL(/\/device/)
})

test('a workbook with bad rows imports nobody, and everybody once it is good', async ({
  seat,
  admin,
  portal,
}) => {
  const county = new County(admin)
  const [school] = await county.schools('village', 3, 1)
  const { name } = school!.organization
  const officer = await seat('lecturer')
  await officer.goto('/sign-in')
  await new SignInPage(officer.page).signIn(portal.administrator.login, portal.administrator.password)
  await expect(officer.page).not.toHaveURL(/sign-in/)
  await officer.goto(PeoplePage.path)
  const people = new PeoplePage(officer.page)

  const good = ['XT-90001', '欧阳松涛', '13700001111', name, '教师', '音乐', '', '2026-09-01', '']
  await people.openImport()
  await people.choose(
    'bad.xlsx',
    await workbook([
      good,
      ['XT-90002', '司马竹心', '12345', name, '教师', '', '', '2026-09-01', ''],
      ['XT-90003', '高远', '13700001113', '没有这所学校', '教师', '', '', '2026-09-01', ''],
    ]),
  )
  await people.expectProblems(2, [
    { line: 3, column: '手机号' },
    { line: 4, column: '单位' },
  ])
  await people.again()
  await people.choose('good.xlsx', await workbook([good]))
  await people.import(1)
  await people.search('欧阳松涛')
  await people.expectPerson('欧阳松涛')
  await people.search('司马竹心')
  await people.expectNobody('司马竹心')
})

const PAGES = ['/', '/lessons', '/lessons/new', '/courses', '/packs', '/check', '/me']
const SCHEDULE_PAGES = ['/calendar', '/pairings', '/timetable', '/rooms', '/rooms/repairs', '/reports']
const LIBRARY_PAGES = [
  '/library',
  '/library/favourites',
  '/library/collections',
  '/library/mine',
  '/library/mine?new=type',
  '/library/mine/uploads',
  '/library/mine/import',
  '/library/review',
]
const ADMIN_PAGES = [
  '/admin/organizations',
  '/admin/people',
  '/admin/classes',
  '/admin/devices',
  '/admin/curriculum',
  '/admin/curriculum?tab=textbooks',
  '/admin/audit',
]
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
]

test('every page fits three sizes and its console stays silent', async ({ seat, portal }) => {
  const reader = await seat('lecturer')
  await reader.goto('/sign-in')
  await new SignInPage(reader.page).signIn(portal.administrator.login, portal.administrator.password)
  await expect(reader.page).not.toHaveURL(/sign-in/)
  reader.complaints.length = 0
  for (const path of [...PAGES, ...SCHEDULE_PAGES, ...LIBRARY_PAGES, ...ADMIN_PAGES]) {
    await reader.goto(path)
    for (const size of SIZES) {
      await reader.page.setViewportSize(size)
      await expect(reader.page.getByRole('heading').first(), path).toBeVisible()
      const overflow = await reader.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow, `${path} at ${size.width} scrolls sideways`).toBeLessThanOrEqual(0)
      expect(reader.complaints, `${path} at ${size.width}`).toEqual([])
    }
  }
})
