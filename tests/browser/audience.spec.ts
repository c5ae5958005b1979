import { listViewers, listWatchable, signIn, type LessonSummary } from '@tongke/contract'
import { expectFrames } from '../support/barcode/witness.ts'
import { LecturerRoom } from '../support/pages/lecturer-room.ts'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { AssistantRoom } from '../support/pages/assistant-room.ts'
import { RoomHomePage } from '../support/pages/room-home.ts'
import { stageLesson } from '../support/scene/lesson-scene.ts'
import { expect, test } from './fixtures.ts'

const watchPath = ({ id }: LessonSummary) => `/lessons/${id}/watch`

test('a recorded lesson is told to its classes and watched from outside in picture', async ({
  seat,
  admin,
  portal,
}) => {
  test.setTimeout(120_000)
  const { lecturer, roomA, assistantA, lesson, legA } = await stageLesson({ seat, admin })
  const desk = new LecturerRoom(lecturer.page)
  const screen = new ListeningRoom(roomA.page)
  await lecturer.goto(LecturerRoom.path(lesson.id))
  await roomA.goto(RoomHomePage.path)
  await new RoomHomePage(roomA.page).enter()
  await assistantA.goto(AssistantRoom.path(lesson.id))
  await screen.expectState('候课中')
  await desk.expectClass(legA, 'ONLINE')
  await expect(assistantA.page.getByTestId('recording-notice')).toBeVisible()
  await desk.start()
  const mark = lecturer.page.getByTestId('recording')
  // The class's screen confirms by itself when it has really been shown.
  await expect(mark).toHaveAttribute('data-phase', 'on', { timeout: 15_000 })
  await expect(roomA.page.getByTestId('recording-notice')).toHaveCount(0)

  const guest = await seat('screen')
  await guest.client.call(signIn, { body: portal.administrator })
  await expect
    .poll(async () => (await guest.client.call(listWatchable, {})).items.map(({ lessonId }) => lessonId))
    .toContain(lesson.id)
  await guest.goto(watchPath(lesson))
  const picture = guest.page.locator('.audience-main video')
  await expect(picture).toBeVisible({ timeout: 30_000 })
  await expectFrames(picture, 'lecturer')
  await lecturer.page.getByRole('button', { name: '暂停录制' }).click()
  await expect(mark).toHaveAttribute('data-phase', 'paused')
  await lecturer.page.getByRole('button', { name: '继续录制' }).click()
  await expect(mark).toHaveAttribute('data-phase', 'on')
  const viewers = await lecturer.client.call(listViewers, { params: { id: lesson.id } })
  expect(viewers.items.map(({ kind }) => kind)).toEqual(['person'])
})
