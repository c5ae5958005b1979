import { cancelLesson, listMyNotes, planLesson, rescheduleLesson } from '@tongke/contract'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { RoomHomePage } from '../support/pages/room-home.ts'
import { County } from '../support/scene/county.ts'
import { expect, test } from './fixtures.ts'

const MINUTE = 60_000
const GRADE = 3

test('a classroom follows the timetable by itself, and a teacher’s notes outlive a cut', async ({
  seat,
  admin,
}) => {
  test.setTimeout(120_000)
  const county = new County(admin)
  const [[host], [guest]] = await Promise.all([
    county.schools('urban', GRADE, 1),
    county.schools('village', GRADE, 1),
  ])
  const [lecturer, room, watcher] = await Promise.all([
    seat('lecturer'),
    seat('roomA', { viewport: 'screen' }),
    seat('assistantA', { viewport: 'phone' }),
  ])
  await county.hire('周明远', host!.organization.id, 'teacher', lecturer.client)
  await county.hire('林小溪', guest!.organization.id, 'teacher', watcher.client)
  await county.enrol(room.client, guest!)
  await county.agree(host!, [guest!])
  const plan = (change: object) =>
    lecturer.client.call(planLesson, {
      body: {
        title: '春天的歌',
        subject: 'music',
        grade: GRADE,
        plannedStart: null,
        lectureClassId: host!.schoolClass.id,
        legs: [],
        ...change,
      },
    })

  await test.step('the screen counts down, and goes in when the lesson is moved to be due', async () => {
    const legs = [{ classId: guest!.schoolClass.id, assistantId: null }]
    const lesson = await plan({ legs, plannedStart: Date.now() + 30 * MINUTE })
    await room.goto(RoomHomePage.path)
    await expect(room.page.getByRole('timer')).toHaveText(/^(29|30):\d\d$/)
    await expect(room.page.getByText('后自动进入教室')).toBeVisible()
    const moved = await lecturer.client.call(rescheduleLesson, {
      params: { id: lesson.id },
      body: { plannedStart: Date.now() + 10 * MINUTE, reason: 'other' },
    })
    const screen = new ListeningRoom(room.page)
    await new RoomHomePage(room.page).enter()
    expect(room.page.url()).toContain(moved.id)
    await screen.expectState('未开放')

    await room.page.reload()
    await screen.expectState('未开放')
    await room.goto(RoomHomePage.path)
    await new RoomHomePage(room.page).enter()
    await screen.expectState('未开放')

    await lecturer.client.call(cancelLesson, { params: { id: moved.id }, body: { reason: 'power' } })
    await expect(room.page.getByRole('heading', { name: /取消/ })).toBeVisible()
    await room.page.getByRole('button', { name: '回到教室首页' }).click()
    await expect(room.page.getByRole('heading', { name: '今天没有别的课了' })).toBeVisible({
      timeout: 15_000,
    })
  })

  await test.step('a teacher joins a master lesson, and writes while the line is cut', async () => {
    const lesson = await plan({ type: 'master', title: '示范课' })
    const { page } = watcher
    await watcher.goto('/observe')
    const row = page.locator(`[data-lesson="${lesson.id}"]`)
    await row.getByRole('button', { name: '我要观摩' }).click()
    await row.getByRole('link', { name: '进入观摩' }).click()
    const notes = page.getByTestId('notes')
    await notes.getByRole('button', { name: '亮点' }).click()
    await expect(notes).toHaveAttribute('data-unsent', '0')

    await page.context().setOffline(true)
    await notes.getByRole('textbox', { name: '写下听到、看到、想到的' }).fill('导入很巧')
    await notes.getByRole('button', { name: '下一条' }).click()
    await expect(notes).toHaveAttribute('data-unsent', '1')
    await expect(notes.getByText('存在本机', { exact: true })).toBeVisible()
    await page.context().setOffline(false)
    await page.reload()
    await expect(notes.getByRole('button', { name: '导入很巧' })).toBeVisible()
    await expect(notes).toHaveAttribute('data-unsent', '0')
    const kept = await watcher.client.call(listMyNotes, { params: { id: lesson.id } })
    expect(kept.notes).toMatchObject([{ text: '导入很巧', tags: ['highlight'] }])
  })
})
