import { document } from '../support/library/media.ts'
import { Board } from '../support/pages/board.ts'
import { LecturerRoom } from '../support/pages/lecturer-room.ts'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { stageLesson } from '../support/scene/lesson-scene.ts'
import { expect, test } from './fixtures.ts'

const MIDDLE = { x: 0.5, y: 0.5 }

test('slides, strokes and the pointer of the lecturer are on the class screen, also after a reload', async ({
  seat,
  admin,
}) => {
  test.setTimeout(150_000)
  const { lesson, lecturer, roomA, assistantA, legA } = await stageLesson({ seat, admin })
  await lecturer.goto(LecturerRoom.path(lesson.id))
  await assistantA.goto(LecturerRoom.path(lesson.id))
  await roomA.goto(ListeningRoom.path(lesson.id))
  const desk = new LecturerRoom(lecturer.page)
  const [here, there] = [new Board(lecturer.page), new Board(roomA.page)]
  await desk.start()

  await test.step('the lecturer brings slides along, the class has them', async () => {
    await here.addSlides('春天的歌.pdf', document(4))
    await here.chooseSlides('春天的歌')
    for (const board of [here, there]) await board.expectSlide(1)
    await lecturer.page.keyboard.press('PageDown')
    for (const board of [here, there]) await board.expectSlide(2)
  })

  await test.step('what is written and pointed at is there as here', async () => {
    await here.take('笔')
    await here.draw({ x: 0.3, y: 0.5 }, { x: 0.7, y: 0.5 })
    await there.expectStrokes(1)
    expect([await there.inkAt(MIDDLE), await there.inkAt({ x: 0.5, y: 0.8 })]).toEqual(['ink', 'none'])
    await here.take('激光笔')
    await here.point(MIDDLE)
    await there.expectPointer()
  })

  await test.step('the class comes back to the same page with what is written on it', async () => {
    await roomA.page.reload()
    await there.expectSlide(2)
    await there.expectStrokes(1)
    expect(await there.inkAt(MIDDLE)).toBe('ink')
  })

  await test.step('the class on stage writes when it may, and only then', async () => {
    await desk.callOn(legA)
    await expect(roomA.page.getByRole('button', { name: '笔', exact: true })).toHaveCount(0)
    await lecturer.page.getByRole('button', { name: '允许上台的班级书写' }).click()
    await expect(roomA.page.getByRole('button', { name: '笔', exact: true })).toBeVisible()
    await there.draw({ x: 0.2, y: 0.2 }, { x: 0.2, y: 0.6 })
    await here.expectStrokes(2)
    expect(await here.inkAt({ x: 0.2, y: 0.4 })).toBe('ink')
  })
})
