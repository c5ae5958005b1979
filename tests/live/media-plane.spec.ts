import { randomUUID } from 'node:crypto'
import {
  getCheckAccess,
  getLesson,
  getMediaAccess,
  MEDIA_EVENTS_PATH,
  MEDIA_HEARTBEAT_PATH,
  TicketClaims,
  type MediaEvent,
} from '@tongke/contract'
import { jwtVerify } from 'jose'
import { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { closeAll, LessonScene } from '../support/lesson-scene.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { pause, waitFor } from '../support/wait-for.ts'

let stack: Stack
let scene: LessonScene
let node: MediaNodeDouble

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server', 'jobs'] })
  scene = await LessonScene.set(stack)
}, 120_000)
afterAll(async () => {
  await scene?.leave()
  await stack?.stop()
})
beforeEach(async () => {
  node = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret)
})
afterEach(async () => {
  node.die()
  await scene.clear()
})

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, key: Math.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item)

describe('tickets', () => {
  const claimsOf = async (ticket: string, aud = 'node-a') =>
    TicketClaims.parse(
      (await jwtVerify(ticket, new TextEncoder().encode(stack.mediaSecret), { audience: aud })).payload,
    )

  test('say who may send what, and carry the orders in force', async () => {
    const lesson = await scene.live(node)
    const [legId = ''] = lesson.legIds
    await lesson.lecturer.send({ type: 'call_on_stage', legId, handId: null })
    const access = await scene.ticket(scene.lecturer, lesson.id)
    expect(access).toMatchObject({
      url: 'http://127.0.0.1:4321',
      rtpCapabilities: { codecs: [] },
      iceServers: [],
    })
    expect(access.expiresAt - Date.now()).toBeLessThanOrEqual(60_000)
    const claims = await claimsOf(access.ticket)
    expect(claims).toMatchObject({
      identity: 'lecturer',
      room: `lesson-${lesson.id}`,
      lessonId: lesson.id,
      subscribe: 'others',
    })
    expect(claims.directive).toMatchObject({
      stage: `leg:${legId}`,
      revision: lesson.lecturer.state.revision,
    })
    const room = await claimsOf((await scene.ticket(scene.legs[0].room, lesson.id)).ticket)
    expect(room).toMatchObject({
      identity: `leg:${legId}`,
      instance: scene.legs[0].deviceId,
      publish: ['camera', 'microphone'],
    })
    const assistant = await claimsOf((await scene.ticket(scene.legs[0].assistant, lesson.id)).ticket)
    expect(assistant).toMatchObject({ identity: `assistant:${legId}`, publish: ['microphone'] })
    const inspector = await claimsOf(
      (await scene.ticket(await ApiClient.as(stack.serverUrl, '严正则'), lesson.id)).ticket,
    )
    expect(inspector.publish).toEqual([])
    closeAll(lesson)
  })

  test('are for participants, while the room is open', async () => {
    const params = { params: { id: (await scene.plan({ plannedStart: Date.now() + 3_600_000 })).id } }
    expect(await scene.lecturer.refusal(getMediaAccess, params)).toMatchObject({
      status: 409,
      code: 'lesson.closed_room',
    })
    const stranger = await ApiClient.as(stack.serverUrl, '石小满')
    expect(await stranger.refusal(getMediaAccess, params)).toMatchObject({
      status: 403,
      code: 'lesson.not_participant',
    })
  })

  test('for the line check lead to an echo room of one’s own', async () => {
    const claims = await claimsOf((await scene.legs[0].room.call(getCheckAccess, {})).ticket)
    expect(claims).toMatchObject({ subscribe: 'echo', lessonId: null, publish: ['camera', 'microphone'] })
    expect(claims.identity).toMatch(/^check:/)
  })

  test('a lesson stays on its node; when that is dead it goes to another, and when none lives it says so', async () => {
    const lesson = await scene.plan()
    expect((await claimsOf((await scene.ticket(scene.lecturer, lesson.id)).ticket)).aud).toBe('node-a')
    const other = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret, 'node-b')
    expect((await claimsOf((await scene.ticket(scene.lecturer, lesson.id)).ticket)).aud).toBe('node-a')
    node.die()
    const aud = async () => {
      const { ticket } = await scene.ticket(scene.lecturer, lesson.id)
      return (JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString()) as { aud: string })
        .aud
    }
    for (let i = 0; i < 60 && (await aud()) !== 'node-b'; i += 1) await pause(100)
    expect(await aud()).toBe('node-b')
    other.die()
    await pause(4_200)
    expect(await scene.lecturer.refusal(getMediaAccess, { params: { id: lesson.id } })).toMatchObject({
      status: 503,
      code: 'media.no_node',
    })
  }, 30_000)
})

describe('events of media nodes', () => {
  test('in any order and any number give the same state and ledger', async () => {
    const lesson = await scene.live(node)
    const [legId = ''] = lesson.legIds
    const first = node.joined(lesson.id, `leg:${legId}`)
    const all: MediaEvent[] = [
      first,
      node.mode(lesson.id, first, 'low'),
      node.mode(lesson.id, first, 'audio'),
    ]
    await node.deliver(...shuffled([...all, ...all]))
    await lesson.lecturer.until('audio', (state) => state.legs[legId]?.mode === 'audio')
    const { revision } = lesson.lecturer.state
    await Promise.all(shuffled([...all, ...all]).map((event) => node.deliver(event)))
    expect((await lesson.lecturer.join()).snapshot?.revision).toBe(revision)
    closeAll(lesson)
  })

  test('a node that was killed and restarted closes what it had', async () => {
    const lesson = await scene.live(node)
    const [legId = '', otherId = ''] = lesson.legIds
    await node.boot()
    await lesson.lecturer.until(
      'all offline',
      (state) => !state.lecturerOnline && state.legs[legId]?.status === 'OFFLINE',
    )
    expect(lesson.lecturer.state.status).toBe('LIVE')
    await node.join(lesson.id, 'lecturer')
    await node.join(lesson.id, `leg:${otherId}`)
    await lesson.rooms[0]!.until(
      'back',
      (state) => state.lecturerOnline && state.legs[otherId]?.status === 'ONLINE',
    )
    closeAll(lesson)
  })

  test('a node that fell silent is given up, and its room counts as empty', async () => {
    const lesson = await scene.live(node)
    await pause(1_200)
    node.die()
    await lesson.lecturer.until('given up', (state) => !state.lecturerOnline, 12_000)
    const { ledger } = await scene.lecturer.call(getLesson, { params: { id: lesson.id } })
    expect(ledger[0]?.intervals).toHaveLength(1)
    closeAll(lesson)
  }, 30_000)

  test('a leg replaced by a newer device never goes offline', async () => {
    const lesson = await scene.live(node)
    const [legId = ''] = lesson.legIds
    const older = await node.join(lesson.id, `leg:${legId}`)
    await node.deliver(node.joined(lesson.id, `leg:${legId}`), node.left(lesson.id, older))
    await lesson.lecturer.send({ type: 'turn_page', page: 3 })
    await lesson.rooms[0]!.until('page', (state) => state.page === 3)
    expect(lesson.rooms[0]!.events.filter(({ body }) => body.kind === 'leg_offline')).toEqual([])
    closeAll(lesson)
  })

  test('answers carry the orders of the room', async () => {
    const lesson = await scene.live(node)
    await lesson.lecturer.send({ type: 'mute_lecturer' })
    const [answer] = await node.deliver(node.joined(lesson.id, `leg:${lesson.legIds[0]}`))
    expect(answer).toMatchObject({ room: `lesson-${lesson.id}`, directive: { stage: null } })
    expect(answer?.directive.audible).not.toContain('lecturer')
    await waitFor('the push', () => node.directive && !node.directive.audible.includes('lecturer'))
    closeAll(lesson)
  })

  test.each<[string, (event: MediaEvent) => Promise<Response>, number]>([
    [
      'another secret',
      (event) => node.post(MEDIA_EVENTS_PATH, batch(event), 'not the secret, but long'),
      401,
    ],
    [
      'an old signature',
      (event) => node.post(MEDIA_EVENTS_PATH, batch(event), node.secret, Date.now() - 61_000),
      401,
    ],
    [
      'no signature',
      (event) =>
        fetch(stack.serverUrl + MEDIA_EVENTS_PATH, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(batch(event)),
        }),
      401,
    ],
    ['another shape', () => node.post(MEDIA_EVENTS_PATH, { events: [{}] }), 400],
    ['a bad heartbeat', () => node.post(MEDIA_HEARTBEAT_PATH, { nodeId: '../x' }), 400],
    [
      'a lesson we do not have',
      (event) => node.post(MEDIA_EVENTS_PATH, batch({ ...event, lessonId: randomUUID() })),
      200,
    ],
  ])('%s', async (_, post, status) => {
    const lesson = await scene.plan()
    expect((await post(node.joined(lesson.id, 'lecturer'))).status).toBe(status)
    const { state } = await scene.lecturer.call(getLesson, { params: { id: lesson.id } })
    expect(state.lecturerOnline).toBe(false)
  })

  const batch = (event: MediaEvent) => ({ nodeId: 'node-a', bootId: 'boot-of-nobody', events: [event] })

  test('an event of the future counts from now', async () => {
    const lesson = await scene.plan()
    await node.deliver({ ...node.joined(lesson.id, 'lecturer'), at: Date.now() + 3_600_000 })
    const { rows } = await scene.database.query<{ ok: boolean }>(
      'select at <= received_at as ok from media_event where lesson_id = $1',
      [lesson.id],
    )
    expect(rows).toEqual([{ ok: true }])
    const lecturer = await ClassClient.enter(scene.lecturer, lesson.id)
    expect(lecturer.state.lecturerOnline).toBe(true)
    lecturer.close()
  })
})

test('an assistant who does not come back within the grace is gone; one who does never left', async () => {
  const { id, legs } = await scene.plan()
  const [legId = ''] = legs.map((leg) => leg.id)
  const room = await ClassClient.enter(scene.legs[0].room, id)
  const assistant = await ClassClient.enter(scene.legs[0].assistant, id)
  await room.until('here', (state) => state.legs[legId]?.assistantPresent)
  assistant.close()
  const again = await ClassClient.enter(scene.legs[0].assistant, id)
  await again.request('leave', { lessonId: id })
  await room.until('gone', (state) => !state.legs[legId]?.assistantPresent, 30_000)
  const kinds = room.events.map(({ body }) => body.kind).filter((kind) => kind.startsWith('assistant_'))
  expect(kinds).toEqual(['assistant_arrived', 'assistant_left'])
  again.close()
  room.close()
}, 60_000)
