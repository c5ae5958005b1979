import { getReplay, getResource, planLesson } from '@tongke/contract'
import { expectFrames, expectTone, framesSince } from '../support/barcode/witness.ts'
import { SENDERS } from '../support/fake-media/senders.ts'
import { document } from '../support/library/media.ts'
import { AssistantRoom } from '../support/pages/assistant-room.ts'
import { Board } from '../support/pages/board.ts'
import { InteractionPage } from '../support/pages/interaction.ts'
import { LecturerRoom } from '../support/pages/lecturer-room.ts'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { ReplayPage } from '../support/pages/replay.ts'
import { RoomHomePage } from '../support/pages/room-home.ts'
import { gatherCast, GRADE, sceneOf, TITLE } from '../support/scene/lesson-scene.ts'
import { shownLogScript, shownSurfaces } from '../support/scene/shown-log.ts'
import { expect, test } from './fixtures.ts'

const MINUTE = 60_000
const FRAME_MS = 1000 / 30
const MIDDLE = { x: 0.5, y: 0.5 }
const CLIP = '第二页讲了什么'
/** The class saw everything through a network and on a busy machine. */
const APART_MS = 1_000

test('a lesson of the timetable, from the classroom’s own entry to a part of its replay in the library', async ({
  seat,
  admin,
  portal,
}) => {
  test.setTimeout(180_000)
  const cast = await gatherCast({ seat, admin, rooms: 2, roomA: { scripts: [shownLogScript()] } })
  const { lecturer, roomA, assistantA, guests, host } = cast
  const roomB = cast.roomB!
  const planned = await lecturer.client.call(planLesson, {
    body: {
      title: TITLE,
      subject: 'music',
      grade: GRADE,
      plannedStart: Date.now() + 5 * MINUTE,
      lectureClassId: host.schoolClass.id,
      legs: guests.map(({ schoolClass }, index) => ({
        classId: schoolClass.id,
        assistantId: cast.assistants[index]!.person.id,
      })),
    },
  })
  const { lesson, legA, legB } = sceneOf(cast, planned)
  const room = new LecturerRoom(lecturer.page)
  const phone = new AssistantRoom(assistantA.page)
  const screens = [roomA, roomB].map(({ page }) => new ListeningRoom(page))
  const [here, thereA, thereB] = [lecturer, roomA, roomB].map(({ page }) => new Board(page)) as [
    Board,
    Board,
    Board,
  ]
  const [desk, hand, screen] = [lecturer, assistantA, roomA].map(({ page }) => new InteractionPage(page)) as [
    InteractionPage,
    InteractionPage,
    InteractionPage,
  ]

  await test.step('both classrooms go in from their home screens, nobody touches anything', async () => {
    await Promise.all([
      lecturer.goto(LecturerRoom.path(lesson.id)),
      assistantA.goto(AssistantRoom.path(lesson.id)),
      ...[roomA, roomB].map((one) =>
        one.goto(RoomHomePage.path).then(() => new RoomHomePage(one.page).enter()),
      ),
    ])
    await screens[1]!.expectState('未开放')
    await room.open()
    await expect(roomA.page.getByTestId('recording-notice')).toBeVisible()
    for (const legId of [legA, legB!]) await room.expectClass(legId, 'ONLINE')
  })

  await test.step('slides are at hand before the bell; the lesson begins and is recorded', async () => {
    await here.addSlides('春天的歌.pdf', document(4))
    await here.chooseSlides('春天的歌')
    await room.start()
    for (const one of screens) await one.expectState('上课中')
    await expect(lecturer.page.getByTestId('recording')).toHaveAttribute('data-phase', 'on', {
      timeout: 15_000,
    })
    for (const board of [here, thereA, thereB]) await board.expectSlide(1)
  })

  await test.step('pages are turned, written and pointed on, there as here', async () => {
    await lecturer.page.keyboard.press('PageDown')
    for (const board of [here, thereA, thereB]) await board.expectSlide(2)
    await here.take('笔')
    await here.draw({ x: 0.3, y: 0.5 }, { x: 0.7, y: 0.5 })
    for (const board of [thereA, thereB]) await board.expectStrokes(1)
    expect([await thereA.inkAt(MIDDLE), await thereA.inkAt({ x: 0.5, y: 0.8 })]).toEqual(['ink', 'none'])
    await here.take('激光笔')
    await here.point(MIDDLE)
    await thereA.expectPointer()
    await roomB.page.reload()
    await thereB.expectSlide(2)
    await thereB.expectStrokes(1)
    expect(await thereB.inkAt(MIDDLE)).toBe('ink')
  })

  await test.step('the roll is taken, and a question goes to its chart', async () => {
    await phone.takeRoll([3])
    await expect(room.tile(legA)).toContainText('23/24')
    await desk.ask({ right: 'B' })
    await expect(screen.shown('question')).toContainText('请举起你的答题卡')
    await hand.answer({ A: 2, C: 1 }, 'B')
    await expect(lecturer.page.getByTestId('quiz-card')).toContainText('已答 23')
    await desk.press('公布结果')
    await screen.expectRow(legA, ['2', '20', '1', '0'])
    await expect(screen.shown('result')).toContainText('正确答案 B')
    await desk.press('收起结果')
    await expect(screen.shown('result')).toBeHidden()
  })

  await test.step('the clock runs, and the first class to press has it', async () => {
    await lecturer.page.keyboard.press('t')
    await desk.press('开始计时')
    await expect(screen.shown('timer')).toHaveText(/^(1:00|5\d)$/)
    await lecturer.page.keyboard.press('b')
    await hand.press('抢答！')
    await expect(screen.shown('buzzer')).toContainText('我们班抢到了！')
  })

  const written =
    await test.step('a class is called on stage, seen and heard, and writes when it may', async () => {
      await lecturer.page.keyboard.press('PageDown')
      await thereA.expectSlide(3)
      const turned = Date.now()
      await room.callOn(legA)
      await expectFrames(screens[1]!.stage(legA), 'roomA')
      await Promise.all([lecturer, roomB].map(({ page }) => expectTone(page, 'roomA')))
      await expect(roomA.page.getByRole('button', { name: '笔', exact: true })).toHaveCount(0)
      await lecturer.page.getByRole('button', { name: '允许上台的班级书写' }).click()
      await expect(roomA.page.getByRole('button', { name: '笔', exact: true })).toBeVisible()
      await thereA.draw({ x: 0.2, y: 0.2 }, { x: 0.2, y: 0.6 })
      await here.expectStrokes(1)
      expect(await here.inkAt({ x: 0.2, y: 0.4 })).toBe('ink')
      // Long enough that the replay can be asked for its middle.
      await expect.poll(() => Date.now() - turned).toBeGreaterThan(3 * APART_MS)
      const at = Date.now()
      await lecturer.page.keyboard.press('PageDown')
      await thereA.expectSlide(4)
      return at
    })

  const seen = await shownSurfaces(roomA.page)
  const frames = (await framesSince(roomA.page, 0)).filter(({ sender }) => sender === SENDERS.lecturer.stamp)
  // What follows must need nobody who processes anything.
  await portal.processes.stop('jobs')
  await room.end()
  const replay = new ReplayPage(lecturer.page)
  const client = lecturer.client

  await test.step('the replay is there at once', async () => {
    await room.openLedger()
    await replay.open(portal.origin, lesson.id)
    await expect(lecturer.page.getByTestId('watermark')).toBeVisible()
  })

  const told = await client.call(getReplay, { params: { id: lesson.id } })
  const placeOf = (wall: number) => Math.round(wall - told.startedAt)

  await test.step('at any time it shows the page and the picture that the class saw then', async () => {
    const stretches = seen
      .map(({ at, surface }, index) => ({
        surface,
        from: placeOf(at),
        to: placeOf(seen[index + 1]?.at ?? at),
      }))
      .filter(({ from, to }) => from >= 0 && to - from > 2 * APART_MS)
    expect(stretches.length).toBeGreaterThanOrEqual(2)
    for (const { surface, from, to } of stretches) {
      const middle = Math.round((from + to) / 2)
      await replay.seek(middle)
      await expect.poll(() => replay.shown(), { message: `at ${middle}` }).toBe(surface)
      await expect.poll(async () => apart(middle), { message: `at ${middle}` }).toBeLessThan(APART_MS)
    }
  })

  await test.step('a word on a page leads to it, with what the class wrote there', async () => {
    await replay.find('Page 3')
    expect(await replay.shown()).toMatch(/^slide:.*:3$/)
    await replay.seek(placeOf(written))
    expect([await replay.shown(), await replay.ink()]).toEqual([expect.stringMatching(/:3$/), 1])
  })

  await test.step('the part of this page becomes a draft of the library that says where it is from', async () => {
    portal.processes.start('jobs')
    await replay.find('Page 2')
    await replay.cut(CLIP)
    await replay.openDraft()
    await expect(lecturer.page.getByLabel('标题')).toHaveValue(CLIP)
    const id = /[0-9a-f-]{36}/.exec(lecturer.page.url())?.[0] ?? ''
    const { version, lineage } = await client.call(getResource, { params: { id } })
    expect(version.state).toBe('DRAFT')
    expect(lineage.map((source) => [source.kind, source.id])).toEqual(
      expect.arrayContaining([
        ['recording', told.recordingId],
        ['lesson', lesson.id],
      ]),
    )
  })

  // Before the room was open there was no ticket for it.
  for (const { sender, complaints } of [lecturer, roomA, roomB, assistantA])
    expect(
      complaints.filter((one) => !one.includes('409')),
      `console of ${sender}`,
    ).toEqual([])

  /** How far the replay's picture is from what the class saw at this place, ms. */
  async function apart(place: number): Promise<number> {
    const shown = (await framesSince(replay.lecturer, 0)).at(-1)
    if (!shown) return Infinity
    const behind = ({ value }: { value: number }) => shown.value - value
    const [nearest] = frames.toSorted((a, b) => Math.abs(behind(a)) - Math.abs(behind(b)))
    // A class on a busy machine does not see every frame.
    return nearest ? Math.abs(placeOf(nearest.at + behind(nearest) * FRAME_MS) - place) : Infinity
  }
})
