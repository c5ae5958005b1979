import { listViewers, listWatchable, signIn, type LessonSummary } from '@tongke/contract'
import { expectFrames } from '../support/barcode/witness.ts'
import { Board } from '../support/pages/board.ts'
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
  await assistantA.goto(AssistantRoom.path(lesson.id))
  await expect(assistantA.page.getByTestId('recording-notice')).toBeVisible()
  await roomA.goto(RoomHomePage.path)
  await new RoomHomePage(roomA.page).enter()
  await screen.expectState('候课中')
  await desk.expectClass(legA, 'ONLINE')
  await desk.start()
  const mark = lecturer.page.getByTestId('recording')
  // The class's screen confirms by itself when it has really been shown.
  await expect(mark).toHaveAttribute('data-phase', 'on', { timeout: 15_000 })
  await expect(roomA.page.getByTestId('recording-notice')).toHaveCount(0)

  const board = new Board(lecturer.page)
  await lecturer.page.getByRole('button', { name: '白板', exact: true }).click()
  await board.take('笔')
  await board.draw({ x: 0.3, y: 0.5 }, { x: 0.7, y: 0.5 })

  const guest = await seat('screen')
  await guest.client.call(signIn, { body: portal.administrator })
  await expect
    .poll(async () => (await guest.client.call(listWatchable, {})).items.map(({ lessonId }) => lessonId))
    .toContain(lesson.id)
  await guest.goto(watchPath(lesson))
  // The lecturer stands beside the board, which everybody outside sees as sharp as inside.
  const picture = guest.page.locator('.audience-corner video')
  await expect(picture).toBeVisible({ timeout: 30_000 })
  await expectFrames(picture, 'lecturer')
  await expect(guest.page.getByTestId('page-sheet').locator('polyline')).toHaveCount(1)
  await lecturer.page.getByRole('button', { name: '暂停录制' }).click()
  await expect(mark).toHaveAttribute('data-phase', 'paused')
  await lecturer.page.getByRole('button', { name: '继续录制' }).click()
  await expect(mark).toHaveAttribute('data-phase', 'on')
  const viewers = await lecturer.client.call(listViewers, { params: { id: lesson.id } })
  expect(viewers.items.map(({ kind }) => kind)).toEqual(['person'])
})
