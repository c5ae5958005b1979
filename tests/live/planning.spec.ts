import {
  cancelLesson,
  getLesson,
  listChecks,
  listLessons,
  planLesson,
  rescheduleLesson,
  settleLesson,
  submitCheck,
  updateLesson,
  type CheckMeasurements,
} from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { LessonScene } from '../support/lesson-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const HOUR = 3_600_000
let stack: Stack
let scene: LessonScene
let officer: ApiClient
let stranger: ApiClient

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await LessonScene.set(stack)
  officer = await ApiClient.as(stack.serverUrl, '顾知行')
  stranger = await ApiClient.as(stack.serverUrl, '石小满')
}, 120_000)
afterAll(async () => {
  await scene?.leave()
  await stack?.stop()
})
afterEach(() => scene.clear())

const at = (hours: number) => Date.now() + hours * HOUR
const send = (method: string, path: string, body: unknown) =>
  scene.lecturer.request(method, path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
const byId = (id: string) => ({ params: { id } })

describe('planning', () => {
  test('a teacher plans, changes and cancels a lesson of the own school', async () => {
    const planned = await scene.plan({ plannedStart: at(48) })
    expect(planned).toMatchObject({ status: 'SCHEDULED', lecturerName: '周乐山', me: { part: 'lecturer' } })
    const changed = await scene.lecturer.call(updateLesson, {
      ...byId(planned.id),
      body: {
        ...scene.input({
          plannedStart: at(50),
          title: '夏天',
          legs: [{ classId: scene.legs[0].classId, assistantId: null }],
        }),
        version: 1,
      },
    })
    expect([changed.title, changed.legs.length, changed.legs[0]?.id]).toEqual([
      '夏天',
      1,
      planned.legs[0]?.id,
    ])
    const cancelled = await scene.lecturer.call(cancelLesson, {
      ...byId(planned.id),
      body: { reason: 'illness' },
    })
    expect(cancelled.status).toBe('CANCELLED')
    expect(
      await scene.lecturer.refusal(cancelLesson, { ...byId(planned.id), body: { reason: 'illness' } }),
    ).toMatchObject({
      status: 409,
      code: 'lesson.transition',
    })
  })

  test('an officer plans for a teacher, a stranger does not', async () => {
    const body = scene.input({ plannedStart: at(30), lecturerId: scene.lecturerId })
    expect(await stranger.refusal(planLesson, { body })).toMatchObject({
      status: 403,
      code: 'auth.forbidden',
    })
    expect(await officer.call(planLesson, { body })).toMatchObject({
      status: 'SCHEDULED',
      me: { part: 'observer' },
    })
  })

  test('nobody and no class is in two lessons at once', async () => {
    await scene.plan({ plannedStart: at(70) })
    const half = at(70.5)
    const refused = await scene.lecturer.refusal(planLesson, { body: scene.input({ plannedStart: half }) })
    expect(refused.code).toBe('lesson.busy')
    expect(refused.details?.map(({ path }) => path).toSorted()).toEqual([
      'body.lectureClassId',
      'body.lecturerId',
      'body.legs.0.assistantId',
      'body.legs.0.classId',
      'body.legs.1.assistantId',
      'body.legs.1.classId',
    ])
    await scene.plan({ plannedStart: at(70) + 41 * 60_000 })
  })

  test('of two who change the same plan the second must read again', async () => {
    const planned = await scene.plan({ plannedStart: at(320) })
    const { state } = await scene.lecturer.call(getLesson, byId(planned.id))
    const change = (title: string, version: number) => ({
      ...byId(planned.id),
      body: { ...scene.input({ plannedStart: at(320), title, lecturerId: scene.lecturerId }), version },
    })
    await officer.call(updateLesson, change('由教育局改', state.revision))
    expect(await scene.lecturer.refusal(updateLesson, change('由教师改', state.revision))).toMatchObject({
      status: 409,
      code: 'conflict.changed',
    })
    const now = await scene.lecturer.call(getLesson, byId(planned.id))
    expect(now.summary.title).toBe('由教育局改')
    await scene.lecturer.call(updateLesson, change('由教师改', now.state.revision))
  })

  test('changing and moving a lesson at the same moment ends well', async () => {
    for (let round = 0; round < 6; round += 1) {
      const start = at(10 + 2 * round)
      const planned = await scene.plan({ plannedStart: start })
      const outcomes = await Promise.all([
        send('PUT', `/api/lessons/${planned.id}`, { ...scene.input({ plannedStart: start }), version: 1 }),
        send('POST', `/api/lessons/${planned.id}/reschedule`, {
          plannedStart: start + HOUR,
          reason: 'power',
        }),
      ])
      expect(outcomes.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
    }
  })

  test('the room being open, its plan is fixed', async () => {
    const open = await scene.plan()
    const { state } = await scene.lecturer.call(getLesson, byId(open.id))
    const body = { ...scene.input({ plannedStart: at(1) }), version: state.revision }
    expect(await scene.lecturer.refusal(updateLesson, { ...byId(open.id), body })).toMatchObject({
      status: 409,
      code: 'lesson.transition',
    })
  })

  test('of plans made at the same moment one wins', async () => {
    const plans = Array.from({ length: 6 }, () => scene.plan({ plannedStart: at(100) }))
    const outcomes = await Promise.allSettled(plans)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.each([
    [
      'the lecture class as a leg',
      () => [{ classId: scene.lectureClassId, assistantId: null }],
      'lesson.legs',
    ],
    [
      'a class twice',
      () => [0, 0].map(() => ({ classId: scene.legs[0].classId, assistantId: null })),
      'lesson.legs',
    ],
    [
      'one assistant in two rooms',
      () => scene.legs.map(({ classId }) => ({ classId, assistantId: scene.legs[0].assistantId })),
      'lesson.legs',
    ],
    [
      'an assistant of another school',
      () => [{ classId: scene.legs[0].classId, assistantId: scene.legs[1].assistantId }],
      'lesson.legs',
    ],
    ['no leg', () => [], 'lesson.legs'],
    ['an unknown class', () => [{ classId: scene.lecturerId, assistantId: null }], 'not_found'],
  ])('%s is refused', async (_, legs, code) => {
    const body = scene.input({ plannedStart: at(200), legs: legs() })
    expect(await scene.lecturer.refusal(planLesson, { body })).toMatchObject({ code })
  })

  test('a lesson cannot start now while a class has nobody beside it', async () => {
    const legs = [{ classId: scene.legs[0].classId, assistantId: null }]
    expect(await scene.lecturer.refusal(planLesson, { body: scene.input({ legs }) })).toMatchObject({
      code: 'lesson.unprepared',
    })
    const { items } = await scene.lecturer.call(listLessons, { query: { search: '春天', when: 'coming' } })
    expect(items.filter(({ status }) => status === 'WAITING')).toEqual([])
  })

  test('the room does not open before T−15', async () => {
    const planned = await scene.plan({ plannedStart: at(1) })
    const lecturer = await ClassClient.enter(scene.lecturer, planned.id)
    expect(await lecturer.refused({ type: 'open' })).toBe('lesson.too_early')
    await lecturer.send({ type: 'prepare' })
    await lecturer.until('prepared', (state) => state.status === 'PREPARED')
    expect(await scene.lecturer.refusal(settleLesson, byId(planned.id))).toMatchObject({
      code: 'lesson.transition',
    })
    lecturer.close()
  })

  test('a moved lesson is a new one, the old one says so', async () => {
    const planned = await scene.plan({ plannedStart: at(300) })
    const body = { plannedStart: at(300.2), reason: 'power' as const }
    const moved = await scene.lecturer.call(rescheduleLesson, { ...byId(planned.id), body })
    expect([moved.status, moved.id === planned.id, moved.legs.length]).toEqual(['SCHEDULED', false, 2])
    const { summary, can } = await scene.lecturer.call(getLesson, byId(planned.id))
    expect([summary.status, can.cancel, can.edit]).toEqual(['RESCHEDULED', false, false])
  })
})

describe('who sees what', () => {
  test('lists hold the own lessons, or those of the own schools', async () => {
    const plannedStart = at(48)
    const planned = await scene.plan({ plannedStart })
    // The county has more lessons than a page.
    const then = { from: plannedStart, to: plannedStart + 1, pageSize: 100 }
    const has = async (who: ApiClient, query: object) =>
      (await who.call(listLessons, { query: { ...then, ...query } })).items.some(
        ({ id }) => id === planned.id,
      )
    expect(await has(scene.lecturer, { scope: 'mine' })).toBe(true)
    expect(await has(scene.legs[0].assistant, { scope: 'mine', when: 'coming' })).toBe(true)
    expect(await has(scene.legs[0].room, {})).toBe(true)
    expect(await has(stranger, { scope: 'all' })).toBe(false)
    expect(await has(officer, { scope: 'all' })).toBe(true)
    expect(await has(officer, { scope: 'mine' })).toBe(false)
    expect(await has(await ApiClient.as(stack.serverUrl, '秦若枫'), { scope: 'all' })).toBe(true)
    expect(await has(await ApiClient.as(stack.serverUrl, '陆云舒'), { scope: 'all' })).toBe(false)
    expect(await has(scene.lecturer, { when: 'past' })).toBe(false)
  })

  test('a stranger hears that there is no such lesson', async () => {
    const planned = await scene.plan({ plannedStart: at(48) })
    expect(await stranger.refusal(getLesson, byId(planned.id))).toMatchObject({ status: 404 })
    expect(
      await stranger.refusal(cancelLesson, { ...byId(planned.id), body: { reason: 'other' } }),
    ).toMatchObject({ status: 404 })
    const { assistant } = scene.legs[0]
    expect(
      await assistant.refusal(cancelLesson, { ...byId(planned.id), body: { reason: 'other' } }),
    ).toMatchObject({ status: 403 })
  })
})

const good: CheckMeasurements = {
  camera: true,
  microphone: true,
  microphoneLevel: -20,
  speaker: true,
  browser: 'Chrome 130',
  chromiumVersion: 130,
  downKbps: 8_000,
  upKbps: 2_000,
  rttMs: 40,
  loss: 0,
  path: 'udp',
  clockSkewMs: 20,
}

describe('line checks', () => {
  test('are judged by the server, kept, and shown on the device', async () => {
    const { room, deviceId } = scene.legs[0]
    const check = await room.call(submitCheck, {
      body: { lessonId: null, measurements: { ...good, downKbps: 900 } },
    })
    expect(check.verdict).toBe('AMBER')
    expect(check.findings.find(({ item }) => item === 'down')).toEqual({
      item: 'down',
      verdict: 'AMBER',
      value: 900,
      limit: 2000,
    })
    expect((await room.call(listChecks, {}))[0]?.id).toBe(check.id)
    const { rows } = await scene.database.query('select last_check_verdict from device where id = $1', [
      deviceId,
    ])
    expect(rows).toEqual([{ last_check_verdict: 'AMBER' }])
    const coordinator = await ApiClient.as(stack.serverUrl, '秦若枫')
    expect(await coordinator.call(listChecks, { query: { deviceId } })).toHaveLength(1)
    expect(await stranger.refusal(listChecks, { query: { deviceId } })).toMatchObject({ status: 404 })
  })

  test('turn a prepared lesson into a checked one', async () => {
    const planned = await scene.plan({ plannedStart: at(0.5) })
    const lecturer = await ClassClient.enter(scene.lecturer, planned.id)
    await lecturer.send({ type: 'prepare' })
    await scene.legs[0].room.call(submitCheck, { body: { lessonId: planned.id, measurements: good } })
    await scene.lecturer.call(submitCheck, { body: { lessonId: planned.id, measurements: good } })
    await lecturer.until('checked', (state) => state.status === 'CHECKED')
    lecturer.close()
  })
})
