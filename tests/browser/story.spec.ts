import { getLesson } from '@tongke/contract'
import { clockScript } from '../support/barcode/clock-script.ts'
import { expectFrames, expectNoFrames, expectSilence, expectTone } from '../support/barcode/witness.ts'
import { AssistantRoom } from '../support/pages/assistant-room.ts'
import { LecturerRoom } from '../support/pages/lecturer-room.ts'
import { LessonPage } from '../support/pages/lesson.ts'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { PlanPage } from '../support/pages/plan.ts'
import { RoomHomePage } from '../support/pages/room-home.ts'
import { detailOf, gatherCast, sceneOf, TITLE } from '../support/scene/lesson-scene.ts'
import { expect, test } from './fixtures.ts'

const SCREEN = { width: 1280, height: 720 }

test('a lesson from planning to the ledger, in picture and sound', async ({ seat, admin }) => {
  test.setTimeout(150_000)
  const cast = await gatherCast({
    seat,
    admin,
    rooms: 2,
    lecturer: { scripts: [clockScript('screen', 'screen', SCREEN)] },
  })
  const { lecturer, roomA, assistantA, guests, host } = cast
  const roomB = cast.roomB!
  const [orgA, orgB] = guests.map(({ organization }) => organization.name) as [string, string]
  const desk = new LecturerRoom(lecturer.page)
  const screenA = new ListeningRoom(roomA.page)
  const screenB = new ListeningRoom(roomB.page)
  const phone = new AssistantRoom(assistantA.page)

  const lessonId = await test.step('the lecturer plans a lesson that starts now', async () => {
    await lecturer.goto(PlanPage.path)
    return new PlanPage(lecturer.page).startNow({
      title: TITLE,
      subject: '音乐',
      grade: '三年级',
      lectureClass: host.schoolClass.name,
      legs: guests.map(({ schoolClass }, index) => ({
        className: schoolClass.name,
        assistant: cast.assistants[index]!.person.name,
      })),
    })
  })
  const { summary } = await lecturer.client.call(getLesson, { params: { id: lessonId } })
  const scene = sceneOf(cast, summary)
  const { legA } = scene
  const legB = scene.legB!

  await test.step('classes and assistant come in', async () => {
    await Promise.all([roomA, roomB].map((room) => room.goto(RoomHomePage.path)))
    await Promise.all([roomA, roomB].map((room) => new RoomHomePage(room.page).enter()))
    await assistantA.goto(AssistantRoom.path(lessonId))
    await screenA.expectState('候课中')
    await desk.expectClass(legA, 'ONLINE')
    await desk.expectClass(legB, 'ONLINE')
    await expectFrames(desk.picture(legA), 'roomA')
    await expectFrames(desk.picture(legB), 'roomB')
    await expectSilence(lecturer.page, 'roomA')
  })

  await test.step('the lesson begins: everybody sees and hears the lecturer', async () => {
    await desk.start()
    await screenA.expectState('上课中')
    for (const room of [screenA, screenB]) await expectFrames(room.lecturer, 'lecturer')
    for (const room of [roomA, roomB]) await expectTone(room.page, 'lecturer')
    await expectFrames(phone.lecturer, 'lecturer')
    await expectFrames(phone.ownClass(legA), 'roomA')
    await expectSilence(roomA.page, 'roomB')
  })

  await test.step('the assistant counts heads: the sum must be right', async () => {
    await phone.takeHeadcount({ present: 20, leave: 1, absent: 0 })
    await phone.setExpected(25)
    await phone.expectHeadcountGap('还差 4 人')
    await phone.setExpected(21)
    await phone.submitHeadcount()
    await expect(desk.tile(legA)).toContainText('20/21')
  })

  await test.step('a hand goes up with its seat and comes on stage', async () => {
    await phone.raiseHand(17)
    await expect(desk.hands).toHaveCount(1)
    await expect(desk.hands).toContainText('17')
    await desk.callHand()
    await desk.expectOnStage(legA)
    await expect(desk.hands.filter({ hasText: '17' })).toHaveCount(0)
    await screenA.expectState('我们在台上')
    await expectFrames(desk.picture(legA), 'roomA')
    await expectFrames(screenB.stage(legA), 'roomA')
    await expectTone(lecturer.page, 'roomA')
    await expectTone(roomB.page, 'roomA')
    await expectSilence(roomA.page, 'roomA')
  })

  await test.step('mute takes the sound away and nothing else', async () => {
    await desk.muteClass(legA)
    await expectSilence(lecturer.page, 'roomA')
    await expectSilence(roomB.page, 'roomA')
    await expectFrames(screenB.stage(legA), 'roomA')
    await desk.unmuteClass(legA)
    await expectTone(roomB.page, 'roomA')
  })

  await test.step('off stage the class is seen small and heard no more', async () => {
    await desk.clearStage()
    await expectSilence(roomB.page, 'roomA')
    await expectSilence(lecturer.page, 'roomA')
    await expectFrames(desk.picture(legA), 'roomA')
    await expect(screenB.stage(legA)).toHaveCount(0)
  })

  await test.step('the lecturer mutes, shares a screen, announces a page', async () => {
    await desk.switchMicrophone('off')
    await expectSilence(roomA.page, 'lecturer')
    await expectFrames(screenA.lecturer, 'lecturer')
    await desk.switchMicrophone('on')
    await expectTone(roomA.page, 'lecturer')
    await desk.share()
    for (const room of [screenA, screenB]) await expectFrames(room.screen, 'screen')
    await expectFrames(screenA.lecturer, 'lecturer')
    await desk.stopSharing()
    await expect(screenA.screen).toHaveCount(0)
    await desk.announcePage(12)
    await screenA.expectPage(12)
    await screenB.expectPage(12)
  })

  await test.step('the private line and the assistant’s own words', async () => {
    await desk.tellAssistants('请把前两排的麦克风打开')
    await phone.expectMessage('请把前两排的麦克风打开')
    await expect(roomA.page.getByText('请把前两排的麦克风打开')).toHaveCount(0)
    const letGo = await phone.talk()
    await expectTone(lecturer.page, 'assistantA')
    await letGo()
    await expectSilence(lecturer.page, 'assistantA')
    await phone.reportSoundLost()
    await expect(desk.tile(legA).getByRole('alert')).toContainText('听不到声音')
    await phone.reportSoundBack()
    await expect(desk.tile(legA).getByRole('alert')).toHaveCount(0)
  })

  await test.step('the lesson ends for everybody, and the ledger has the minutes', async () => {
    await desk.end()
    await Promise.all([screenA.expectEnded(), screenB.expectEnded()])
    await expectNoFrames(roomA.page, 'lecturer')
    await expectSilence(roomA.page, 'lecturer')
    await desk.openLedger()
    const page = new LessonPage(lecturer.page)
    const { state, ledger } = await detailOf(scene)
    const minutes = (state.endedAt! - state.startedAt!) / 60_000
    for (const [orgName, legId] of [
      [orgA, legA],
      [orgB, legB],
    ] as const) {
      const shown = await page.onlineMinutes(orgName)
      expect(shown).toBe(ledger.find((leg) => leg.legId === legId)!.onlineMinutes)
      expect(Math.abs(shown - minutes), `${orgName}: ${shown} of ${minutes} min`).toBeLessThan(0.11)
    }
    await page.expectHeadcount(orgA, /应到 21.*实到 20.*请假 1/)
  })

  for (const one of [lecturer, roomA, roomB, assistantA])
    expect(one.complaints, `console of ${one.sender}`).toEqual([])
})
