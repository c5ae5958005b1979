import {
  answerObjection,
  declareScreenPeriods,
  exportMonthlyReport,
  freezeMonthlyReport,
  getMonthlyReport,
  getPairingProgress,
  getPapers,
  handInEvaluation,
  handInRoll,
  listReportLegs,
  objectToReport,
  publishMonthlyReport,
  reportIncident,
  settleLesson,
  type Headcount,
  type MonthlyReport,
  type UnitKind,
} from '@tongke/contract'
import ExcelJS from 'exceljs'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { agree } from '../support/agreements.ts'
import { ApiClient } from '../support/api-client.ts'
import { PastLessons, type PastClass, type PastLeg } from '../support/past-lessons.ts'
import { bootStack, type Stack } from '../support/stack.ts'

/** Teaching weeks whose Friday falls in it: Monday 29 September to Sunday 2 November 2025. */
const MONTH = '2025-10'
const on = (day: string, time = '09:10') => new Date(`${day}T${time}:00+08:00`)

let stack: Stack
let database: pg.Client
let past: PastLessons
let officer: ApiClient
let lecturerId: string
let lecture: PastClass
let village: [PastClass, PastClass, PastClass]
/** Of the first class. */
let assistant: { id: string; name: string }
let failed: { id: string; legIds: string[] }

const people = (expected: number, present: number): Headcount => ({
  expected,
  present,
  leave: expected - present,
  absent: 0,
})
const everybody = (): PastLeg[] => village.map((of) => ({ of, online: 0 }))
const as = (name: string) => ApiClient.as(stack.serverUrl, name)
const read = (who = officer, month = MONTH) => who.call(getMonthlyReport, { params: { month } })
const unit = ({ units }: MonthlyReport, kind: UnitKind, name = '') => {
  const found = units.find((one) => one.kind === kind && one.name === name)
  if (!found) throw new Error(`no ${kind} ${name}`)
  return found
}

async function classOf(school: string): Promise<PastClass> {
  const { rows } = await database.query<PastClass>(
    `select c.id as "classId", o.id as "orgId", o.name as "orgName", c.name as "className"
       from school_class c join organization o on o.id = c.org_id
      where o.name = $1 and c.closed_on is null order by 3 = any(c.grades) desc, c.grades limit 1`,
    [school],
  )
  if (!rows[0]) throw new Error(`no class at ${school}`)
  return rows[0]
}

/** Rolls come in long after class, by the bureau in the assistants' place; then the server reckons what the node told. */
async function settle({ id, legIds }: typeof failed, ...rolls: Headcount[]): Promise<void> {
  const rest = { source: 'quick' as const, seats: [], reason: null }
  for (const [index, headcount] of rolls.entries()) {
    const body = { key: randomUUID(), legId: legIds[index] ?? '', headcount, ...rest }
    await officer.call(handInRoll, { params: { id }, body })
  }
  await officer.call(settleLesson, { params: { id } })
}

/** Four lessons of three classes, as domain §6 puts them; what is held is settled by the server from the node's events. */
async function vector(): Promise<void> {
  const [a, b, c] = village
  const base = { title: '秋天', lecturerId, lecture, startedAfter: null as number | null }
  const holiday = { kind: 'cancelled', reason: 'holiday', late: false } as const
  await past.write({ ...base, at: on('2025-10-01'), legs: everybody(), instead: holiday })
  failed = await past.write({
    ...base,
    at: on('2025-09-30'),
    legs: everybody(),
    instead: { kind: 'not_held' },
  })
  const first = await past.write({
    ...base,
    at: on('2025-10-14'),
    startedAfter: 2,
    legs: [
      { of: a, online: 40, assistantId: assistant.id, stages: [{ minute: 5, waitSeconds: 20 }] },
      {
        of: b,
        online: 30,
        stages: [
          { minute: 9, waitSeconds: 40 },
          { minute: 20, waitSeconds: 60 },
        ],
      },
      { of: c, online: 4 },
    ],
  })
  // The last day of the month's last week, late by four minutes.
  const second = await past.write({
    ...base,
    at: on('2025-11-02'),
    startedAfter: 4,
    legs: [
      { of: a, online: 38 },
      { of: b, online: 33 },
      { of: c, online: 40 },
    ],
  })
  // Three classes of the lesson that was not held are taught within two weeks.
  const makeUp = await past.write({
    ...base,
    at: on('2025-10-13', '14:00'),
    startedAfter: 0,
    legs: village.map((of) => ({ of, online: 40 })),
  })
  await database.query('update lesson set make_up_of = $2 where id = $1', [makeUp.id, failed.id])
  await settle(first, people(10, 9), people(20, 20), people(10, 6))
  await settle(second, people(10, 10), people(20, 18), people(10, 10))
  await settle(makeUp, people(10, 10), people(10, 10), people(10, 10))
}

/** What must not move a single figure of the month. */
async function noise(): Promise<void> {
  const base = { title: '别处', lecturerId, lecture, startedAfter: 0 }
  const moved = { kind: 'rescheduled', to: randomUUID(), reason: 'illness', late: true } as const
  await past.write({ ...base, startedAfter: null, at: on('2025-10-21'), legs: everybody(), instead: moved })
  // Of the next month and of the one before, a week of each side.
  for (const day of ['2025-11-03', '2025-09-28']) {
    const legs = village.map((of) => ({ of, online: 40 }))
    const lesson = await past.write({ ...base, at: on(day), legs })
    await settle(lesson, people(9, 9), people(9, 9), people(9, 9))
  }
}

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  database = new pg.Client({ connectionString: stack.databaseUrl })
  await database.connect()
  past = new PastLessons(database)
  officer = await as('顾知行')
  lecture = await classOf('示例市清溪路小学')
  village = [await classOf('柳湾村小学'), await classOf('渡口村小学'), await classOf('石桥村小学')]
  const { rows } = await database.query<{ id: string }>(`select id from person where name = '周乐山'`)
  lecturerId = rows[0]?.id ?? ''
  const teacher = await database.query<typeof assistant>(
    `select p.id, p.name from post t join person p on p.id = t.person_id
      where t.org_id = $1 and t.role = 'teacher' order by p.county_no limit 1`,
    [village[0].orgId],
  )
  assistant = teacher.rows[0] ?? { id: '', name: '' }
  await vector()
  await noise()
}, 180_000)
afterAll(async () => {
  await database?.end()
  await stack?.stop()
})

test('the test vector of the domain comes out to the figure', async () => {
  const report = await read()
  expect(report).toMatchObject({
    from: '2025-09-29',
    to: '2025-11-02',
    state: 'OPEN',
    completeness: { n: 12, of: 12 },
    rules: { values: { openedMinutes: 5, smallDenominator: 5 } },
  })
  const { figures } = unit(report, 'county')
  expect(figures).toMatchObject({
    legs: 9,
    lessons: 3,
    R3: { n: 5, of: 9 },
    R4: { n: 4, of: 5 },
    R4P: { n: 4, of: 9 },
    R5: { n: 1, of: 2 },
    R6: { n: 3, of: 4 },
    R7: { n: 73, of: 80 },
    rolls: { n: 5, of: 5 },
    R8: { n: 185, of: 240 },
    R9: { n: 3, of: 3 },
    quietLegs: { n: 3, of: 5 },
    waitSeconds: 40,
    lateMoves: { n: 3, of: 9 },
  })
  const percent = ({ n, of }: { n: number; of: number }) => Number(((n / of) * 100).toFixed(1))
  expect([figures.R3, figures.R4, figures.R4P, figures.R6].map(percent)).toEqual([55.6, 80, 44.4, 75])
  const [a, b, c] = village.map(({ orgName }) => unit(report, 'school', orgName).figures.R3)
  expect([a, b, c]).toEqual([
    { n: 2, of: 3 },
    { n: 2, of: 3 },
    { n: 1, of: 3 },
  ])
  expect(unit(report, 'pair', village[2].orgName)).toMatchObject({ hostName: lecture.orgName })
})

test('an agreement’s goals are held against what was settled in its term', async () => {
  const [, b, c] = village
  await database.query(`insert into school_year (year, revision) values (2025, 1)`)
  await database.query(
    `insert into term (id, school_year, number, starts_on, ends_on) values ($1, 2025, 1, '2025-09-01', '2026-01-22')`,
    [randomUUID()],
  )
  await agree(stack.databaseUrl, lecture.classId, [b.classId, c.classId])
  const session = randomUUID()
  await database.query(
    `insert into research_session (id, theme, summary, subject, grade, form, host_org_id, main_preparer_id, proposed_by,
       starts_at, planned_minutes, counted, counting, counted_at, created_at, updated_at)
     values ($1, '听评课', '', 'music', 3, 'polishing', $2, $3, $3, $4, 60, true, '{}', now(), now(), now())`,
    [session, lecture.orgId, lecturerId, on('2025-10-16')],
  )
  for (const [personId, orgId] of [
    [lecturerId, lecture.orgId],
    [assistant.id, b.orgId],
  ])
    await database.query(
      `insert into research_member (session_id, person_id, org_id, rural, added_at, attended_minutes, attended,
         spoke_seconds, sheets) values ($1, $2, $3, true, now(), 60, true, 0, 0)`,
      [session, personId, orgId],
    )
  await database.query(`update post set from_day = '2025-09-01' where person_id = $1 and org_id = $2`, [
    lecturerId,
    lecture.orgId,
  ])
  await database.query(
    `insert into visit (id, visitor_id, org_id, day, purpose, note, companions, state, advice, follow_up, done_at, revision,
       created_at, updated_at) values ($1, $2, $3, '2025-10-17', 'guidance', '', '', 'DONE', '', '', now(), 1, now(), now())`,
    [randomUUID(), lecturerId, b.orgId],
  )
  const progress = async ({ classId }: PastClass) => {
    const { rows } = await database.query<{ id: string }>(
      `select p.id from pairing p join term t on t.id = p.term_id where t.school_year = 2025 and p.listening_class_id = $1`,
      [classId],
    )
    return { params: { id: rows[0]?.id ?? '' } }
  }
  // Of the month: 30 and 33 minutes, and what made up for the one not held; of a week on each side: 40 each.
  expect(await officer.call(getPairingProgress, await progress(b))).toMatchObject({
    lessons: { goal: 16, held: 5, complete: 4, failed: 1, unsettled: 0, coming: 0 },
    minutes: { online: 183, planned: 200 },
    research: { goal: 4, done: 1 },
    visits: { goal: 1, done: 1 },
  })
  // Four minutes are no lesson.
  expect(await officer.call(getPairingProgress, await progress(c))).toMatchObject({
    lessons: { held: 4, complete: 4, failed: 2 },
    minutes: { online: 160, planned: 160 },
    research: { done: 0 },
    visits: { done: 0 },
  })
  const stranger = await as('岳青禾')
  expect(await stranger.refusal(getPairingProgress, await progress(b))).toMatchObject({
    code: 'not_found',
  })
})

test('behind a figure stand its legs, those that fall short first', async () => {
  const legs = await officer.call(listReportLegs, {
    params: { month: MONTH },
    query: { figure: 'R3', kind: 'school', key: village[2].orgId },
  })
  expect(legs.map(({ status, onlineMinutes, counts }) => [status, onlineMinutes, counts])).toEqual([
    ['NOT_HELD', 0, false],
    ['SETTLED', 4, false],
    ['SETTLED', 40, true],
  ])
})

test('eight screen periods of twenty-six are over, seven are not', async () => {
  const { rows } = await database.query<{ id: string }>(
    `select c.id from school_class c join organization o on o.id = c.org_id
      where o.kind = 'point' and 2 = any(c.grades) and c.closed_on is null order by c.id limit 1`,
  )
  const classId = rows[0]?.id ?? ''
  const declare = (week: string, periods: number) =>
    officer.call(declareScreenPeriods, { body: { classId, week, periods } })
  await declare('2025-10-13', 8)
  await declare('2025-10-20', 7)
  const screens = (await read()).screens.filter((one) => one.classId === classId)
  expect(
    screens.map(({ week, sync, declared, weekly, over }) => [week, sync, declared, weekly, over]),
  ).toEqual([
    ['2025-10-13', 0, 8, 26, true],
    ['2025-10-20', 0, 7, 26, false],
  ])
  expect(Number(((8 / 26) * 100).toFixed(1))).toBe(30.8)
  const synced = (await read()).screens.filter((one) => one.classId === village[0].classId)
  expect(synced.map(({ week, sync }) => [week, sync])).toEqual([
    ['2025-10-13', 2],
    ['2025-10-27', 1],
  ])
  const body = { classId, week: '2025-10-14', periods: 1 }
  expect((await officer.refusal(declareScreenPeriods, { body })).code).toBe('request.invalid')
  await expect(
    database.query(`update screen_declaration set week = '2025-10-14' where class_id = $1`, [classId]),
  ).rejects.toThrow('screen_declaration_week_check')
})

test('a coordinator enters a roll in the assistant’s place, marked so; the county’s numbers follow', async () => {
  const legId = failed.legIds[0] ?? ''
  const roll = {
    key: randomUUID(),
    legId,
    headcount: people(10, 10),
    source: 'quick' as const,
    seats: [],
    reason: null,
  }
  expect((await officer.refusal(handInRoll, { params: { id: failed.id }, body: roll })).code).toBe(
    'lesson.transition',
  )
  const [held] = (
    await officer.call(listReportLegs, {
      params: { month: MONTH },
      query: { figure: 'R4', kind: 'school', key: village[1].orgId },
    })
  ).filter(({ counts }) => !counts)
  if (!held) throw new Error('no partial leg')
  const params = { id: held.lessonId }
  const again = { ...roll, key: randomUUID(), legId: held.legId, headcount: people(20, 19) }
  expect((await officer.refusal(handInRoll, { params, body: again })).code).toBe('paper.locked')
  const amended = { ...again, key: randomUUID(), reason: '点名表抄错一人' }
  await officer.call(handInRoll, { params, body: amended })
  await officer.call(handInRoll, { params, body: amended })
  const { legs } = await officer.call(getPapers, { params })
  expect(legs.find((leg) => leg.legId === held.legId)?.roll).toMatchObject({
    state: 'AMENDED',
    byProxy: true,
    seats: null,
    amendReason: '点名表抄错一人',
  })
  expect(unit(await read(), 'county').figures.R7).toEqual({ n: 72, of: 80 })
  const { rows } = await database.query(
    `select action, count(*)::int from audit_log where target = $1 and action in ('lesson.roll_amended', 'lesson.resettled') group by 1 order by 1`,
    [`lesson:${held.lessonId}`],
  )
  expect(rows).toEqual([
    { action: 'lesson.resettled', count: 1 },
    { action: 'lesson.roll_amended', count: 1 },
  ])
  await expect(
    database.query(
      `update lesson_roll set present = present - 1, leave = leave + 1, changed_at = now() where leg_id = $1`,
      [held.legId],
    ),
  ).rejects.toThrow('only with a reason')
  await expect(
    database.query(
      'update lesson_roll set present = present - 1, amended_at = changed_at where leg_id = $1',
      [held.legId],
    ),
  ).rejects.toThrow('lesson_roll_check')
})

test('after 72 hours papers are refused, with a code', async () => {
  const { rows } = await database.query<{ id: string; leg: string }>(
    'select lesson_id as id, id as leg from lesson_leg where assistant_id = $1 and settled is not null',
    [assistant.id],
  )
  const params = { id: rows[0]?.id ?? '' }
  const paper = { key: randomUUID(), legId: rows[0]?.leg ?? '' }
  const who = await as(assistant.name)
  const marks = { hear: 5, see: 5, interaction: 5, pace: 5, outcome: 5 }
  const roll = {
    ...paper,
    headcount: people(10, 10),
    source: 'quick' as const,
    seats: [],
    reason: '晚到的网络',
  }
  const incident = { ...paper, incidentId: randomUUID(), kind: 'network' as const, minutes: 5, remark: '' }
  const evaluation = { ...paper, marks, remark: '' }
  expect((await who.refusal(handInRoll, { params, body: roll })).code).toBe('paper.too_late')
  expect((await who.refusal(reportIncident, { params, body: { ...incident, key: randomUUID() } })).code).toBe(
    'paper.too_late',
  )
  expect(
    (await who.refusal(handInEvaluation, { params, body: { ...evaluation, key: randomUUID() } })).code,
  ).toBe('paper.locked')
})

test('schools see their own numbers, object, and what is frozen does not change', async () => {
  expect((await (await as('周乐山')).refusal(getMonthlyReport, { params: { month: MONTH } })).code).toBe(
    'auth.forbidden',
  )
  const coordinator = await as('秦若枫')
  const own = await read(coordinator)
  expect(new Set(own.units.map(({ kind }) => kind))).toEqual(new Set(['school', 'pair']))
  const names = new Set(own.units.map(({ name }) => name))
  expect(names.has(village[0].orgName)).toBe(true)
  expect(own.units.every(({ figures }) => figures.legs === 3)).toBe(true)
  const params = { month: MONTH }
  const county = { params, query: { figure: 'R3' as const, kind: 'county' as const } }
  expect((await coordinator.refusal(listReportLegs, county)).code).toBe('auth.forbidden')

  expect((await coordinator.refusal(publishMonthlyReport, { params })).code).toBe('auth.forbidden')
  const text = '10 月 14 日断电,应按停电计'
  expect((await coordinator.refusal(objectToReport, { params, body: { text } })).code).toBe('report.state')
  expect((await officer.call(publishMonthlyReport, { params })).state).toBe('PUBLISHED')
  const objected = await coordinator.call(objectToReport, { params, body: { text } })
  const objection = objected.objections[0]
  expect(objection).toMatchObject({ text, answer: null })
  await officer.call(answerObjection, { params: { id: objection?.id ?? '' }, body: { text: '已核实' } })
  expect((await officer.refusal(freezeMonthlyReport, { params })).code).toBe('report.too_early')

  await database.query(
    `update monthly_report set published_at = now() - interval '4 days', freezable_at = now() - interval '1 day' where month = $1`,
    [MONTH],
  )
  const frozen = await officer.call(freezeMonthlyReport, { params })
  expect(frozen).toMatchObject({ state: 'FROZEN', can: { publish: false, freeze: false, declare: false } })
  await database.query(`update lesson_leg set result = 'ABSENT' where result = 'FULL'`)
  expect((await read()).units).toEqual(frozen.units)
  expect((await read(coordinator)).units).toEqual(
    own.units.map((one) => expect.objectContaining({ key: one.key })),
  )
  expect((await coordinator.refusal(objectToReport, { params, body: { text } })).code).toBe('report.state')
  await expect(database.query('delete from monthly_report')).rejects.toThrow('does not change')
})

test('the report comes as a workbook, small denominators as counts', async () => {
  const response = await officer.request('GET', exportMonthlyReport.path.replace(':month', MONTH))
  expect([response.status, response.headers.get('content-type')]).toEqual([200, exportMonthlyReport.file])
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const sheet = book.getWorksheet('月度指标')
  const row = (label: string) =>
    (sheet?.getRows(5, 20) ?? []).find((one) => one.getCell(2).value === label)?.values as unknown[]
  expect(row('全市').slice(1, 8)).toEqual(['全市', '全市', 9, '55.6%', '80.0%', '44.4%', '1/2'])
  expect(row(village[2].orgName).slice(3, 6)).toEqual([3, '1/3', '1/1'])
  expect(book.getWorksheet('屏幕时长 R13')?.getRow(2).getCell(7).value).toMatch(/%$/)
})
