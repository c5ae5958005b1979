import {
  checkTimetableChange,
  generateLessons,
  getCalendar,
  getTimetableWeek,
  listExchangePartners,
  listLessons,
  listTimetableTargets,
  signIn,
  type SlotMove,
  type TimetableSlot,
} from '@tongke/contract'
import Excel from 'exceljs'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { LessonChangesPage } from '../support/pages/lesson-changes.ts'
import { TimetablePage, type Place } from '../support/pages/timetable.ts'
import { PortalClient } from '../support/scene/portal-client.ts'
import { expect, test } from './fixtures.ts'

const SCHOOL = '示例市第一实验小学'
const SUBSTITUTED = '校本课程'
const PLACES: readonly Place[] = [1, 2, 3, 4, 5].flatMap((weekday) =>
  [1, 2, 3, 4, 5, 6].map((period) => ({ weekday, period })),
)
const isAt = (slot: Place, { weekday, period }: Place) => slot.weekday === weekday && slot.period === period

/** The class with the synchronized lesson, in a week all of whose days are taught. */
async function weekOf(officer: PortalClient) {
  const { terms } = await officer.call(getCalendar, { query: {} })
  const termId = terms.find(({ progress }) => progress === 'IN_PROGRESS')!.id
  const { schools } = await officer.call(listTimetableTargets, { query: { termId } })
  const orgId = schools.find(({ name }) => name === SCHOOL)!.id
  const { classes } = await officer.call(listTimetableTargets, { query: { termId, orgId } })
  const classId = classes.find(({ grades }) => grades.includes(3))!.id
  for (let week = 2; ; week += 1) {
    const query = { termId, view: 'class' as const, id: classId, week }
    const { days, slots } = await officer.call(getTimetableWeek, { query })
    const plain = days
      .slice(0, 5)
      .every(({ weekday, runs }) => runs?.week === week && runs.weekday === weekday)
    if (plain) return { termId, orgId, classId, week, slots }
  }
}

/** Two lessons of the class that may change places. */
async function exchangeable(officer: PortalClient, termId: string, slots: readonly TimetableSlot[]) {
  const local = slots.filter(({ mode }) => mode === 'local')
  for (const one of local)
    for (const other of local.filter(({ subject }) => subject !== one.subject)) {
      const moves: SlotMove[] = [
        { slotId: one.id, weekday: other.weekday, period: other.period },
        { slotId: other.id, weekday: one.weekday, period: one.period },
      ]
      const change = { kind: 'move' as const, moves }
      const { findings } = await officer.call(checkTimetableChange, { body: { termId, change } })
      if (findings.length === 0) return [one, other] as const
    }
  throw new Error('No two lessons may change places')
}

/** A lesson of the timetable that another one of its school and week may change places with. */
async function withPartner(officer: PortalClient): Promise<string> {
  // Its room is not about to open while the test is at it.
  const from = Date.now() + 3_600_000
  const { items } = await officer.call(listLessons, { query: { scope: 'all', from, pageSize: 50 } })
  for (const { id } of items)
    if ((await officer.call(listExchangePartners, { params: { id } })).length > 0) return id
  throw new Error('No two lessons may change places')
}

/** The workbook with another subject in a row of a class that the test has not touched. */
async function edited(workbook: Buffer, subject: string): Promise<Buffer> {
  const book = new Excel.Workbook()
  await book.xlsx.load(workbook as never)
  const sheet = book.getWorksheet('课表')!
  sheet.getCell('D2').value = subject
  return Buffer.from(await book.xlsx.writeBuffer())
}

test.use({ county: 'timetable' })

test('a week is planned by dragging: taken back, refused with free places, followed by its lessons; by workbook and by lesson', async ({
  portal,
  browser,
}) => {
  const context = await browser.newContext({ baseURL: portal.origin, acceptDownloads: true })
  const officer = new PortalClient(context.request, portal.origin)
  await officer.call(signIn, { body: { login: '顾知行', password: DEMO_PASSWORD } })
  const { termId, slots, ...of } = await weekOf(officer)
  const [one, other] = await exchangeable(officer, termId, slots)
  const lecture = slots.find(({ mode }) => mode === 'sync-lecture')!
  await officer.call(generateLessons, { body: {} })

  const page = await context.newPage()
  const week = new TimetablePage(page)
  await week.open(of)
  const wordsOf = async (place: Place) => (await week.card(place).locator('strong').textContent()) ?? ''
  const [first, second] = [await wordsOf(one), await wordsOf(other)]

  await week.drag(one, other)
  await week.expectSubject(other, first)
  await week.expectSubject(one, second)
  await week.undo()
  await week.expectSubject(one, first)
  await week.carry(one, other)
  await week.expectSubject(other, first)

  // Whoever listens has another lesson there: the week of the class alone cannot tell.
  const clash = PLACES.find((place) => place.weekday !== lecture.weekday && !isAt(lecture, place))!
  await week.drag(lecture, clash)
  await expect(week.refusal).toContainText('时间冲突')
  await expect(week.refusal).toContainText('同一时间有两节课')
  const free = await week.takeNearestFree()
  await expect(week.card(free)).toHaveAccessibleName(/同步主讲/)
  await expect(week.stale).toBeVisible()
  const followed = await week.letLessonsFollow('上级安排')
  expect(followed.length).toBeGreaterThan(0)
  await expect(week.stale).toBeHidden()

  const exported = await week.export()
  await expect(await week.check(exported)).toContainText('新增 0 节，修改 0 节，删除 0 节')
  await page.getByRole('button', { name: '换一个文件' }).click()
  await expect(await week.check(await edited(exported, SUBSTITUTED))).toContainText('修改 1 节')
  await week.import()

  const changes = new LessonChangesPage(page)
  await changes.open(await withPartner(officer))
  await changes.exchange('教师生病')
  await changes.substitute('教师生病')
  await changes.cancel('停电')
  await changes.makeUp()
})
