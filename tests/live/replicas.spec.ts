import { supervisedProgram } from '../../scripts/lib/programs.mjs'
import { freePort } from '../../scripts/lib/ports.mjs'
import type { Supervised } from '../../scripts/lib/supervisor.mjs'
import { answers, waitFor as waitUntil } from '../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { closeAll, LessonScene } from '../support/lesson-scene.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../support/wait-for.ts'
import { signOut } from '@tongke/contract'

let stack: Stack
let scene: LessonScene
let node: MediaNodeDouble
let second: Supervised
let secondUrl: string

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server', 'jobs'] })
  const port = await freePort()
  secondUrl = `http://127.0.0.1:${port}`
  const place = {
    port,
    mediaPort: 1,
    rtcPort: 1,
    workers: 1,
    databaseUrl: stack.databaseUrl,
    mediaSecret: stack.mediaSecret,
    dataFolder: stack.logFolder,
    workerBin: '',
    logFolder: stack.logFolder,
  }
  second = supervisedProgram('server', place, { REPLICA: 'second' })
  second.start()
  await waitUntil('the second server', () => answers(`${secondUrl}/api/health`))
  scene = await LessonScene.set(stack)
  // The media node knows only the second server, the people mostly the first.
  node = await MediaNodeDouble.start(secondUrl, stack.mediaSecret)
}, 180_000)
afterAll(async () => {
  node?.die()
  await second?.stop()
  await scene?.leave()
  await stack?.stop()
})

test('two servers carry one lesson: same order, same state, whoever is where', async () => {
  const lesson = await scene.live(node)
  const [legId = '', otherId = ''] = lesson.legIds
  const away = await ClassClient.enter(scene.legs[1].assistant, lesson.id, undefined, secondUrl)
  const room = await ClassClient.enter(scene.legs[1].room, lesson.id, undefined, secondUrl)
  const hands = Array.from({ length: 15 }, (_, i) => [
    away.send({ type: 'raise_hand', legId: otherId, seat: i + 1 }),
    lesson.assistants[0]!.send({ type: 'raise_hand', legId, seat: i + 1 }),
    lesson.lecturer.send({ type: 'turn_page', page: i + 1 }),
  ])
  await Promise.all(hands.flat())
  await lesson.lecturer.send({ type: 'call_on_stage', legId: otherId, handId: null })
  const everybody = [lesson.lecturer, ...lesson.assistants, ...lesson.rooms, away, room]
  for (const client of everybody) await client.until('the stage', (state) => state.stage?.legId === otherId)
  for (const client of everybody) expect(client.state.hands).toEqual(lesson.lecturer.state.hands)
  expect(lesson.lecturer.state.hands).toHaveLength(30)
  const order = (client: ClassClient) =>
    client.events.slice(-46).map(({ revision, body }) => `${revision} ${body.kind}`)
  expect(order(room)).toEqual(order(lesson.lecturer))

  // A pen is kept nowhere, and is seen on both servers all the same.
  await lesson.lecturer.send({ type: 'add_board' })
  await lesson.lecturer.send({ type: 'allow_writing', allowed: true })
  await room.until('may write', ({ board }) => board.stageMayWrite && board.surface === 'board:1')
  const seen = { here: 0, there: 0 }
  lesson.lecturer.socket.on('sketch', () => (seen.here += 1))
  room.socket.on('sketch', () => (seen.there += 1))
  const sketch = { kind: 'laser', surface: 'board:1', x: 1, y: 2 }
  for (const client of [lesson.lecturer, away])
    expect(await client.ask('sketch', { lessonId: lesson.id, sketch })).toMatchObject({ ok: true })
  await waitFor('both pens at both', () => seen.here === 1 && seen.there === 2)

  const researcher = await ApiClient.as(stack.serverUrl, '沈研秋')
  const visit = await ClassClient.enter(researcher, lesson.id, undefined, secondUrl)
  await lesson.rooms[0]!.until('the visitor is shown here', (state) => state.observers.length === 1)
  await researcher.call(signOut, {})
  await waitFor('signed out there', () => visit.goodbye?.reason === 'signed_out')

  await lesson.lecturer.send({ type: 'end' })
  await room.until('ended', (state) => state.status === 'ENDED')
  away.close()
  room.close()
  closeAll(lesson)
}, 60_000)

test('a server that stops says goodbye, and its people go on at the other', async () => {
  const lesson = await scene.live(node)
  const room = await ClassClient.enter(scene.legs[0].room, lesson.id, undefined, secondUrl)
  await second.stop()
  await waitFor('goodbye', () => room.goodbye?.reason === 'shutting_down' && room.socket.disconnected)
  await lesson.lecturer.send({ type: 'turn_page', page: 8 })
  const back = await ClassClient.enter(scene.legs[0].room, lesson.id, room.state)
  expect(back.state.page).toBe(8)
  expect(back.state.status).toBe('LIVE')
  back.close()
  closeAll(lesson)
}, 60_000)
