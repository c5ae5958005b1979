import { AssistantRoom } from '../support/pages/assistant-room.ts'
import { InteractionPage } from '../support/pages/interaction.ts'
import { LecturerRoom } from '../support/pages/lecturer-room.ts'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { RoomHomePage } from '../support/pages/room-home.ts'
import { stageLesson } from '../support/scene/lesson-scene.ts'
import { expect, test } from './fixtures.ts'

test('a question from its start to the chart on the class’s screen, by thumb and by key', async ({
  seat,
  admin,
}) => {
  test.setTimeout(90_000)
  const { lesson, legA, lecturer, roomA, assistantA } = await stageLesson({ seat, admin })
  const [desk, phone, screen] = [lecturer, assistantA, roomA].map(({ page }) => new InteractionPage(page))
  await Promise.all([
    lecturer.goto(LecturerRoom.path(lesson.id)),
    assistantA.goto(AssistantRoom.path(lesson.id)),
    roomA.goto(RoomHomePage.path).then(() => new RoomHomePage(roomA.page).enter()),
  ])
  const room = new LecturerRoom(lecturer.page)
  await room.start()
  await new ListeningRoom(roomA.page).expectState('上课中')
  const pupils = new AssistantRoom(assistantA.page)
  await pupils.takeHeadcount({ present: 12, leave: 0, absent: 0 })
  await pupils.setExpected(12)
  await pupils.submitHeadcount()

  await desk!.ask({ right: 'B' })
  await expect(screen!.shown('question')).toContainText('请举起你的答题卡')
  await phone!.answer({ A: 2, C: 1 }, 'B')
  await expect(lecturer.page.getByTestId('quiz-card')).toContainText('已答 12 / 到课 12')
  await desk!.press('公布结果')
  await screen!.expectRow(legA, ['2', '9', '1', '0'])
  await expect(screen!.shown('result')).toContainText('正确答案 B')
  await desk!.press('收起结果')
  await expect(screen!.shown('result')).toBeHidden()

  await lecturer.page.keyboard.press('t')
  await desk!.press('开始计时')
  await expect(screen!.shown('timer')).toHaveText(/^(1:00|5\d)$/)
  await lecturer.page.keyboard.press('b')
  await phone!.press('抢答！')
  await expect(screen!.shown('buzzer')).toContainText('我们班抢到了！')
  await room.end()
})
