import { randomUUID } from 'node:crypto'
import { projectState, type LessonState } from '@tongke/contract'
import type { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { closeAll, LessonScene, type LiveLesson } from '../support/lesson-scene.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { pause, waitFor } from '../support/wait-for.ts'

let stack: Stack
let scene: LessonScene
let node: MediaNodeDouble

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server', 'jobs'], ownPostgres: true })
  scene = await LessonScene.set(stack)
  node = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret)
}, 180_000)
afterAll(async () => {
  node?.die()
  await scene?.leave()
  await stack?.stop()
})

/** Tries until the server is back, as the web client does. */
async function comeBack(api: ApiClient, lessonId: string, known: LessonState): Promise<ClassClient> {
  const until = Date.now() + 45_000
  for (;;) {
    try {
      return await ClassClient.enter(api, lessonId, known)
    } catch (error) {
      if (Date.now() > until) throw error
      await pause(100)
    }
  }
}

async function busyLesson(): Promise<LiveLesson> {
  const lesson = await scene.live(node)
  const [legId = '', otherId = ''] = lesson.legIds
  const [first, second] = lesson.assistants
  await first!.send({ type: 'raise_hand', legId, seat: 4 })
  await second!.send({ type: 'raise_hand', legId: otherId, seat: 9 })
  await lesson.lecturer.send({ type: 'call_on_stage', legId, handId: null })
  await lesson.lecturer.send({ type: 'turn_page', page: 31 })
  await second!.send({ type: 'send_message', legId: otherId, text: '我们准备好了' })
  await lesson.lecturer.until('all of it', (state) => state.messages.length === 1 && state.hands.length === 2)
  return lesson
}

const backAgain = async (lesson: LiveLesson, before: LessonState): Promise<LiveLesson> => ({
  ...lesson,
  lecturer: await comeBack(scene.lecturer, lesson.id, before),
  assistants: await Promise.all(scene.legs.map(({ assistant }) => comeBack(assistant, lesson.id, before))),
  rooms: await Promise.all(
    scene.legs.map(({ room }) => comeBack(room, lesson.id, projectState(before, false))),
  ),
})

test('kill -9 of the server: hands, stage, page and presence return exactly', async () => {
  const lesson = await busyLesson()
  const before = lesson.lecturer.state
  stack.processes.kill9('server')
  await waitFor('the line breaks', () => lesson.lecturer.socket.disconnected)
  const after = await backAgain(lesson, before)
  expect(after.lecturer.state).toEqual(before)
  for (const room of after.rooms) expect(room.state).toEqual(projectState(before, false))
  await after.lecturer.send({ type: 'turn_page', page: 32 })
  for (const client of [...after.rooms, ...after.assistants])
    await client.until('goes on', (state) => state.page === 32)

  // Leases of the killed process run out while the same people are here: nobody is said to have left.
  await pause(32_000)
  await after.lecturer.send({ type: 'turn_page', page: 33 })
  await after.rooms[0]!.until('page', (state) => state.page === 33)
  const kinds = new Set(after.rooms[0]!.events.map(({ body }) => body.kind))
  expect([...kinds]).toEqual(['page_turned'])
  await after.lecturer.send({ type: 'end' })
  closeAll(lesson)
  closeAll(after)
}, 120_000)

test('a command whose answer was lost with the server takes effect once', async () => {
  const lesson = await busyLesson()
  const before = lesson.lecturer.state
  const commandId = randomUUID()
  const raise = { type: 'raise_hand' as const, legId: lesson.legIds[0] ?? '', seat: 17 }
  void lesson.assistants[0]!.send(raise, commandId).catch(() => undefined)
  await lesson.lecturer.until('it took effect', (state) => state.hands.some((hand) => hand.seat === 17))
  stack.processes.kill9('server')
  await waitFor('the line breaks', () => lesson.lecturer.socket.disconnected)
  const after = await backAgain(lesson, before)
  await after.assistants[0]!.send(raise, commandId)
  expect(after.lecturer.state.hands.filter(({ seat }) => seat === 17)).toHaveLength(1)
  await after.lecturer.send({ type: 'end' })
  closeAll(lesson)
  closeAll(after)
}, 120_000)

test('kill -9 of Postgres: the room says so, and nothing acknowledged is lost', async () => {
  const lesson = await busyLesson()
  const acknowledged: number[] = []
  const refused = new Set<string>()
  const turn = async (page: number, commandId: string = randomUUID()): Promise<boolean> => {
    const message = { lessonId: lesson.id, commandId, command: { type: 'turn_page', page } }
    const ack = await lesson.lecturer.ask('command', message).catch(() => null)
    if (ack?.ok) acknowledged.push(page)
    else refused.add(ack ? ack.error.code : 'no answer')
    return !!ack?.ok
  }
  for (let page = 101; page <= 108; page += 1) await turn(page)
  stack.processes.kill9('postgres')
  // The first that is refused is the last that is turned: no later change brings the room up to date.
  let last = 109
  while (await turn(last)) last += 1
  const commandId = randomUUID()
  for (const until = Date.now() + 45_000; !(await turn(last, commandId)); await pause(60))
    if (Date.now() > until) throw new Error('it does not go on')

  expect([...refused]).toEqual(['unavailable'])
  expect(lesson.lecturer.socket.connected).toBe(true)
  for (const room of lesson.rooms) await room.until('the last page', (state) => state.page === last, 20_000)
  const reader = await comeBack(scene.lecturer, lesson.id, { ...lesson.lecturer.state, revision: 0 })
  const turned = new Set<number>()
  for (const { body } of lesson.rooms[0]!.events) if (body.kind === 'page_turned') turned.add(body.page)
  expect(acknowledged.filter((one) => !turned.has(one))).toEqual([])
  expect(reader.state.page).toBe(last)
  expect(reader.state.legs[lesson.legIds[0] ?? '']?.assistantPresent).toBe(true)
  await reader.send({ type: 'end' })
  reader.close()
  closeAll(lesson)
}, 120_000)
