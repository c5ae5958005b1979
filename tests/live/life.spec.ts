import { randomUUID } from 'node:crypto'
import {
  exportLedger,
  getLesson,
  getPapers,
  handInEvaluation,
  handInRoll,
  reportIncident,
  settleLesson,
  type LessonEvent,
} from '@tongke/contract'
import ExcelJS from 'exceljs'
import { ClassClient } from '../support/class-client.ts'
import { closeAll, LessonScene } from '../support/lesson-scene.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { ApiClient } from '../support/api-client.ts'
import { waitFor } from '../support/wait-for.ts'

let stack: Stack
let scene: LessonScene
let node: MediaNodeDouble

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await LessonScene.set(stack)
  node = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret)
}, 120_000)
afterAll(async () => {
  node?.die()
  await scene?.leave()
  await stack?.stop()
})

afterEach(() => scene.clear())

const count = { expected: 12, present: 10, leave: 1, absent: 1 }

test('the whole life of a lesson, from planning to the settled ledger', async () => {
  const summary = await scene.plan()
  expect(summary).toMatchObject({ status: 'WAITING', me: { part: 'lecturer' }, title: '春天在哪里' })
  const [legId = '', otherId = ''] = summary.legs.map((leg) => leg.id)
  const lecturer = await ClassClient.enter(scene.lecturer, summary.id)
  expect(lecturer.state.status).toBe('WAITING')
  expect(await lecturer.refused({ type: 'start' })).toBe('lesson.no_ready_leg')

  const assistant = await ClassClient.enter(scene.legs[0].assistant, summary.id)
  const room = await ClassClient.enter(scene.legs[0].room, summary.id)
  expect([assistant.me?.part, room.me?.part]).toEqual(['assistant', 'room'])
  await lecturer.until('the assistant is shown', (state) => state.legs[legId]?.status === 'READY')
  expect(await lecturer.refused({ type: 'start' })).toBe('lesson.no_ready_leg')

  await scene.ticket(scene.lecturer, summary.id)
  const lecturerMedia = await node.join(summary.id, 'lecturer')
  const legMedia = await node.join(summary.id, `leg:${legId}`)
  await lecturer.until(
    'the class is online',
    (state) => state.legs[legId]?.status === 'ONLINE' && state.lecturerOnline,
  )
  await lecturer.send({ type: 'start' })
  await room.until('live', (state) => state.status === 'LIVE')

  await assistant.send({ type: 'raise_hand', legId, seat: 7 })
  await lecturer.until('the hand is up', (state) => state.hands.length === 1)
  const handId = lecturer.state.hands[0]?.id ?? ''
  await lecturer.send({ type: 'call_on_stage', legId, handId })
  await room.until('on stage', (state) => state.stage?.seat === 7 && state.hands.length === 0)
  await waitFor('the node knows the stage', () => node.directive?.stage === `leg:${legId}`)
  expect(node.directive?.audible).toEqual([
    'lecturer',
    `leg:${legId}`,
    `assistant:${legId}`,
    `assistant:${otherId}`,
  ])

  await lecturer.send({ type: 'mute_all' })
  await waitFor('the node mutes', () => node.directive?.audible.length === 1)
  await lecturer.send({ type: 'leave_stage' })
  await lecturer.send({ type: 'unmute_leg', legId })
  await lecturer.send({ type: 'turn_page', page: 12 })
  await assistant.send({ type: 'take_headcount', legId, headcount: count })
  await assistant.send({ type: 'sound_lost', legId })
  await assistant.send({ type: 'send_message', legId, text: '听不清楚' })
  await lecturer.until('message', (state) => state.messages[0]?.text === '听不清楚')
  await room.until('everything but the message', (state) => state.revision === lecturer.state.revision)
  expect(room.state.messages).toEqual([])
  expect(room.events.some(({ body }) => body.kind === 'hidden')).toBe(true)
  expect(room.state.legs[legId]?.headcount).toEqual(count)

  await node.deliver(node.mode(summary.id, legMedia, 'audio'))
  await room.until('degraded', (state) => state.legs[legId]?.status === 'DEGRADED')
  await node.deliver(node.left(summary.id, legMedia))
  await room.until('offline', (state) => state.legs[legId]?.status === 'OFFLINE')
  await node.join(summary.id, `leg:${legId}`)
  await room.until('back', (state) => state.legs[legId]?.status === 'ONLINE')

  await lecturer.send({ type: 'end' })
  await room.until('ended', (state) => state.status === 'ENDED' && state.stage === null)
  await waitFor('the node closes the room', () =>
    node.orders.some(
      ({ method, path }) => method === 'DELETE' && path === `/control/rooms/lesson-${summary.id}`,
    ),
  )
  expect(lecturerMedia.kind).toBe('joined')

  const settled = await scene.lecturer.call(settleLesson, { params: { id: summary.id } })
  expect(settled.status).toBe('SETTLED')
  const { ledger, can } = await scene.lecturer.call(getLesson, { params: { id: summary.id } })
  expect(ledger.map((leg) => leg.result)).toEqual(['ABSENT', 'ABSENT'])
  expect(ledger[0]).toMatchObject({
    legId,
    interruptions: 1,
    interactions: 1,
    headcount: count,
    plannedMinutes: 40,
  })
  expect(ledger[0]?.intervals).toHaveLength(2)
  expect(ledger[1]?.intervals).toEqual([])
  expect(can).toEqual({ edit: false, cancel: false, enter: false, settle: false, export: true })
  closeAll({ id: '', legIds: [], lecturer, assistants: [assistant], rooms: [room] })
})

test('papers are sent twice and late, and count once; seats stay in the school', async () => {
  const lesson = await scene.live(node)
  const [legId = '', otherId = ''] = lesson.legIds
  const [{ assistant }, { assistant: other }] = scene.legs
  const params = { id: lesson.id }
  const seats = [
    { seat: 3, mark: 'leave' as const },
    { seat: 9, mark: 'absent' as const },
  ]
  const roll = { key: randomUUID(), legId, headcount: count, source: 'roll' as const, seats, reason: null }
  await assistant.call(handInRoll, { params, body: roll })
  await lesson.lecturer.until('the roll', (state) => state.legs[legId]?.headcount?.present === 10)
  const again = await assistant.call(handInRoll, { params, body: roll })
  expect(again.legs[0]?.roll).toMatchObject({ headcount: count, seats, state: 'SUBMITTED', byProxy: false })
  const { rows } = await scene.database.query(
    `select body from lesson_event where lesson_id = $1 and kind = 'headcount_taken'`,
    [lesson.id],
  )
  expect(rows).toEqual([{ body: { kind: 'headcount_taken', legId, headcount: count } }])
  const seen = await scene.lecturer.call(getPapers, { params })
  expect(seen.legs[0]?.roll).toMatchObject({ headcount: count, seats: null })
  expect(seen.mine).toEqual({ roll: [], evaluate: [], role: 'lecturer', incident: [legId, otherId, null] })

  const code = async (...asked: Parameters<typeof assistant.refusal>) =>
    (await assistant.refusal(...asked)).code
  expect(await code(handInRoll, { params, body: { ...roll, key: randomUUID(), legId: otherId } })).toBe(
    'lesson.not_your_leg',
  )
  expect(
    (await scene.lecturer.refusal(handInRoll, { params, body: { ...roll, key: randomUUID() } })).code,
  ).toBe('auth.forbidden')
  expect(await code(handInRoll, { params, body: { ...roll, key: randomUUID(), seats: [] } })).toBe(
    'request.invalid',
  )
  const marks = { hear: 5, see: 4, interaction: 4, pace: 3, outcome: 5 }
  const sheet = (of: string) => ({ key: randomUUID(), legId: of, marks, remark: '声音很清楚' })
  expect(await code(handInEvaluation, { params, body: sheet(legId) })).toBe('lesson.transition')

  await lesson.lecturer.send({ type: 'end' })
  expect(await code(handInEvaluation, { params, body: sheet(otherId) })).toBe('lesson.not_your_leg')
  await assistant.call(handInEvaluation, { params, body: sheet(legId) })
  const better = { ...sheet(legId), marks: { ...marks, see: 5 } }
  await assistant.call(handInEvaluation, { params, body: better })
  const evaluated = await scene.lecturer.call(handInEvaluation, { params, body: sheet(legId) })
  expect(evaluated.legs[0]?.evaluations.map(({ role, marks: given }) => [role, given.see])).toEqual([
    ['lecturer', 4],
    ['assistant', 5],
  ])
  expect(evaluated.legs[0]?.incidentDue).toBe(true)
  const incident = { incidentId: randomUUID(), legId, kind: 'power' as const, minutes: 20, remark: '' }
  await assistant.call(reportIncident, { params, body: { key: randomUUID(), ...incident } })
  const told = await assistant.call(reportIncident, {
    params,
    body: { key: randomUUID(), ...incident, minutes: 30 },
  })
  expect([told.incidents.map(({ minutes }) => minutes), told.legs[0]?.incidentDue]).toEqual([[30], false])
  const stolen = { params, body: { key: randomUUID(), ...incident } }
  expect((await scene.lecturer.refusal(reportIncident, stolen)).code).toBe('request.invalid')

  expect((await scene.lecturer.refusal(settleLesson, { params })).code).toBe('lesson.unsettled')
  const quick = { ...roll, key: randomUUID(), legId: otherId, source: 'quick' as const, seats: [] }
  await other.call(handInRoll, { params, body: quick })
  await scene.lecturer.call(settleLesson, { params })
  // The phone was off the line: what it wrote arrives after the settlement.
  const late = { ...quick, key: randomUUID(), headcount: { ...count, present: 11, absent: 0 } }
  const resettled = await other.call(handInRoll, { params, body: late })
  expect(resettled.legs[1]?.roll?.headcount.present).toBe(11)
  const audit = await scene.database.query(
    `select detail->'roll'->'after'->>'present' as present from audit_log where action = 'lesson.resettled' and target = $1`,
    [`lesson:${lesson.id}`],
  )
  expect(audit.rows).toEqual([{ present: '11' }])
  closeAll(lesson)
})

test('a class that goes to local teaching takes its hands out of the queue', async () => {
  const lesson = await scene.live(node)
  const [first, second] = lesson.assistants
  const [legId = '', otherId = ''] = lesson.legIds
  for (const seat of [3, 4]) await first!.send({ type: 'raise_hand', legId, seat })
  await second!.send({ type: 'raise_hand', legId: otherId, seat: 5 })
  await lesson.lecturer.until('the hands', (state) => state.hands.length === 3)
  await first!.send({ type: 'choose_fallback', legId })
  await lesson.lecturer.until('local teaching', (state) => state.legs[legId]?.fallback === true)
  expect(lesson.lecturer.state.hands.map((hand) => hand.legId)).toEqual([otherId])
  expect(await first!.refused({ type: 'raise_hand', legId, seat: 6 })).toBe('lesson.transition')
  closeAll(lesson)
})

test('the ledger comes as a workbook with Chinese headings', async () => {
  const lesson = await scene.live(node)
  await lesson.lecturer.send({ type: 'end' })
  const path = exportLedger.path.replace(':id', lesson.id)
  const response = await scene.lecturer.request('GET', path)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, exportLedger.file])
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const sheet = book.getWorksheet('连线台账')
  expect(sheet?.getRow(1).getCell(1).value).toBe('春天在哪里')
  const heading = (sheet?.getRow(3).values as string[]).filter(Boolean)
  expect(heading).toEqual(expect.arrayContaining(['听讲学校', '在线分钟', '仅声音(分)', '结果']))
  expect(sheet?.getRow(4).getCell(1).value).toBe('柳湾村小学')
  const stranger = await ApiClient.as(stack.serverUrl, '石小满')
  expect((await stranger.request('GET', path)).status).toBe(404)
  expect((await scene.legs[0].room.request('GET', path)).status).toBe(403)
  closeAll(lesson)
})

test('the same command sent twice takes effect once and is answered the same', async () => {
  const lesson = await scene.live(node)
  const [legId = ''] = lesson.legIds
  const [assistant] = lesson.assistants
  const commandId = randomUUID()
  const raise = { type: 'raise_hand' as const, legId, seat: 3 }
  const first = await assistant!.send(raise, commandId)
  await lesson.lecturer.send({ type: 'turn_page', page: 2 })
  const again = await Promise.all([assistant!.send(raise, commandId), assistant!.send(raise, commandId)])
  expect(again.map(({ revision }) => revision)).toEqual([first.revision, first.revision])
  const { rows } = await scene.database.query(
    `select 1 from lesson_event where lesson_id = $1 and kind = 'hand_raised'`,
    [lesson.id],
  )
  expect(rows).toHaveLength(1)

  const refusedId = randomUUID()
  const message = {
    lessonId: lesson.id,
    commandId: refusedId,
    command: { type: 'lower_hand', handId: randomUUID() },
  }
  const refused = await assistant!.ask('command', message)
  expect(await assistant!.ask('command', message)).toMatchObject({
    ok: false,
    error: { code: 'lesson.hand_unknown' },
  })
  expect(refused).toMatchObject({ ok: false, error: { code: 'lesson.hand_unknown' } })

  // Somebody else's command id is not a repetition.
  const stolen = await lesson.lecturer.ask('command', {
    lessonId: lesson.id,
    commandId,
    command: { type: 'mute_all' },
  })
  expect(stolen).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
  await lesson.lecturer.send({ type: 'end' })
  closeAll(lesson)
})

test('who came before the room was open is there when it opens', async () => {
  const { id, legs } = await scene.plan({ plannedStart: Date.now() + 300_000 })
  const lecturer = await ClassClient.enter(scene.lecturer, id)
  const assistant = await ClassClient.enter(scene.legs[0].assistant, id)
  expect([lecturer.state.status, assistant.state.revision]).toEqual(['SCHEDULED', 1])
  await lecturer.send({ type: 'open' })
  await lecturer.until('the assistant', (state) => state.legs[legs[0]?.id ?? '']?.assistantPresent)
  expect(lecturer.events.map(({ body }) => body.kind)).toEqual(['prepared', 'opened', 'assistant_arrived'])
  lecturer.close()
  assistant.close()
})

test('many commands at once are put in one order for everybody', async () => {
  const lesson = await scene.live(node)
  const raise = lesson.assistants.flatMap((assistant, i) =>
    Array.from({ length: 20 }, (_, seat) =>
      assistant.send({ type: 'raise_hand', legId: lesson.legIds[i] ?? '', seat: seat + 1 }),
    ),
  )
  await Promise.all([
    ...raise,
    ...Array.from({ length: 20 }, (_, page) => lesson.lecturer.send({ type: 'turn_page', page: page + 1 })),
  ])
  const everybody = [lesson.lecturer, ...lesson.assistants, ...lesson.rooms]
  for (const client of everybody) await client.until('40 hands', (state) => state.hands.length === 40)
  await lesson.lecturer.send({ type: 'end' })
  for (const client of everybody) await client.until('ended', (state) => state.status === 'ENDED')
  const strip = ({ revision, body }: LessonEvent) => `${revision} ${body.kind}`
  const newest = (client: ClassClient) => client.events.slice(-40).map(strip)
  for (const client of everybody) expect(newest(client)).toEqual(newest(lesson.lecturer))
  // What one person sends takes effect in the order it was sent, however many connections the server has.
  const pages = lesson.rooms[0]!.events.flatMap(({ body }) =>
    body.kind === 'page_turned' ? [body.page] : [],
  )
  expect(pages).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  closeAll(lesson)
})

test('a client that was away gets what it missed, or a snapshot when that is shorter', async () => {
  const lesson = await scene.live(node)
  await lesson.rooms[0]!.until('live', (state) => state.status === 'LIVE')
  const known = lesson.rooms[0]!.state
  lesson.rooms[0]!.close()
  for (let page = 1; page <= 5; page += 1) await lesson.lecturer.send({ type: 'turn_page', page })
  const back = await ClassClient.enter(scene.legs[0].room, lesson.id, known)
  expect(back.events.map(({ body }) => body.kind)).toEqual(Array(5).fill('page_turned'))
  expect(back.state).toEqual({ ...lesson.lecturer.state, messages: [] })
  const fromTheFuture = await back.request('join', { lessonId: lesson.id, since: 1_000_000 })
  expect([fromTheFuture.events, fromTheFuture.snapshot?.page]).toEqual([undefined, 5])
  back.close()
  await lesson.lecturer.send({ type: 'end' })
  closeAll(lesson)
})

test('a researcher is seen by everybody and may only watch; an inspector is shown after class', async () => {
  const lesson = await scene.live(node)
  const inspector = await ClassClient.enter(await ApiClient.as(stack.serverUrl, '严正则'), lesson.id)
  expect(inspector.me).toMatchObject({ part: 'observer', orgName: '示例市教育局', hidden: true })
  const visitor = await ClassClient.enter(await ApiClient.as(stack.serverUrl, '沈研秋'), lesson.id)
  await lesson.rooms[0]!.until('the visitor is shown', (state) => state.observers[0]?.name === '沈研秋')
  expect(await visitor.refused({ type: 'end' })).toBe('lesson.not_lecturer')
  await visitor.request('leave', { lessonId: lesson.id })
  await lesson.rooms[0]!.until('the visitor left', (state) => state.observers.length === 0)
  expect(await visitor.refused({ type: 'end' })).toBe('lesson.not_joined')

  const late = await ClassClient.enter(scene.legs[0].room, lesson.id)
  const everybody = [lesson.lecturer, ...lesson.rooms, late]
  for (const client of everybody) {
    expect(client.state.observers).toEqual([])
    expect(JSON.stringify(client.events)).not.toContain('严正则')
  }
  const params = { id: lesson.id }
  const named = async () =>
    (await scene.lecturer.call(getLesson, { params })).observers.map(({ name }) => name)
  expect(await named()).toEqual(['沈研秋'])
  await lesson.lecturer.send({ type: 'end' })
  expect((await named()).sort()).toEqual(['严正则', '沈研秋'].sort())
  for (const client of [inspector, visitor, late]) client.close()
  closeAll(lesson)
})

test('what was done is in the audit log, and Postgres keeps the event log as it is', async () => {
  const { rows } = await scene.database.query<{ action: string }>(
    `select distinct action from audit_log where action like 'lesson.%' or (action = 'access.refused' and target like 'lesson:%') order by action`,
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'access.refused',
    'lesson.ended',
    'lesson.opened',
    'lesson.planned',
    'lesson.resettled',
    'lesson.settled',
    'lesson.stage_left',
    'lesson.stage_taken',
    'lesson.started',
  ])
  await expect(scene.database.query(`update lesson_event set kind = 'ended'`)).rejects.toThrow('append-only')
  await expect(scene.database.query('delete from lesson_event')).rejects.toThrow('append-only')
})
