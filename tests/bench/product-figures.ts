import { request, type Page } from '@playwright/test'
import { signIn } from '@tongke/contract'
import { clockScript } from '../support/barcode/clock-script.ts'
import {
  backAfterGap,
  eventually,
  expectFrames,
  firstFrameAfter,
  framesSince,
} from '../support/barcode/witness.ts'
import { SENDERS, type SenderName } from '../support/fake-media/senders.ts'
import { Line, openServerAddress } from '../support/namespaces/line.ts'
import { AssistantRoom } from '../support/pages/assistant-room.ts'
import { LecturerRoom } from '../support/pages/lecturer-room.ts'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { RoomHomePage } from '../support/pages/room-home.ts'
import { administratorOf } from '../support/scene/administrator.ts'
import { stageLesson, type LessonScene, type Seat } from '../support/scene/lesson-scene.ts'
import { Participant } from '../support/scene/participant.ts'
import { PortalClient } from '../support/scene/portal-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { CLOCK_SIZE } from './bare-figures.ts'
import { ageOf, watchLatency, type Latency } from './latency.ts'
import { weighPage } from './page-weight.ts'

const FAR_JOINS = 5
const KILLS = 3
const CUTS = 3
const CUT_MS = 20_000
const SETTLED_MS = 11_000

export interface BenchPortal {
  readonly stack: Stack
  /** A clean line that can be cut, at the assistant's phone. */
  readonly clean: Line
  readonly scene: LessonScene
  close(): Promise<void>
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A lesson that is on, its lecturer a clock; class A on loopback, class B behind 300 ms, the assistant behind a clean line. */
export async function openBenchPortal(): Promise<BenchPortal> {
  const side = openServerAddress()
  const stack = await bootStack({
    demo: true,
    listenIps: ['127.0.0.1', side.address],
    env: { server: { COOKIE_SECURE: 'never' } },
  })
  const far = await Line.open(side.address, { down: { delay: 150 }, up: { delay: 150 } })
  const clean = await Line.open(side.address)
  const lines: Partial<Record<SenderName, Line>> = { roomB: far, assistantA: clean }
  const farOrigin = stack.serverUrl.replace('127.0.0.1', side.address)
  const seated: Participant[] = []
  const seat: Seat = async (sender, options = {}) => {
    const line = lines[sender]
    const participant = await Participant.open(sender, {
      ...options,
      origin: line ? farOrigin : stack.serverUrl,
      ...(line ? { line } : {}),
    })
    seated.push(participant)
    return participant
  }
  const close = async () => {
    await Promise.all(seated.map((one) => one.close()))
    for (const line of [far, clean]) line.close()
    await stack.stop()
    side.close()
  }
  try {
    const admin = await request.newContext()
    const client = new PortalClient(admin, stack.serverUrl)
    await client.call(signIn, { body: await administratorOf(stack) })
    const scene = await stageLesson({
      seat,
      admin: client,
      rooms: 2,
      lecturer: { scripts: [clockScript('camera', 'lecturer', CLOCK_SIZE)] },
    })
    for (const room of [scene.roomA, scene.roomB!])
      await new RoomHomePage(room.page).waitForFinger(scene.lesson.id)
    await beginLesson(scene)
    return { stack, clean, scene, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function beginLesson({ lesson, lecturer, assistantA, roomA }: LessonScene): Promise<void> {
  const desk = new LecturerRoom(lecturer.page)
  await lecturer.goto(LecturerRoom.path(lesson.id))
  await roomA.goto(ListeningRoom.path(lesson.id))
  await assistantA.goto(AssistantRoom.path(lesson.id))
  await desk.start()
  await expectFrames(new ListeningRoom(roomA.page).lecturer, 'lecturer')
  // One sender and one receiver, as in the bare pair.
  await assistantA.page.goto('about:blank')
}

async function joinOnce(room: Participant): Promise<number> {
  const home = new RoomHomePage(room.page)
  await room.goto(RoomHomePage.path)
  // Whoever presses has read the page first.
  await room.page.waitForLoadState('networkidle')
  const pressed = await home.press()
  return (await firstFrameAfter(room.page, 'lecturer', pressed, 20_000)) - pressed
}

async function joinMany(room: Participant, count: number): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < count; index += 1) times.push(await joinOnce(room))
  return times
}

/** First frame that was taken after `since`: pictures still on their way do not count. */
async function firstTakenAfter(page: Page, since: number, within: number): Promise<number> {
  const { stamp } = SENDERS.lecturer
  const frame = await eventually(
    async () =>
      (await framesSince(page, since)).find((one) => one.sender === stamp && one.at - ageOf(one) > since),
    within,
    () => 'the picture did not come back',
  )
  return frame.at - since
}

/** kill -9 of the media node → first frame after the interruption, ms. */
export async function killMedia({ stack, scene }: BenchPortal): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < KILLS; index += 1) {
    // The supervisor restarts at once only what has lived for more than ten seconds.
    await pause(SETTLED_MS)
    const killed = Date.now()
    stack.processes.kill9('media')
    times.push(await backAfterGap(scene.roomA.page, 'lecturer', killed, 30_000))
  }
  return times
}

/** The line's return after 20 s → first frame taken after it, ms, at the assistant's phone; several times. */
export async function cutLine({ clean, scene }: BenchPortal): Promise<number[]> {
  const { assistantA, lesson } = scene
  await assistantA.goto(AssistantRoom.path(lesson.id))
  await expectFrames(new AssistantRoom(assistantA.page).lecturer, 'lecturer')
  const times: number[] = []
  for (let index = 0; index < CUTS; index += 1) {
    clean.cut()
    await pause(CUT_MS)
    clean.restore()
    times.push(await firstTakenAfter(assistantA.page, Date.now(), 30_000))
    // Signalling comes after the picture.
    await pause(SETTLED_MS)
  }
  return times
}

/** Pressing enter → first decoded frame of the lecturer, ms, on loopback. */
export const joinNear = ({ scene }: BenchPortal, count: number): Promise<number[]> =>
  joinMany(scene.roomA, count)

/** The same behind 300 ms. */
export const joinFar = ({ scene }: BenchPortal): Promise<number[]> => joinMany(scene.roomB!, FAR_JOINS)

/** Glass to glass on the class's screen, as for the bare pair. */
export const latencyOf = ({ scene }: BenchPortal): Promise<Latency> =>
  watchLatency(scene.roomA.page, CLOCK_SIZE.width)

/** Compressed script and style of the room page, bytes. */
export async function weighRoom({ scene }: BenchPortal): Promise<number> {
  const { page } = scene.roomA
  await page.goto('about:blank')
  return weighPage(page, async () => {
    await scene.roomA.goto(ListeningRoom.path(scene.lesson.id))
    await expectFrames(new ListeningRoom(page).lecturer, 'lecturer')
  })
}
