import { getLesson, MEDIA_PLANE_PATH, MEDIA_REQUESTS } from '@tongke/contract'
import { io, type Socket } from 'socket.io-client'
import type { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { LessonScene } from '../support/lesson-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { pause, waitFor } from '../support/wait-for.ts'

let stack: Stack
let scene: LessonScene
const sockets: Socket[] = []

beforeAll(async () => {
  stack = await bootStack({ demo: true })
  scene = await LessonScene.set(stack)
}, 300_000)
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await scene?.leave()
  await stack?.stop()
})

/** Joins the media room with a real ticket at the real node. */
async function joinMedia(who: ApiClient, lessonId: string) {
  const access = await scene.ticket(who, lessonId)
  const socket = io(access.url, {
    path: MEDIA_PLANE_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  })
  sockets.push(socket)
  const notices: { name: string; body: unknown }[] = []
  socket.onAny((name: string, body: unknown) => notices.push({ name, body }))
  const request = { ticket: access.ticket, rtpCapabilities: access.rtpCapabilities }
  const answer: unknown = await socket.timeout(5_000).emitWithAck('join', request)
  const ack = MEDIA_REQUESTS.join.ack.parse(answer)
  if (!ack.ok) throw new Error(ack.error.code)
  return { socket, notices, joined: ack.result }
}

test('a real media node: tickets are honoured, joins become minutes, orders arrive, its death is noticed', async () => {
  const { id, legs } = await scene.plan()
  const [legId = ''] = legs.map((leg) => leg.id)
  const lecturer = await ClassClient.enter(scene.lecturer, id)
  const assistant = await ClassClient.enter(scene.legs[0].assistant, id)
  const mine = await joinMedia(scene.lecturer, id)
  const room = await joinMedia(scene.legs[0].room, id)
  expect(room.joined.directive.audible).toContain('lecturer')
  await lecturer.until(
    'both are online',
    (state) => state.lecturerOnline && state.legs[legId]?.status === 'ONLINE',
  )
  await lecturer.send({ type: 'start' })

  await lecturer.send({ type: 'call_on_stage', legId, handId: null })
  await waitFor('the node knows the stage', () =>
    mine.notices.some(
      ({ name, body }) => name === 'directive' && (body as { stage: string }).stage === `leg:${legId}`,
    ),
  )
  room.socket.close()
  await lecturer.until('the room went away', (state) => state.legs[legId]?.status === 'OFFLINE', 15_000)
  await joinMedia(scene.legs[0].room, id)
  await lecturer.until('and came back', (state) => state.legs[legId]?.status === 'ONLINE')

  await pause(1_500)
  stack.processes.kill9('media')
  await lecturer.until('the node is dead', (state) => !state.lecturerOnline, 15_000)
  await stack.ready()
  await joinMedia(scene.lecturer, id)
  const again = await joinMedia(scene.legs[0].room, id)
  await lecturer.until(
    'everybody is back',
    (state) => state.lecturerOnline && state.legs[legId]?.status === 'ONLINE',
  )
  expect(lecturer.state.stage?.legId).toBe(legId)

  await lecturer.send({ type: 'end' })
  await waitFor('the room is closed', () => again.notices.some(({ name }) => name === 'room_closed'))
  const { ledger } = await scene.lecturer.call(getLesson, { params: { id } })
  expect(ledger[0]?.intervals.length).toBe(3)
  expect(ledger[0]?.interruptions).toBe(2)
  lecturer.close()
  assistant.close()
}, 120_000)
