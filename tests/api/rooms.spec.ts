import {
  MAX_NOTE_AGE_MS,
  cancelLesson,
  deleteMyNote,
  exportLedger,
  getLesson,
  getRepair,
  getRoom,
  getRoomDay,
  getRoomFigures,
  joinMasterLesson,
  leaveMasterLesson,
  listLessons,
  listMasterLessons,
  listMyNotes,
  listObservers,
  listRepairs,
  listRooms,
  planLesson,
  putMyNote,
  reportRoom,
  rescheduleLesson,
  stepRepair,
  tellRepair,
  tellRepairHere,
  type RoomReport,
} from '@tongke/contract'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { LessonScene, type SceneLeg } from '../support/lesson-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const MINUTE = 60_000
const REPORT: RoomReport = {
  place: 'home',
  camera: 'ok',
  microphone: 'ok',
  microphoneLevel: -42,
  storage: { quotaMb: 4000, usedMb: 100 },
  browser: 'Chrome 126',
  chromiumVersion: 126,
  system: 'Windows NT 10.0',
  screen: { width: 1920, height: 1080, scale: 1 },
  page: 'index-1',
  rttMs: 12,
  downKbps: 8000,
}

let stack: Stack
let scene: LessonScene
let first: SceneLeg
let second: SceneLeg
/** Coordinators of the two rooms' centre schools, and a teacher of the first school. */
let centre: ApiClient
let otherCentre: ApiClient
let watcher: ApiClient
let latecomer: ApiClient

const policy = (key: string, value: number) =>
  scene.database.query(
    `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
     values (gen_random_uuid(), $1, $2, '', 'test', '2001-01-01')`,
    [key, value],
  )

beforeAll(async () => {
  stack = await bootStack({
    demo: true,
    run: ['server', 'jobs'],
    env: { jobs: { ROOM_WATCH_MS: '500' } },
  })
  scene = await LessonScene.set(stack)
  ;[first, second] = scene.legs
  await policy('observing.places', 1)
  await policy('room.fastestReportSeconds', 0)
  centre = await ApiClient.as(stack.serverUrl, '秦若枫')
  otherCentre = await ApiClient.as(stack.serverUrl, '白鹤年')
  watcher = await ApiClient.as(stack.serverUrl, '石小满')
  latecomer = await ApiClient.as(stack.serverUrl, '岳青禾')
}, 120_000)
afterAll(async () => {
  await scene?.leave()
  await stack?.stop()
})
afterEach(() => scene.clear())

const report = (leg: SceneLeg, change: Partial<RoomReport> = {}) =>
  leg.room.call(reportRoom, { body: { ...REPORT, ...change } })
const soon = (minutes: number) => Math.ceil(Date.now() / MINUTE) * MINUTE + minutes * MINUTE

describe('a room’s day', () => {
  it('says when it goes in, by the server’s clock, and follows what is moved and called off', async () => {
    const start = soon(40)
    const lesson = await scene.plan({ plannedStart: start })
    const day = await first.room.call(getRoomDay, {})
    const mine = day.lessons.find(({ id }) => id === lesson.id)
    expect(mine).toMatchObject({
      role: 'listen',
      status: 'SCHEDULED',
      enterFrom: start - 15 * MINUTE,
      enterUntil: start + 50 * MINUTE,
      movedTo: null,
    })
    expect(Math.abs(day.now - Date.now())).toBeLessThan(5_000)
    expect(day.hotline?.contact).toBeTruthy()

    const moved = await scene.lecturer.call(rescheduleLesson, {
      params: { id: lesson.id },
      body: { plannedStart: start + 5 * MINUTE, reason: 'power' },
    })
    await scene.lecturer.call(cancelLesson, { params: { id: moved.id }, body: { reason: 'illness' } })
    const after = (await first.room.call(getRoomDay, {})).lessons
    expect(after.find(({ id }) => id === lesson.id)).toMatchObject({
      status: 'RESCHEDULED',
      movedTo: start + 5 * MINUTE,
    })
    expect(after.find(({ id }) => id === moved.id)?.status).toBe('CANCELLED')
    expect(await centre.refusal(getRoomDay, {})).toMatchObject({ code: 'auth.forbidden' })
  })
})

describe('what a room says of itself', () => {
  it('is seen by its school and the centre above, and keeps a history', async () => {
    await report(first)
    await report(first, { camera: 'missing' })
    const params = { id: first.deviceId }
    const seen = await centre.call(getRoom, { params })
    expect(seen).toMatchObject({
      state: 'WARN',
      online: true,
      report: { camera: 'missing', browser: 'Chrome 126' },
      problems: [{ kind: 'camera', verdict: 'AMBER' }],
      can: { manage: true, tell: true },
    })
    expect(seen.samples.map(({ state }) => state)).toEqual(['WARN', 'GOOD'])
    const { items, counts } = await centre.call(listRooms, { query: { state: 'WARN' } })
    expect(items.map(({ id }) => id)).toContain(first.deviceId)
    expect(counts.WARN).toBeGreaterThan(0)
    expect(await first.assistant.call(getRoom, { params })).toMatchObject({
      can: { manage: false, tell: true },
    })
    const inspector = await ApiClient.as(stack.serverUrl, '严正则')
    expect(await inspector.call(getRoom, { params })).toMatchObject({ can: { manage: false, tell: false } })
    const body = { kind: 'sound' as const }
    expect(await inspector.refusal(tellRepair, { params, body })).toMatchObject({ code: 'auth.forbidden' })
    for (const stranger of [otherCentre, second.assistant, watcher])
      expect(await stranger.refusal(getRoom, { params })).toMatchObject({ code: 'not_found' })
    expect(await centre.refusal(reportRoom, { body: REPORT })).toMatchObject({ code: 'auth.forbidden' })
  })
})

describe('repairs', () => {
  const ofRoom = async (leg: SceneLeg) => {
    const { rows } = await scene.database.query<{
      id: string
      kind: string
      state: string
      events: string[]
    }>(
      `select t.id, t.kind, t.state, array(select e.kind from repair_event e where e.ticket_id = t.id order by e.at, e.id) as events
         from repair_ticket t where t.device_id = $1 order by t.kind`,
      [leg.deviceId],
    )
    return rows
  }

  it('opens one for a silent room before the bell, and calls it fixed when the room is back', async () => {
    await scene.database.query('delete from room_report where device_id = $1', [second.deviceId])
    const lesson = await scene.plan({ plannedStart: soon(20) })
    await waitFor('an offline room is noticed', async () => (await ofRoom(second)).length > 0)
    const waiting = await otherCentre.call(listRepairs, {})
    expect(waiting.items.find(({ roomId }) => roomId === second.deviceId)).toMatchObject({
      kind: 'offline',
      state: 'OPEN',
      openedBy: null,
      lesson: { id: lesson.id },
      canManage: true,
    })
    expect((await centre.call(listRepairs, {})).items.some(({ roomId }) => roomId === second.deviceId)).toBe(
      false,
    )
    await report(second, { microphone: 'missing' })
    await waitFor('the room is back', async () => (await ofRoom(second))[1]?.state === 'FIXED')
    expect(await ofRoom(second)).toMatchObject([
      { kind: 'microphone', state: 'OPEN', events: ['opened'] },
      { kind: 'offline', state: 'FIXED', events: ['opened', 'fixed'] },
    ])
    await expect(
      scene.database.query(
        `insert into repair_ticket (id, device_id, kind, opened_at) values (gen_random_uuid(), $1, 'offline', now())`,
        [second.deviceId],
      ),
    ).rejects.toThrow('repair_ticket_once')
  })

  it('judges rooms once between T–15 and the bell', async () => {
    const lesson = await scene.plan({ plannedStart: soon(5) })
    await report(first)
    const judged = async () =>
      (await centre.call(getRoom, { params: { id: first.deviceId } })).lessons.find(
        ({ id }) => id === lesson.id,
      )
    await waitFor('judged', async () => (await judged())?.readiness !== null)
    expect((await judged())?.readiness).toBe('GREEN')
  })

  it('goes from told over taken on and fixed to closed, and back when it was not', async () => {
    const told = await first.room.call(tellRepairHere, { body: { kind: 'sound' } })
    expect(told).toMatchObject({ kind: 'sound', state: 'OPEN', canManage: false })
    const params = { id: told.id }
    const again = await first.assistant.call(tellRepair, {
      params: { id: first.deviceId },
      body: { kind: 'sound', text: '左边音箱不响' },
    })
    expect(again).toMatchObject({ id: told.id, lastNote: '左边音箱不响' })
    expect((await first.room.call(getRoomDay, {})).repairs).toMatchObject([{ id: told.id, state: 'OPEN' }])
    const step = (who: ApiClient, name: 'acknowledge' | 'fix' | 'close' | 'reopen', text = '') =>
      who.call(stepRepair, { params, body: { step: name, text } })
    const refused = (who: ApiClient, name: 'acknowledge' | 'fix' | 'close', text = '') =>
      who.refusal(stepRepair, { params, body: { step: name, text } })
    expect(await refused(first.assistant, 'acknowledge')).toMatchObject({ code: 'auth.forbidden' })
    expect(await refused(otherCentre, 'acknowledge')).toMatchObject({ code: 'not_found' })
    expect(await step(centre, 'acknowledge')).toMatchObject({
      state: 'ACKNOWLEDGED',
      acknowledgedBy: '秦若枫',
    })
    expect(await refused(centre, 'close')).toMatchObject({ code: 'repair.state' })
    expect(await refused(centre, 'fix')).toMatchObject({ code: 'request.invalid' })
    await step(centre, 'fix', '换了音频线')
    await first.room.call(tellRepairHere, { body: { kind: 'sound' } })
    expect(await centre.call(getRepair, { params })).toMatchObject({ state: 'OPEN', fixedAt: null })
    await step(centre, 'fix', '又换了一根')
    const closed = await step(centre, 'close')
    expect([closed.state, closed.events.map(({ kind }) => kind)]).toEqual([
      'CLOSED',
      ['opened', 'noted', 'acknowledged', 'fixed', 'reopened', 'fixed', 'closed'],
    ])
  })
})

describe('R24', () => {
  const DAY = (day: number, hour = 9) => new Date(Date.UTC(2026, 0, day, hour - 8))
  const lesson = async (at: Date, status: string, readiness: Partial<Record<0 | 1, string>>) => {
    const { rows } = await scene.database.query<{ id: string }>(
      `insert into lesson (id, revision, status, plan, planned_start, planned_end, lecturer_id, lecture_org_id, lecture_class_id)
       select gen_random_uuid(), 1, $1, l.plan, $2, $2::timestamptz + interval '40 min', l.lecturer_id, l.lecture_org_id,
              l.lecture_class_id from lesson l where l.lecturer_id = $3 limit 1 returning id`,
      [status, at, scene.lecturerId],
    )
    const id = rows[0]!.id
    for (const [index, leg] of scene.legs.entries()) {
      await scene.database.query(
        `insert into lesson_leg (id, lesson_id, position, class_id, org_id) values (gen_random_uuid(), $1, $2, $3, $4)`,
        [id, index, leg.classId, leg.orgId],
      )
      const verdict = readiness[index as 0 | 1]
      if (verdict)
        await scene.database.query(
          `insert into room_readiness (device_id, lesson_id, at, verdict, problems) values ($1, $2, $3, $4, '[]')`,
          [leg.deviceId, id, at, verdict],
        )
    }
  }

  it('counts a room-day once, green only before every lesson, and the median of repairs', async () => {
    await scene.database.query(
      `update device set confirmed_at = '2020-01-01', revoked_at = case when id = any($1) then null else '2020-01-02'::timestamptz end
        where class_id = any($2)`,
      [scene.legs.map(({ deviceId }) => deviceId), scene.legs.map(({ classId }) => classId)],
    )
    await lesson(DAY(5), 'SETTLED', { 0: 'GREEN', 1: 'GREEN' })
    await lesson(DAY(5, 14), 'SETTLED', { 0: 'AMBER', 1: 'GREEN' })
    // Late in the evening by UTC it is still the county's own day.
    await lesson(DAY(6, 23), 'NOT_HELD', { 0: 'GREEN' })
    await lesson(DAY(7), 'CANCELLED', {})
    await lesson(DAY(8), 'CANCELLED', { 0: 'GREEN', 1: 'RED' })
    for (const [kind, hours] of [
      ['camera', 2],
      ['disk', 4],
      ['power', 9],
      ['network', null],
    ] as const)
      await scene.database.query(
        `insert into repair_ticket (id, device_id, kind, state, opened_at, fixed_at, closed_at)
         values (gen_random_uuid(), $1, $2, $3, $4, $4::timestamptz + make_interval(hours => $5), $4::timestamptz + make_interval(hours => $5))`,
        [first.deviceId, kind, hours === null ? 'OPEN' : 'CLOSED', DAY(5), hours],
      )
    const figures = (leg: SceneLeg, who = centre) =>
      who.call(getRoomFigures, { query: { from: '2026-01-01', to: '2026-01-31', orgId: leg.orgId } })
    expect(await figures(first)).toEqual({
      roomDays: 3,
      greenDays: 2,
      repairs: 4,
      open: 1,
      medianRepairHours: 4,
    })
    expect(await figures(second, otherCentre)).toMatchObject({
      roomDays: 3,
      greenDays: 1,
      repairs: 0,
      medianRepairHours: null,
    })
    expect(await figures(second)).toMatchObject({ roomDays: 0 })
  })
})

describe('a master teacher’s lesson', () => {
  const plan = (change = {}) =>
    scene.lecturer.call(planLesson, { body: { ...scene.input({ type: 'master', legs: [], ...change }) } })

  it('needs no class, and gives as many places as there are', async () => {
    const body = scene.input({ legs: [], plannedStart: soon(60) })
    expect(await scene.lecturer.refusal(planLesson, { body })).toMatchObject({
      code: 'lesson.legs',
      details: [{ path: 'body.legs' }],
    })
    const { id } = await plan({ plannedStart: soon(60) })
    const params = { id }
    const [offered] = (await watcher.call(listMasterLessons, {})).items.filter((one) => one.id === id)
    expect(offered).toMatchObject({ classes: 0, observers: 0, places: 1, mine: false, hindrance: null })
    expect(await watcher.refusal(getLesson, { params })).toMatchObject({ code: 'not_found' })
    for (let time = 0; time < 2; time += 1)
      expect(await watcher.call(joinMasterLesson, { params })).toMatchObject({ observers: 1, mine: true })
    expect(await latecomer.refusal(joinMasterLesson, { params })).toMatchObject({ code: 'observing.full' })
    expect(await scene.lecturer.refusal(joinMasterLesson, { params })).toMatchObject({
      code: 'observing.part',
    })
    expect((await watcher.call(getLesson, { params })).summary.me?.part).toBe('observer')
    expect(
      (await watcher.call(listLessons, { query: { when: 'coming' } })).items.map((one) => one.id),
    ).toContain(id)
    expect(await watcher.refusal(exportLedger, { params })).toMatchObject({ code: 'auth.forbidden' })
    expect(await watcher.call(leaveMasterLesson, { params })).toMatchObject({ observers: 0, mine: false })
    expect(await latecomer.call(joinMasterLesson, { params })).toMatchObject({ observers: 1 })
    expect(await watcher.refusal(getLesson, { params })).toMatchObject({ code: 'not_found' })
    await scene.lecturer.call(cancelLesson, { params, body: { reason: 'other' } })
    expect(await latecomer.refusal(leaveMasterLesson, { params })).toMatchObject({ code: 'observing.closed' })
  })

  it('begins before teachers alone, keeps their notes to themselves, and shows who watched', async () => {
    const { id } = await plan()
    const params = { id }
    await watcher.call(joinMasterLesson, { params })
    const desk = await ClassClient.enter(scene.lecturer, id)
    expect(await desk.refused({ type: 'start' })).toBe('lesson.no_ready_leg')
    const place = await ClassClient.enter(watcher, id)
    await desk.until('somebody watches', (state) => state.observers.length === 1)
    await desk.send({ type: 'start' })
    await desk.until('it has begun', (state) => state.startedAt !== null)
    const { startedAt, openedAt } = desk.state

    const noteId = '01890000-0000-7000-8000-000000000001'
    const note = (edit: number, text: string, ageMs = 0) => ({
      params: { id, noteId },
      body: { edit, text, ageMs, tags: ['highlight' as const] },
    })
    const kept = await watcher.call(putMyNote, note(1, '导入很巧', MAX_NOTE_AGE_MS))
    expect([kept.at, kept.lessonMs]).toEqual([openedAt, (openedAt ?? 0) - (startedAt ?? 0)])
    await watcher.call(putMyNote, note(2, '导入很巧，三分钟'))
    expect(await watcher.call(putMyNote, note(1, '导入很巧'))).toMatchObject({ edit: 2, at: openedAt })
    await watcher.call(putMyNote, {
      params: { id, noteId: '01890000-0000-7000-8000-000000000002' },
      body: { edit: 1, text: '提问面窄', ageMs: 0 },
    })
    const mine = await watcher.call(listMyNotes, { params })
    expect(mine.startedAt).toBe(startedAt)
    expect(mine.notes.map(({ text }) => text)).toEqual(['导入很巧，三分钟', '提问面窄'])
    expect(mine.notes[1]?.lessonMs).toBeGreaterThanOrEqual(0)

    expect((await scene.lecturer.call(listMyNotes, { params })).notes).toEqual([])
    expect(await scene.lecturer.refusal(putMyNote, note(3, '不是我的'))).toMatchObject({ code: 'not_found' })
    await scene.lecturer.call(deleteMyNote, { params: { id, noteId } })
    expect(await latecomer.refusal(listMyNotes, { params })).toMatchObject({ code: 'not_found' })
    expect((await watcher.call(listMyNotes, { params })).notes).toHaveLength(2)
    await watcher.call(deleteMyNote, { params: { id, noteId } })
    expect(await watcher.refusal(putMyNote, note(9, '迟到的一份'))).toMatchObject({ code: 'not_found' })
    const { rows } = await scene.database.query(
      `select 1 from lesson_event where lesson_id = $1 and body::text ~ '提问面窄|导入很巧'
       union all select 1 from audit_log where detail::text ~ '提问面窄|导入很巧'
       union all select 1 from lesson_note where id = $2 and text <> ''`,
      [id, noteId],
    )
    expect(rows).toEqual([])

    expect(await scene.lecturer.call(listObservers, { params })).toMatchObject({
      isOver: false,
      observers: [{ name: '石小满', arrivedAt: null }],
    })
    await desk.send({ type: 'end' })
    const watched = await scene.lecturer.call(listObservers, { params })
    expect(watched).toMatchObject({ isOver: true, places: 1, observers: [{ name: '石小满', hidden: false }] })
    expect(watched.observers[0]?.arrivedAt).toBeGreaterThan(0)
    expect(await watcher.refusal(listObservers, { params })).toMatchObject({ code: 'auth.forbidden' })
    expect((await watcher.call(listMyNotes, { params })).notes).toHaveLength(1)
    desk.close()
    place.close()
  })
})
