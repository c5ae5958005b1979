import {
  activatePairing,
  approveCoursePlan,
  cancelPairing,
  createCoursePlan,
  createPairing,
  discardCoursePlan,
  enforceCoursePlan,
  freezePairing,
  getBells,
  getCalendar,
  getCoursePlan,
  getLesson,
  getPairing,
  getPairingCover,
  getPairingCoverage,
  listAudit,
  listCoursePlans,
  listPairings,
  planLesson,
  resumePairing,
  revisePairing,
  setBells,
  setCalendar,
  signPairing,
  submitPairing,
  updateCoursePlan,
  updateLesson,
  updatePairing,
  type Pairing,
  type PairingInput,
} from '@tongke/contract'
import pg from 'pg'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Three in the night in Shanghai, tomorrow: no timetable has a lesson then. */
const tomorrowNight = () => Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY + DAY - 5 * HOUR
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

let stack: Stack
let database: pg.Client
/** The bureau's officer, the host's head, a centre's coordinator, a village teacher, the lecturer, an inspector. */
let officer: ApiClient
let head: ApiClient
let coordinator: ApiClient
let teacher: ApiClient
let lecturer: ApiClient
let inspector: ApiClient
/** Head of the point that nobody helps. */
let pineHead: ApiClient

const one = async (sql: string, parameters: unknown[] = []): Promise<string> => {
  const { rows } = await database.query<{ id: string }>(sql, parameters)
  if (!rows[0]) throw new Error(`nothing: ${sql}`)
  return rows[0].id
}
const org = (name: string) => one('select id from organization where name = $1', [name])
const aClass = (school: string, grade: number) =>
  one(
    `select c.id from school_class c join organization o on o.id = c.org_id
      where o.name = $1 and $2 = any(c.grades) order by c.name`,
    [school, grade],
  )
const headOf = async (school: string) =>
  ApiClient.as(
    stack.serverUrl,
    await one(
      `select p.phone as id from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
        where o.name = $1 and t.role = 'head'`,
      [school],
    ),
  )

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server', 'jobs'] })
  database = new pg.Client({ connectionString: stack.databaseUrl })
  await database.connect()
  const as = (name: string) => ApiClient.as(stack.serverUrl, name)
  officer = await as('顾知行')
  head = await as('程远舟')
  coordinator = await as('陆云舒')
  teacher = await as('石小满')
  lecturer = await as('林晓雯')
  inspector = await as('严正则')
  pineHead = await headOf('松坡教学点')
}, 120_000)
afterAll(async () => {
  await database?.end()
  await stack?.stop()
})

describe('pairings', () => {
  let input: PairingInput
  let pairing: Pairing
  const seen = () => ({ params: { id: pairing.id }, body: { revision: pairing.revision } })

  beforeAll(async () => {
    const { terms } = await officer.call(getCalendar, { query: {} })
    const term = terms.find(({ progress }) => progress === 'IN_PROGRESS')
    input = {
      type: 'aid',
      lectureClassId: await aClass('示例市第一实验小学', 2),
      outsideHost: null,
      listeningClassId: await aClass('松坡教学点', 2),
      termId: term?.id ?? '',
      subjects: ['english'],
      lessonsGoal: 16,
      researchGoal: 4,
      visitsGoal: 1,
      note: '',
    }
  })

  it('count how many rural schools are helped, and name the others', async () => {
    const coverage = await officer.call(getPairingCoverage, { query: {} })
    expect(coverage.all).toEqual({ rural: 10, covered: 8, percent: 80 })
    expect(coverage.schools.filter(({ active }) => active === 0).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['松坡教学点', '梨花村小学']),
    )
    expect(coverage.groups.find(({ name }) => name === '枫林乡中心小学')).toMatchObject({
      rural: 4,
      covered: 3,
      percent: 75,
    })
    // A centre sees its own; a teacher her school; a rule of the bureau changes what is rural.
    const centre = await coordinator.call(getPairingCoverage, { query: {} })
    expect(centre.all).toEqual({ rural: 3, covered: 2, percent: 66.7 })
    const school = await teacher.call(getPairingCoverage, { query: {} })
    expect(school.all).toEqual({ rural: 1, covered: 1, percent: 100 })
  })

  it('are drafted by those whom they concern, between the right schools', async () => {
    expect(await teacher.refusal(createPairing, { body: input })).toMatchObject({ code: 'auth.forbidden' })
    const tries: [Partial<PairingInput>, string][] = [
      [{ lectureClassId: await aClass('石桥村小学', 2) }, 'pairing.schools'],
      [{ listeningClassId: await aClass('示例市清溪路小学', 2) }, 'pairing.schools'],
      [{ termId: input.lectureClassId ?? '' }, 'not_found'],
    ]
    for (const [change, code] of tries)
      expect(await officer.refusal(createPairing, { body: { ...input, ...change } })).toMatchObject({ code })
    pairing = await head.call(createPairing, { body: input })
    expect(pairing).toMatchObject({
      state: 'DRAFT',
      rural: { name: '松坡教学点' },
      host: { name: '示例市第一实验小学' },
      can: { edit: true, submit: true, signHost: false, activate: false },
    })
    expect(await officer.refusal(createPairing, { body: input })).toMatchObject({ code: 'pairing.duplicate' })
    expect(await lecturer.call(getPairing, { params: { id: pairing.id } })).toMatchObject({
      can: { edit: false },
    })
    expect(await coordinator.refusal(getPairing, { params: { id: pairing.id } })).toMatchObject({
      code: 'not_found',
    })
  })

  it('are signed by both heads and put in force by the bureau', async () => {
    pairing = await pineHead.call(updatePairing, {
      params: { id: pairing.id },
      body: { ...input, subjects: ['english', 'music'], revision: pairing.revision },
    })
    pairing = await pineHead.call(submitPairing, seen())
    expect(await officer.refusal(activatePairing, seen())).toMatchObject({ code: 'pairing.unsigned' })
    const side = (name: 'host' | 'rural') => ({
      params: { id: pairing.id },
      body: { revision: pairing.revision, side: name },
    })
    expect(await head.refusal(signPairing, side('rural'))).toMatchObject({ code: 'auth.forbidden' })
    expect(await officer.refusal(signPairing, side('host'))).toMatchObject({ code: 'auth.forbidden' })
    pairing = await head.call(signPairing, side('host'))
    expect(await head.refusal(signPairing, side('host'))).toMatchObject({ code: 'pairing.signed' })
    // A change of the draft takes the signature away.
    pairing = await pineHead.call(revisePairing, seen())
    expect(pairing).toMatchObject({ state: 'DRAFT', hostSignature: null })
    pairing = await pineHead.call(submitPairing, seen())
    pairing = await head.call(signPairing, side('host'))
    expect((await pineHead.call(listPairings, { query: { scope: 'to_do' } })).items).toHaveLength(1)
    pairing = await pineHead.call(signPairing, side('rural'))
    expect(await head.refusal(activatePairing, seen())).toMatchObject({ code: 'auth.forbidden' })
    expect(
      (await officer.call(listPairings, { query: { scope: 'to_do' } })).items.map(({ id }) => id),
    ).toEqual([pairing.id])
    const stale = { params: { id: pairing.id }, body: { revision: pairing.revision - 1 } }
    expect(await officer.refusal(activatePairing, stale)).toMatchObject({ code: 'conflict.changed' })
    pairing = await officer.call(activatePairing, seen())
    expect(pairing).toMatchObject({
      state: 'ACTIVE',
      hostSignature: { name: '程远舟' },
      activation: { name: '顾知行' },
    })
    expect((await officer.call(getPairingCoverage, { query: {} })).all).toMatchObject({ covered: 9 })
    const log = await inspector.call(listAudit, { query: { search: pairing.id, pageSize: 50 } })
    const actions = log.items.map(({ action }) => action)
    for (const action of ['created', 'submitted', 'revised', 'signed', 'activated'])
      expect(actions).toContain(`pairing.${action}`)
  })

  it('take the signed paper, and only paper', async () => {
    const other = await head.call(createPairing, {
      body: { ...input, listeningClassId: await aClass('渡口村小学', 2) },
    })
    const send = (who: ApiClient, content: Uint8Array) => {
      const form = new FormData()
      form.append('file', new Blob([content as Uint8Array<ArrayBuffer>]), '协议 扫描.exe')
      return who.request('POST', `/api/pairings/${other.id}/agreement`, { body: form })
    }
    expect(await (await send(head, Buffer.from('not a paper'))).json()).toMatchObject({
      code: 'pairing.agreement',
    })
    expect((await send(lecturer, PDF)).status).toBe(403)
    expect(await (await send(head, PDF)).json()).toMatchObject({
      agreement: { name: '协议 扫描.pdf', sizeBytes: PDF.length },
    })
    const got = await head.request('GET', `/api/pairings/${other.id}/agreement`)
    expect(got.headers.get('content-type')).toContain('application/pdf')
    expect(Buffer.from(await got.arrayBuffer())).toEqual(PDF)
    expect((await coordinator.request('GET', `/api/pairings/${other.id}/agreement`)).status).toBe(404)
  })

  it('with a school outside have its paper entered by the bureau', async () => {
    const listeningClassId = await aClass('松坡教学点', 1)
    let outside = await officer.call(createPairing, {
      body: { ...input, listeningClassId, lectureClassId: null, outsideHost: '邻市光明小学' },
    })
    const at = () => ({ params: { id: outside.id }, body: { revision: outside.revision } })
    outside = await officer.call(submitPairing, at())
    const sign = (signerName: string | null) => ({
      ...at(),
      body: { revision: outside.revision, side: 'host' as const, signerName },
    })
    expect(await officer.refusal(signPairing, sign(null))).toMatchObject({ code: 'pairing.signer_name' })
    expect(await pineHead.refusal(signPairing, sign('我'))).toMatchObject({ code: 'auth.forbidden' })
    outside = await officer.call(signPairing, sign('陈望山'))
    expect(outside).toMatchObject({ hostSignature: { name: '陈望山' }, hostSignatureEnteredBy: '顾知行' })
    outside = await pineHead.call(cancelPairing, {
      ...at(),
      body: { revision: outside.revision, reason: '对方学校改了计划' },
    })
    expect(outside.state).toBe('CANCELLED')
  })

  it('cover lessons while they are in force, and call those to come off when they end', async () => {
    const { lectureClassId, listeningClassId } = input
    const at = tomorrowNight()
    const cover = (subject: 'music' | 'chinese') =>
      officer.call(getPairingCover, {
        query: { lectureClassId: lectureClassId ?? '', listeningClassId, subject, at },
      })
    expect(await cover('music')).toEqual({ covered: true, pairingId: pairing.id })
    expect(await cover('chinese')).toEqual({ covered: false, pairingId: pairing.id })
    const lecturerId = await one('select id from person where name = $1', ['林晓雯'])
    const lesson = (legs: string[], plannedStart: number, pairingReason: string | null = null) => ({
      body: {
        pairingReason,
        title: '我们的歌',
        type: 'delivery' as const,
        subject: 'music' as const,
        grade: 2,
        plannedStart,
        plannedMinutes: 40,
        lecturerId,
        lectureClassId: lectureClassId ?? '',
        nodeId: null,
        legs: legs.map((classId) => ({ classId, assistantId: null })),
      },
    })
    const alone = await officer.call(planLesson, lesson([listeningClassId], at))
    // Another class has no agreement: that takes a reason, which only whoever plans for others may give.
    const both = [listeningClassId, await aClass('渡口村小学', 2)]
    const reason = '协议正在办理'
    const refused = { code: 'lesson.unpaired', status: 409 }
    expect(await officer.refusal(planLesson, lesson(both, at + 2 * HOUR))).toMatchObject({
      ...refused,
      details: [{ path: 'body.legs.1.classId', code: 'unpaired' }],
    })
    expect(await lecturer.refusal(planLesson, lesson(both, at + 2 * HOUR, reason))).toMatchObject(refused)
    const shared = await officer.call(planLesson, lesson(both, at + 2 * HOUR, reason))
    const { rows: kept } = await database.query<{ detail: unknown }>(
      `select detail from audit_log where action = 'lesson.unpaired' and target = $1`,
      [`lesson:${shared.id}`],
    )
    expect(kept).toEqual([{ detail: { reason, classIds: [both[1]] } }])
    // A class that is in the lesson already stays; a subject outside the agreement asks anew.
    const change = async (id: string, part: object) => {
      const { state } = await officer.call(getLesson, { params: { id } })
      const { body } = lesson([listeningClassId], at)
      return { params: { id }, body: { ...body, ...part, version: state.revision } }
    }
    const subject = await change(alone.id, { subject: 'chinese' })
    expect(await officer.refusal(updateLesson, subject)).toMatchObject(refused)
    const legs = both.map((classId) => ({ classId, assistantId: null }))
    const kind = await change(shared.id, { legs, plannedStart: at + 2 * HOUR, title: '我们的新歌' })
    expect(await officer.call(updateLesson, kind)).toMatchObject({ title: '我们的新歌' })
    const freeze = { ...seen(), body: { revision: pairing.revision, reason: '教师外出' } }
    pairing = await officer.call(freezePairing, freeze)
    expect(await cover('music')).toEqual({ covered: false, pairingId: null })
    pairing = await officer.call(resumePairing, seen())
    expect(pairing).toMatchObject({ state: 'ACTIVE', reason: null })
    const end = { ...seen(), body: { revision: pairing.revision, reason: '两校作息对不上' } }
    expect(await head.refusal(cancelPairing, end)).toMatchObject({ code: 'auth.forbidden' })
    pairing = await officer.call(cancelPairing, end)
    await waitFor(
      'the lesson to be called off',
      async () => (await officer.call(getLesson, { params: { id: alone.id } })).state.status === 'CANCELLED',
    )
    await waitFor(
      'the class to leave the lesson',
      async () => (await officer.call(getLesson, { params: { id: shared.id } })).state.plan.legs.length === 1,
    )
    const after = await officer.call(getLesson, { params: { id: shared.id } })
    expect(after.state).toMatchObject({ status: 'SCHEDULED', plan: { legs: [{ orgName: '渡口村小学' }] } })
    // It makes room for a new one between the same classes.
    expect(await head.call(createPairing, { body: input })).toMatchObject({ state: 'DRAFT' })
  })

  it('are kept by the database itself', async () => {
    const insert = `insert into pairing (id, type, host_org_id, lecture_class_id, rural_org_id, listening_class_id, term_id,
        lessons_goal, research_goal, visits_goal, state, created_by, created_at, updated_at)
      select gen_random_uuid(), type, host_org_id, lecture_class_id, rural_org_id, listening_class_id, term_id, 1, 1, 1,
        'DRAFT', created_by, now(), now() from pairing where state = 'ACTIVE' and host_org_id is not null limit 1`
    await expect(database.query(insert)).rejects.toThrow('pairing_live')
    const tries: [string, string][] = [
      [
        `update pairing set rural_signed_by = null, rural_signed_at = null where state = 'ACTIVE'`,
        'pairing_both_signed',
      ],
      [
        `update pairing set activated_by = null, activated_at = null where state = 'ACTIVE'`,
        'pairing_activated',
      ],
      [
        `update pairing set outside_host = 'X' where state = 'ACTIVE' and host_org_id is not null`,
        'pairing_host',
      ],
      [`update pairing set state = 'CANCELLED', reason = 'x' where state = 'ACTIVE'`, 'pairing_ended'],
      [
        `update pairing set rural_signed_by = host_signed_by where state = 'ACTIVE' and host_org_id is not null`,
        'pairing_signers_differ',
      ],
      [
        `update pairing set listening_class_id = lecture_class_id
          where id = (select id from pairing where state = 'ACTIVE' and host_org_id is not null limit 1)`,
        'pairing_listening_class_of_school',
      ],
      [`update term set ends_on = starts_on`, 'term_order'],
    ]
    for (const [statement, constraint] of tries)
      await expect(database.query(statement)).rejects.toThrow(constraint)
  })
})

describe('the calendar', () => {
  it('is read by everybody and set by the bureau as a whole', async () => {
    const before = await teacher.call(getCalendar, { query: {} })
    expect(before).toMatchObject({ maySet: false, today: { week: expect.any(Number) as number } })
    const { schoolYear, revision, swaps } = before
    const body = {
      revision,
      terms: before.terms.map(({ number, startsOn, endsOn }) => ({ number, startsOn, endsOn })),
      spans: before.spans,
      swaps,
    }
    const params = { schoolYear }
    expect(await head.refusal(setCalendar, { params, body })).toMatchObject({ code: 'auth.forbidden' })
    const twice = { ...body, spans: [...body.spans, ...body.spans.slice(0, 1)] }
    expect(await officer.refusal(setCalendar, { params, body: twice })).toMatchObject({
      code: 'calendar.days',
      details: [{ path: `body.spans.${body.spans.length}.from`, code: 'overlap' }],
    })
    expect(
      await officer.refusal(setCalendar, { params, body: { ...body, terms: [], swaps: [] } }),
    ).toMatchObject({
      code: 'calendar.term_used',
    })
    const [first, second] = body.terms
    if (!first || !second) throw new Error('two terms')
    const starts = `${schoolYear}-08-28`
    const after = await officer.call(setCalendar, {
      params,
      body: { ...body, terms: [{ ...first, startsOn: starts }, second] },
    })
    expect(after.terms.map(({ id }) => id)).toEqual(before.terms.map(({ id }) => id))
    expect(after.terms[0]).toMatchObject({ startsOn: starts })
    expect(await officer.refusal(setCalendar, { params, body })).toMatchObject({ code: 'conflict.changed' })
  })
})

describe('bells', () => {
  it('are those of the nearest school above until a school sets its own', async () => {
    const ridge = await org('云岭教学点')
    const centre = await org('云栖镇中心小学')
    const inherited = await teacher.call(getBells, { query: { orgId: ridge } })
    expect(inherited).toMatchObject({ from: { name: '示例市教育局' }, revision: 0, maySet: false })
    const { schoolYear, tables } = inherited
    const body = { orgId: centre, schoolYear, revision: 0, tables }
    expect(await teacher.refusal(setBells, { body })).toMatchObject({ code: 'auth.forbidden' })
    const late = tables.map((table) => ({
      ...table,
      bells: table.bells.map((bell, index) => (index === 1 ? { ...bell, startsAt: 500 } : bell)),
    }))
    expect(await coordinator.refusal(setBells, { body: { ...body, tables: late } })).toMatchObject({
      code: 'bells.order',
      details: [
        { path: 'body.tables.0.bells.1.startsAt', code: 'overlap' },
        { path: 'body.tables.1.bells.1.startsAt', code: 'overlap' },
      ],
    })
    expect(await coordinator.call(setBells, { body })).toMatchObject({
      from: { name: '云栖镇中心小学' },
      revision: 1,
    })
    expect(await teacher.call(getBells, { query: { orgId: ridge } })).toMatchObject({
      from: { name: '云栖镇中心小学' },
    })
    expect(await coordinator.refusal(setBells, { body })).toMatchObject({ code: 'conflict.changed' })
    expect(await coordinator.call(setBells, { body: { ...body, revision: 1, tables: [] } })).toMatchObject({
      from: { name: '示例市教育局' },
    })
  })
})

describe('course plans', () => {
  it('are drafted, checked, approved and put in force', async () => {
    const { items, schoolYear, mayCreate } = await officer.call(listCoursePlans, { query: {} })
    expect(mayCreate).toContain('national')
    const inForce = items.find(({ state }) => state === 'IN_FORCE')
    const present = await teacher.call(getCoursePlan, { params: { id: inForce?.id ?? '' } })
    expect(present).toMatchObject({ findings: [], yearHours: 9522, requiredYearHours: 9522, isWhole: true })
    expect(present.shares.every(({ isInRange }) => isInRange)).toBe(true)
    const begin = {
      body: {
        schoolYear,
        layer: 'national' as const,
        orgId: null,
        sourceDoc: '新的课时表',
        copyOf: present.id,
      },
    }
    expect(await head.refusal(createCoursePlan, begin)).toMatchObject({ code: 'auth.forbidden' })
    let draft = await officer.call(createCoursePlan, begin)
    const params = { id: draft.id }
    expect(await teacher.refusal(getCoursePlan, { params })).toMatchObject({ code: 'not_found' })
    const { sourceDoc } = draft
    const shares = draft.shares.map(({ group, min, max }) => ({ group, min, max }))
    const hours = draft.hours.map((row) => (row.grade === 3 && row.area === 'pe' ? { ...row, odd: 4 } : row))
    const edit = (rows: typeof hours) => ({
      params,
      body: { revision: draft.revision, sourceDoc, hours: rows, shares },
    })
    draft = await officer.call(updateCoursePlan, edit(hours))
    expect(draft.findings).toEqual([
      { kind: 'weekly_total', grade: 3, odd: 31, even: 30, required: 30 },
      { kind: 'year_total', hours: 9539.5, required: 9522 },
    ])
    const seen = () => ({ params, body: { revision: draft.revision } })
    expect(await officer.refusal(approveCoursePlan, seen())).toMatchObject({ code: 'plan.numbers' })
    expect(await officer.refusal(enforceCoursePlan, seen())).toMatchObject({ code: 'plan.state' })
    draft = await officer.call(updateCoursePlan, edit(present.hours))
    draft = await officer.call(approveCoursePlan, seen())
    expect(await officer.refusal(updateCoursePlan, edit(present.hours))).toMatchObject({ code: 'plan.state' })
    await expect(
      database.query('update course_plan_hours set odd = odd + 1 where plan_id = $1', [draft.id]),
    ).rejects.toThrow('never change')
    draft = await officer.call(enforceCoursePlan, seen())
    expect(draft.state).toBe('IN_FORCE')
    expect(await officer.call(getCoursePlan, { params: { id: present.id } })).toMatchObject({
      state: 'SUPERSEDED',
    })
  })

  it('of a school are begun by its leaders and discarded while they are drafts', async () => {
    const own = { layer: 'school' as const, orgId: await org('云栖镇中心小学'), sourceDoc: '校本安排' }
    const { schoolYear } = await coordinator.call(listCoursePlans, { query: {} })
    const draft = await coordinator.call(createCoursePlan, { body: { ...own, schoolYear } })
    expect(draft.can).toEqual({ edit: true, discard: true, approve: false, enforce: false })
    expect(await head.refusal(getCoursePlan, { params: { id: draft.id } })).toMatchObject({
      code: 'not_found',
    })
    await coordinator.call(discardCoursePlan, { params: { id: draft.id } })
    expect(await coordinator.refusal(getCoursePlan, { params: { id: draft.id } })).toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a term that is over', () => {
  it('ends agreements in force, and those that never were', async () => {
    const statesOf = async () => {
      const { rows } = await database.query<{ state: string }>(
        'select distinct state from pairing order by state',
      )
      return rows.map(({ state }) => state)
    }
    expect(await statesOf()).toEqual(['ACTIVE', 'CANCELLED', 'DRAFT', 'FROZEN', 'PENDING'])
    await database.query(
      `update term set starts_on = current_date - 100, ends_on = current_date - 2
        where id in (select term_id from pairing)`,
    )
    await waitFor('the queue', () =>
      database.query(`insert into pgboss.job (name) values ('pairings.end-past')`),
    )
    await waitFor('all of them to end', async () => (await statesOf()).length === 2)
    expect(await statesOf()).toEqual(['CANCELLED', 'EXPIRED'])
    const expired = await officer.call(listPairings, { query: { state: 'EXPIRED' } })
    const [one] = expired.items
    expect(await officer.call(getPairing, { params: { id: one?.id ?? '' } })).toMatchObject({
      can: { edit: false, freeze: false, resume: false, cancel: false },
    })
  })
})
