import {
  cancelLesson,
  changeTimetable,
  checkTimetable,
  checkTimetableChange,
  decideStaleLessons,
  exchangeLessons,
  exportTimetable,
  generateLessons,
  getCalendar,
  getLesson,
  getLessonLinks,
  listExchangePartners,
  getTimetableWeek,
  importTimetable,
  listFreePlaces,
  listStaleLessons,
  listTimetableTargets,
  makeUpLesson,
  removeTimetableSlot,
  substituteLecturer,
  type SlotMove,
  type StaleDecision,
  type TimetableSlot,
} from '@tongke/contract'
import Excel from 'exceljs'
import pg from 'pg'
import { ApiClient } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

/** Head of the school in town, coordinator of a township, a teacher in town, the bureau. */
const [HEAD, COORDINATOR, LECTURER, OFFICER] = ['程远舟', '陆云舒', '林晓雯', '顾知行'] as const
const [TOWN, VILLAGE] = ['示例市第一实验小学', '石桥村小学'] as const

let stack: Stack
let database: pg.Client
let termId: string
const people = new Map<string, ApiClient>()
const as = (name: string): ApiClient => {
  const client = people.get(name)
  if (!client) throw new Error(`${name} is not signed in`)
  return client
}

const one = async (sql: string, parameters: unknown[] = []): Promise<string> => {
  const { rows } = await database.query<{ id: string }>(sql, parameters)
  if (!rows[0]) throw new Error(`nothing: ${sql}`)
  return rows[0].id
}
const schoolOf = (name: string) => one('select id from organization where name = $1', [name])
const classOf = (school: string, grade: number) =>
  one(
    `select c.id from school_class c join organization o on o.id = c.org_id
      where o.name = $1 and $2 = any(c.grades) and c.closed_on is null order by c.name limit 1`,
    [school, grade],
  )
const personOf = (name: string) => one('select id from person where name = $1', [name])

const weekOf = async (who: string, view: 'class' | 'teacher', id: string) =>
  (await as(who).call(getTimetableWeek, { query: { termId, view, id } })).slots
const at = (slots: readonly TimetableSlot[], weekday: number, period: number): TimetableSlot => {
  const slot = slots.find((each) => each.weekday === weekday && each.period === period)
  if (!slot) throw new Error(`no slot on day ${weekday}, period ${period}`)
  return slot
}
const swap = (a: TimetableSlot, b: TimetableSlot) => ({
  kind: 'move' as const,
  moves: [
    { slotId: a.id, weekday: b.weekday, period: b.period },
    { slotId: b.id, weekday: a.weekday, period: a.period },
  ],
})

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  database = new pg.Client(stack.databaseUrl)
  await database.connect()
  // The demo has lessons for two weeks ahead: there is a third to make.
  await database.query(
    `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
     values (gen_random_uuid(), 'timetable.generateDays', 21, 'd', 'test', '2001-01-01')`,
  )
  for (const name of [HEAD, COORDINATOR, LECTURER, OFFICER])
    people.set(name, await ApiClient.as(stack.serverUrl, name))
  const { terms } = await as(OFFICER).call(getCalendar, { query: {} })
  termId = terms.find(({ progress }) => progress === 'IN_PROGRESS')?.id ?? ''
}, 120_000)

afterAll(async () => {
  await database?.end()
  await stack?.stop()
})

describe('the timetable of the county', () => {
  it('keeps the hard rules in every school, and says so to the bureau and to each school', async () => {
    const county = await as(OFFICER).call(checkTimetable, { query: { termId } })
    expect(county.items.filter(({ severity }) => severity === 'hard')).toEqual([])
    expect(county.hard).toBe(0)
    expect(county.slots).toBeGreaterThan(1_000)
    const own = await as(HEAD).call(checkTimetable, { query: { termId } })
    expect([own.hard, own.schools]).toEqual([0, 1])
  })

  it('is read by those who may, and by nobody else', async () => {
    const { schools, mayEdit } = await as(LECTURER).call(listTimetableTargets, { query: { termId } })
    expect([schools.map(({ name }) => name), mayEdit]).toEqual([[TOWN], false])
    const village = await classOf(VILLAGE, 3)
    const query = { termId, view: 'class' as const, id: village }
    expect(await as(LECTURER).refusal(getTimetableWeek, { query })).toMatchObject({ code: 'not_found' })
    expect(await as(HEAD).refusal(getTimetableWeek, { query })).toMatchObject({ code: 'not_found' })
    expect(await weekOf(COORDINATOR, 'class', village)).toHaveLength(30)
    const mine = await weekOf(LECTURER, 'teacher', await personOf(LECTURER))
    const lecture = at(mine, 2, 2)
    expect(lecture).toMatchObject({ mode: 'sync-lecture', subject: 'english', mayEdit: false })
    expect(lecture.legs.map(({ orgName, assistantName }) => [orgName, assistantName]).toSorted()).toEqual([
      ['云岭教学点', '岳青禾'],
      [VILLAGE, '石小满'],
    ])
    expect(at(await weekOf(COORDINATOR, 'class', village), 2, 2).lecture).toMatchObject({
      orgName: TOWN,
      lecturerName: LECTURER,
    })
  })

  it('lets a head exchange two lessons, and refuses what would clash, naming it', async () => {
    const fifth = await classOf(TOWN, 5)
    const slots = await weekOf(HEAD, 'class', fifth)
    const local = slots.filter(({ mode }) => mode === 'local')
    const first = local[0]!
    const { items } = await as(HEAD).call(listFreePlaces, { params: { id: first.id } })
    const place = items[0]!
    const change = { kind: 'move' as const, moves: place.moves }
    expect((await as(HEAD).call(checkTimetableChange, { body: { termId, change } })).findings).toEqual([])
    await as(HEAD).call(changeTimetable, { body: { termId, change } })
    expect(at(await weekOf(HEAD, 'class', fifth), place.weekday, place.period).id).toBe(first.id)

    // Onto another lesson of the class, without exchanging.
    const other = local.find(({ id }) => !place.moves.some(({ slotId }) => slotId === id))!
    const moves = [{ slotId: first.id, weekday: other.weekday, period: other.period }]
    const clash = await as(HEAD).refusal(changeTimetable, {
      body: { termId, change: { kind: 'move', moves } },
    })
    expect(clash).toMatchObject({ code: 'timetable.clash', status: 409 })
    expect(clash.details?.map(({ path, code }) => `${path} ${code}`)).toContain('V5 class_busy')
    const told = await as(HEAD).call(checkTimetableChange, {
      body: { termId, change: { kind: 'move', moves } },
    })
    expect(
      told.findings.some(({ rule, slots: both }) => rule === 'V5' && both.some(({ id }) => id === other.id)),
    ).toBe(true)
    expect(told.free.length).toBeGreaterThan(0)
  })

  it('is changed by nobody without the right to it', async () => {
    const village = await weekOf(COORDINATOR, 'class', await classOf(VILLAGE, 5))
    const local = village.filter(({ mode }) => mode === 'local')
    const body = { termId, change: swap(local[0]!, local[1]!) }
    expect(await as(HEAD).refusal(changeTimetable, { body })).toMatchObject({ code: 'auth.forbidden' })
    expect(await as(LECTURER).refusal(changeTimetable, { body })).toMatchObject({ code: 'auth.forbidden' })
    expect(await as(HEAD).refusal(removeTimetableSlot, { params: { id: local[0]!.id } })).toMatchObject({
      code: 'auth.forbidden',
    })
  })

  it('holds double booking off in the database too', async () => {
    const copy = (set: string) =>
      database.query(
        `insert into timetable_slot (id, term_id, org_id, class_id, weeks_kind, weeks, weekday, period, subject, teacher_id, room,
             mode, updated_at)
           select gen_random_uuid(), term_id, org_id, class_id, weeks_kind, weeks, weekday, period, subject, teacher_id, room,
             mode, updated_at from (select *, ${set} from timetable_slot where mode = 'local' limit 1) one`,
      )
    await expect(copy('1')).rejects.toMatchObject({ code: '23P01', constraint: 'timetable_slot_class_once' })
  })

  it('moves a lecture together with the classes that listen', async () => {
    const third = await classOf(TOWN, 3)
    const lecture = at(await weekOf(HEAD, 'class', third), 4, 2)
    // The head may not exchange lessons of the villages; the bureau may.
    const { items } = await as(OFFICER).call(listFreePlaces, { params: { id: lecture.id } })
    const place = items[0]!
    expect(place.moves.length).toBeGreaterThanOrEqual(3)
    await as(OFFICER).call(changeTimetable, {
      body: { termId, change: { kind: 'move', moves: place.moves } },
    })
    const village = await weekOf(COORDINATOR, 'class', await classOf(VILLAGE, 3))
    expect(at(village, place.weekday, place.period).lecture?.slotId).toBe(lecture.id)
    expect((await as(OFFICER).call(checkTimetable, { query: { termId } })).hard).toBe(0)
  })

  it('lets a class of another school listen by agreement only, and soft rules be broken with a reason only', async () => {
    const third = await classOf(TOWN, 3)
    const { legs, ...lecture } = at(await weekOf(HEAD, 'class', third), 2, 2)
    const pear = await classOf('梨花村小学', 3)
    const slot = (more: typeof legs) => ({
      kind: 'save' as const,
      slotId: lecture.id,
      slot: { ...lecture, mode: 'sync-lecture' as const, legs: more },
    })
    const leg = { ...legs[0]!, classId: pear, assistantId: null, grades: null, quiet: null }
    expect(
      await as(HEAD).refusal(changeTimetable, { body: { termId, change: slot([...legs, leg]) } }),
    ).toMatchObject({
      code: 'auth.forbidden',
    })
    // Agreed: the lesson as it is, but its quiet task is taken away.
    const silent = legs.map((each) => ({ ...each, quiet: null }))
    const refused = await as(HEAD).refusal(changeTimetable, { body: { termId, change: slot(silent) } })
    expect(refused).toMatchObject({
      code: 'timetable.reason',
      details: [{ path: 'V12', code: 'no_quiet_task' }],
    })
    const reasons = { V12: '两个年级一起听' }
    const { findings } = await as(HEAD).call(changeTimetable, {
      body: { termId, change: slot(silent), reasons },
    })
    expect(findings.map(({ rule }) => rule)).toEqual(['V12'])
    const later = await as(OFFICER).call(checkTimetable, { query: { termId } })
    expect(later.items.filter(({ rule }) => rule === 'V12').map(({ reason }) => reason)).toEqual([
      reasons.V12,
    ])
  })

  it('comes back from its own workbook unchanged, with a changed row as a change, with wrong rows not at all', async () => {
    const orgId = await schoolOf(TOWN)
    const response = await as(HEAD).request('GET', `${exportTimetable.path}?termId=${termId}&orgId=${orgId}`)
    const file = new Uint8Array(await response.arrayBuffer())
    const query = (dryRun: boolean) => ({ termId, orgId, dryRun: String(dryRun) })
    const same = await as(HEAD).upload(importTimetable, file, query(false))
    expect(same).toMatchObject({
      creates: 0,
      updates: 0,
      removes: 0,
      problemCount: 0,
      findings: [],
      imported: true,
    })
    expect(same.unchanged).toBe(same.rows)

    const edit = async (change: (sheet: Excel.Worksheet) => void) => {
      const book = new Excel.Workbook()
      await book.xlsx.load(file.buffer as Excel.Buffer)
      change(book.getWorksheet('课表')!)
      return new Uint8Array(await book.xlsx.writeBuffer())
    }
    const renamed = await edit((sheet) => (sheet.getCell('D2').value = '校本课程'))
    expect(await as(HEAD).upload(importTimetable, renamed, query(true))).toMatchObject({
      updates: 1,
      imported: false,
    })
    expect(await as(HEAD).upload(importTimetable, renamed, query(false))).toMatchObject({
      updates: 1,
      imported: true,
    })
    expect(await as(HEAD).upload(importTimetable, renamed, query(false))).toMatchObject({
      updates: 0,
      imported: true,
    })
    const wrong = await edit((sheet) => (sheet.getCell('D2').value = '骑马'))
    const report = await as(HEAD).upload(importTimetable, wrong, query(false))
    expect(report).toMatchObject({ problemCount: 1, imported: false })
    expect(report.problems[0]).toMatchObject({ path: 'rows.2.subject', code: 'unknown' })
    await expect(as(LECTURER).upload(importTimetable, renamed, query(true))).rejects.toMatchObject({
      status: 403,
    })
  })
})

describe('lessons of the timetable', () => {
  interface Generated {
    id: string
    slot_id: string
    day: string
  }
  const generated = async () =>
    (
      await database.query<Generated>(
        `select id, slot_id, slot_day::text as day from lesson where slot_id is not null and status = 'SCHEDULED'
          order by planned_start desc`,
      )
    ).rows

  it('come into being once, on days of their slot', async () => {
    expect(await as(LECTURER).refusal(generateLessons, { body: {} })).toMatchObject({
      code: 'auth.forbidden',
    })
    // What was made before the timetable changed goes where its slot is now, or not at all.
    const { items } = await as(OFFICER).call(listStaleLessons, { query: { termId } })
    const decisions = items.map(({ lessonId, plannedStart: from, target }) =>
      target
        ? { act: 'move' as const, lessonId, from, to: target.plannedStart }
        : { act: 'cancel' as const, lessonId, from },
    )
    if (decisions.length > 0)
      await as(OFFICER).call(decideStaleLessons, { body: { termId, decisions, reason: 'official' } })
    const before = await generated()
    const first = await as(OFFICER).call(generateLessons, { body: {} })
    const lessons = await generated()
    expect(first.created).toBeGreaterThan(0)
    expect(lessons.length).toBe(before.length + first.created)
    expect(first.skipped.filter(({ why }) => why !== 'busy')).toEqual([])
    const again = await as(OFFICER).call(generateLessons, { body: {} })
    expect(again).toMatchObject({ created: 0, existing: first.created + first.existing, stale: [] })
    expect(await generated()).toEqual(lessons)
    const { rows } = await database.query(
      `select 1 from lesson l join timetable_slot s on s.id = l.slot_id
        where l.status = 'SCHEDULED' and extract(isodow from l.slot_day) <> s.weekday and not exists (select from swap_day w where w.day = l.slot_day)`,
    )
    expect(rows).toEqual([])
  })

  it('follow their slot when somebody decides so, but none that was changed by hand', async () => {
    const bySlot = Map.groupBy(await generated(), ({ slot_id }) => slot_id)
    let [lessons, moves]: [Generated[], SlotMove[]] = [[], []]
    for (const [id, those] of bySlot) {
      const { items } = await as(OFFICER).call(listFreePlaces, { params: { id } })
      // No other lecture makes way: its lessons would stray too.
      const place = items.find(
        ({ moves: all }) => !all.some((one) => one.slotId !== id && bySlot.has(one.slotId)),
      )
      if (place && those.length >= 2) [lessons, moves] = [those, place.moves]
    }
    const [touched, free] = [lessons[0]!, lessons[1]!]
    const slotId = free.slot_id
    const helper = await one(
      `select p.id from person p join post t on t.person_id = p.id join lesson l on l.lecture_org_id = t.org_id
        where l.id = $1 and t.role = 'teacher' and p.id <> l.lecturer_id
          and not exists (select from timetable_slot s where s.teacher_id = p.id and s.mode = 'sync-lecture') limit 1`,
      [touched.id],
    )
    await as(OFFICER).call(substituteLecturer, {
      params: { id: touched.id },
      body: { lecturerId: helper, reason: 'illness' },
    })
    const change = { kind: 'move' as const, moves }
    const { undo } = await as(OFFICER).call(changeTimetable, { body: { termId, change } })

    const stale = async (who: string) => (await as(who).call(listStaleLessons, { query: { termId } })).items
    const listed = await stale(OFFICER)
    expect(listed.map(({ lessonId }) => lessonId).toSorted()).toEqual(lessons.map(({ id }) => id).toSorted())
    const of = (id: string) => listed.find(({ lessonId }) => lessonId === id)!
    expect(of(touched.id)).toMatchObject({ byHand: true, mayDecide: false })
    expect(of(free.id)).toMatchObject({ byHand: false, mayDecide: true })
    expect(await stale(LECTURER)).toEqual([])
    const again = await as(OFFICER).call(generateLessons, { body: {} })
    expect(again).toMatchObject({ created: 0 })
    expect(again.stale.length).toBe(lessons.length)

    const { plannedStart: from, target } = of(free.id)
    const move = { act: 'move' as const, lessonId: free.id, from, to: target!.plannedStart }
    const decide = (...decisions: StaleDecision[]) => ({
      body: { termId, decisions, reason: 'official' as const },
    })
    expect(await as(LECTURER).refusal(decideStaleLessons, decide(move))).toMatchObject({
      code: expect.stringMatching(/^(not_found|auth.forbidden)$/) as string,
    })
    const both = decide(move, { act: 'cancel', lessonId: touched.id, from: of(touched.id).plannedStart })
    expect(await as(OFFICER).refusal(decideStaleLessons, both)).toMatchObject({ code: 'conflict.changed' })
    expect(await stale(OFFICER)).toHaveLength(lessons.length)

    // What somebody leaves where it is is not asked about again while its slot is where it was then; it may still move.
    const stay = (to: number) => ({
      body: { termId, decisions: [{ ...move, act: 'leave' as const, to }], reason: null },
    })
    const elsewhere = stay(target!.plannedStart + 60_000)
    expect(await as(OFFICER).refusal(decideStaleLessons, elsewhere)).toMatchObject({
      code: 'conflict.changed',
    })
    expect(await as(OFFICER).call(decideStaleLessons, stay(target!.plannedStart))).toEqual({
      moved: 0,
      cancelled: 0,
      left: 1,
    })
    const asked = (await stale(OFFICER)).filter(({ stays }) => !stays).map(({ lessonId }) => lessonId)
    expect([asked.length, asked.includes(free.id)]).toEqual([lessons.length - 1, false])
    const after = await as(OFFICER).call(generateLessons, { body: {} })
    expect([after.created, after.stale.length]).toEqual([0, lessons.length - 1])
    expect(
      await as(OFFICER).refusal(decideStaleLessons, { body: { termId, decisions: [move], reason: null } }),
    ).toMatchObject({ code: 'request.invalid' })

    expect(await as(OFFICER).call(decideStaleLessons, decide(move))).toEqual({
      moved: 1,
      cancelled: 0,
      left: 0,
    })
    const { movedTo, slot } = await as(OFFICER).call(getLessonLinks, { params: { id: free.id } })
    expect([movedTo?.plannedStart, slot]).toEqual([target!.plannedStart, null])
    const links = await as(OFFICER).call(getLessonLinks, { params: { id: movedTo!.id } })
    expect(links.slot).toEqual({ id: slotId, day: target!.day })
    expect((await stale(OFFICER)).some(({ lessonId }) => lessonId === movedTo!.id)).toBe(false)
    const { rows } = await database.query(
      `select 1 from audit_log where action = 'timetable.lessons_followed' and detail->>'reason' = 'official' and (detail->>'moved')::int = 1`,
    )
    expect(rows).toHaveLength(1)

    // Taken back, what was never moved is where its slot is again; what was moved may come back.
    await as(OFFICER).call(changeTimetable, { body: { termId, change: { kind: 'move', moves: undo } } })
    const back = await stale(OFFICER)
    expect(back.map(({ lessonId }) => lessonId)).toEqual([movedTo!.id])
    expect(back[0]).toMatchObject({ target: { plannedStart: from } })
    const home = decide({ act: 'move', lessonId: movedTo!.id, from: target!.plannedStart, to: from })
    expect(await as(OFFICER).call(decideStaleLessons, home)).toMatchObject({ moved: 1, cancelled: 0 })
    expect(await stale(OFFICER)).toEqual([])
  })

  it('are made up for when they fail, once', async () => {
    const { id } = (await generated())[0]!
    const notYet = { params: { id }, body: { plannedStart: Date.now() + 30 * 86_400_000 } }
    expect(await as(OFFICER).refusal(makeUpLesson, notYet)).toMatchObject({ code: 'lesson.not_failed' })
    await as(OFFICER).call(cancelLesson, { params: { id }, body: { reason: 'network' } })
    const extra = await as(OFFICER).call(makeUpLesson, notYet)
    expect(await as(OFFICER).refusal(makeUpLesson, notYet)).toMatchObject({ code: 'lesson.made_up' })
    const links = await as(OFFICER).call(getLessonLinks, { params: { id } })
    expect(links).toMatchObject({ madeUpBy: { id: extra.id }, can: { makeUp: false, exchange: false } })
    expect(links.slot).not.toBeNull()
    // The slot's lesson of that day was cancelled; it does not come back.
    expect(await as(OFFICER).call(generateLessons, { body: {} })).toMatchObject({ created: 0 })
  })

  it('change places, and get another lecturer', async () => {
    const lessons = await generated()
    // Of a week with two lessons of a school that may change places.
    const partnersOf = (id: string) => as(OFFICER).call(listExchangePartners, { params: { id } })
    let [a, b] = [lessons[0]!, lessons[0]!]
    for (const one of lessons) {
      const [partner] = await partnersOf(one.id)
      if (!partner) continue
      ;[a, b] = [one, lessons.find(({ id }) => id === partner.id)!]
      break
    }
    // Either way round.
    expect((await partnersOf(b.id)).map(({ id }) => id)).toContain(a.id)
    const start = async (id: string) =>
      (await as(OFFICER).call(getLesson, { params: { id } })).summary.plannedStart
    const before = [await start(a.id), await start(b.id)]
    const body = { withLessonId: b.id, reason: 'illness' as const }
    const moved = await as(OFFICER).call(exchangeLessons, { params: { id: a.id }, body })
    expect(moved.plannedStart).toBe(before[1])
    const { movedTo } = await as(OFFICER).call(getLessonLinks, { params: { id: b.id } })
    expect(movedTo?.plannedStart).toBe(before[0])
    expect(
      await as(LECTURER).refusal(exchangeLessons, {
        params: { id: moved.id },
        body: { ...body, withLessonId: movedTo!.id },
      }),
    ).toMatchObject({
      status: expect.any(Number) as number,
    })

    const lectureOrg = 'select lecture_org_id as id from lesson where id = $1'
    const substitute = await one(
      `select p.id from person p join post t on t.person_id = p.id where t.org_id = $1 and t.role = 'teacher'
          and p.id <> (select lecturer_id from lesson where id = $2) limit 1`,
      [await one(lectureOrg, [moved.id]), moved.id],
    )
    const done = await as(OFFICER).call(substituteLecturer, {
      params: { id: moved.id },
      body: { lecturerId: substitute, reason: 'illness' },
    })
    expect(done.lecturerName).not.toBe(moved.lecturerName)
  })
})
