import { randomUUID } from 'node:crypto'
import {
  getCheckAccess,
  getLesson,
  getMediaAccess,
  getPapers,
  handInEvaluation,
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
  stack = await bootStack({
    demo: true,
    run: ['server', 'jobs'],
    policies: {
      'lesson.settleQuietMinutes': 1 / 60,
      // Of ten minutes: a fifth of a second is FULL, a thousandth is PARTIAL.
      'lesson.fullPercent': 0.03,
      'lesson.partialPercent': 0.0001,
    },
  })
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
      pageHost: new URL(stack.serverUrl).host,
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

    await node.beat()
    await node.boot()
    await lesson.lecturer.until('offline', (state) => state.legs[legId]?.status === 'OFFLINE')
    await lesson.lecturer.send({ type: 'end' })
    const ledger = async () => (await scene.lecturer.call(getLesson, { params: { id: lesson.id } })).ledger
    const counted = await ledger()
    expect(counted[0]).toMatchObject({ legId, interruptions: 1 })
    expect(counted[0]?.intervals).toHaveLength(1)
    await node.redeliver(shuffled([...all, ...all]))
    expect(await ledger()).toEqual(counted)
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

  test('orders that were lost are given again', async () => {
    const lesson = await scene.live(node)
    node.isDeaf = true
    await lesson.lecturer.send({ type: 'mute_lecturer' })
    // All tries of the first sender are over by then; nothing else happens in the room.
    await pause(2_500)
    node.isDeaf = false
    const { revision } = lesson.lecturer.state
    await waitFor('the mute', () => node.directive?.revision === revision, 15_000)
    expect(node.directive?.audible).not.toContain('lecturer')

    node.isDeaf = true
    await lesson.lecturer.send({ type: 'end' })
    await pause(2_500)
    node.isDeaf = false
    const path = `/control/rooms/lesson-${lesson.id}`
    const isClosed = () => node.orders.some((order) => order.method === 'DELETE' && order.path === path)
    await waitFor('the room is closed', isClosed, 15_000)
    closeAll(lesson)
  }, 60_000)

  test('a session whose end nobody was told of leaves the media room all the same', async () => {
    const lesson = await scene.live(node)
    // One of its own: the scene goes on with the others.
    const { rows } = await scene.database.query<{ id: string }>(
      `insert into session (id, person_id, token_hash, created_at, last_seen_at, expires_at, address, user_agent, revoked_at)
       select gen_random_uuid(), person_id, sha256(token_hash), created_at, last_seen_at, expires_at, address, user_agent, now()
         from session where person_id = $1 limit 1 returning id`,
      [scene.legs[1].assistantId],
    )
    const instance = rows[0]?.id ?? ''
    await node.deliver({ ...node.joined(lesson.id, `assistant:${lesson.legIds[1]}`), instance } as MediaEvent)
    const path = `/control/instances/${instance}`
    await waitFor('the order', () => node.orders.some((order) => order.path === path), 15_000)
    closeAll(lesson)
  }, 30_000)

  test('what a media node said while nobody could listen is in the state later', async () => {
    const lesson = await scene.live(node)
    const legId = lesson.legIds[0] ?? ''
    // As if the process that stored the event had died before it told the lesson.
    await scene.database.query(
      `insert into media_event (event_id, node_id, boot_id, lesson_id, identity, connection_id, sequence, at, received_at, kind)
       select gen_random_uuid(), node_id, boot_id, lesson_id, identity, connection_id, 1, now(), now(), 'left'
         from media_event where lesson_id = $1 and identity = $2 and kind = 'joined'`,
      [lesson.id, `leg:${legId}`],
    )
    await lesson.lecturer.until('offline', (state) => state.legs[legId]?.status === 'OFFLINE', 15_000)
    closeAll(lesson)
  }, 30_000)

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

describe('the ledger', () => {
  const headcount = { expected: 6, present: 6, leave: 0, absent: 0 }
  const MARKS = { hear: 4, see: 4, interaction: 5, pace: 3, outcome: 4 }
  const detail = (id: string) => scene.lecturer.call(getLesson, { params: { id } })
  const results = async (id: string) => (await detail(id)).ledger.map(({ result }) => result)

  /** A lesson that is over: the first class was there all the time, the second for two thousandths of a second. */
  async function taught(): Promise<{
    id: string
    legIds: string[]
    lecturer: ClassClient
    assistants: ClassClient[]
  }> {
    const { id, legs } = await scene.plan({ plannedMinutes: 10 })
    const [legId = '', otherId = ''] = legs.map((leg) => leg.id)
    const lecturer = await ClassClient.enter(scene.lecturer, id)
    const assistants = await Promise.all(scene.legs.map(({ assistant }) => ClassClient.enter(assistant, id)))
    await scene.ticket(scene.lecturer, id)
    await node.join(id, 'lecturer')
    const leg = await node.join(id, `leg:${legId}`)
    await lecturer.until(
      'ready',
      ({ legs: now }) => now[legId]?.status === 'ONLINE' && now[legId].assistantPresent,
    )
    await lecturer.send({ type: 'start' })
    await lecturer.until('live', (state) => state.status === 'LIVE')
    const start = lecturer.state.startedAt ?? 0
    const line = { ...node.quality(id, leg, 42, 0.5), at: start + 1 }
    await node.deliver(line, { ...line, eventId: randomUUID() })
    const short = node.joined(id, `leg:${otherId}`)
    await node.deliver({ ...short, at: start - 1 }, { ...node.left(id, short), at: start + 2 })
    await waitFor('half a second', () => Date.now() > start + 500)
    await lecturer.send({ type: 'end' })
    return { id, legIds: [legId, otherId], lecturer, assistants }
  }

  test('settles by itself, keeps what it was judged by, and takes late reports with an audit entry', async () => {
    const open = await taught()
    expect(await results(open.id)).toEqual(['FULL', 'PARTIAL'])
    for (const client of [open.lecturer, ...open.assistants]) client.close()
    const { id, legIds, lecturer, assistants } = await taught()
    for (const [index, assistant] of assistants.entries())
      await assistant.send({ type: 'take_headcount', legId: legIds[index] ?? '', headcount })
    for (const [index, legId] of legIds.entries())
      for (const who of [scene.lecturer, scene.legs[index as 0 | 1].assistant])
        await who.call(handInEvaluation, {
          params: { id },
          body: { key: randomUUID(), legId, marks: MARKS, remark: '' },
        })
    expect(lecturer.state.status).toBe('ENDED')
    // Nobody is connected any more.
    await node.boot()
    await lecturer.until('settled', (state) => state.status === 'SETTLED', 20_000)
    const settled = await detail(id)
    expect(settled.ledger.map(({ result }) => result)).toEqual(['FULL', 'PARTIAL'])
    const { legs } = await scene.lecturer.call(getPapers, { params: { id } })
    expect(legs.map(({ quality }) => quality)).toEqual([{ rttMs: 42, loss: 0.5, minutes: 1 }, null])

    await scene.database.query(
      `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
       values (gen_random_uuid(), 'lesson.fullPercent', 100, '%', 'a stricter rule', '2002-01-01')`,
    )
    for (const until = Date.now() + 15_000; Date.now() < until; await pause(300))
      if ((await results(open.id))[0] === 'PARTIAL') break
    expect(await results(open.id)).toEqual(['PARTIAL', 'PARTIAL'])
    expect((await detail(id)).ledger).toEqual(settled.ledger)

    const { startedAt, endedAt } = settled.state
    const late = node.joined(id, `leg:${legIds[1]}`)
    await node.deliver({ ...late, at: startedAt ?? 0 }, { ...node.left(id, late), at: endedAt ?? 0 })
    const after = await detail(id)
    expect(after.ledger[0]).toEqual(settled.ledger[0])
    expect(after.ledger[1]).toMatchObject({ result: 'FULL', intervals: [{ from: startedAt, to: endedAt }] })
    expect(after.summary.legs.map(({ result }) => result)).toEqual(['FULL', 'FULL'])
    const { rows } = await scene.database.query(
      `select detail->'legs'->0->>'legId' as leg from audit_log where action = 'lesson.resettled' and target = $1`,
      [`lesson:${id}`],
    )
    expect(rows).toEqual([{ leg: legIds[1] }])
    for (const client of [lecturer, ...assistants]) client.close()
  }, 90_000)
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
