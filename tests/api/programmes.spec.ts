import {
  addProgrammeSession,
  answerVisit,
  assessProgramme,
  cancelProgramme,
  checkIn,
  checkInByHand,
  closeProgramme,
  createProgramme,
  decideEnrolment,
  enrolInProgramme,
  getAssessmentSheet,
  getCheckInScreen,
  getProgramme,
  getSessionTest,
  getTestPaper,
  getTrainingOverview,
  getVisit,
  getVisitFrame,
  handInTest,
  handInWork,
  issueCertificates,
  judgeWork,
  listProgrammes,
  listVisits,
  openPlay,
  openProgramme,
  overrideAssessment,
  removeProgrammeSession,
  removeVisit,
  removeVisitPhoto,
  reportPlay,
  saveSessionTest,
  saveVisit,
  signLogDay,
  startProgramme,
  updateProgramme,
  verifyCertificate,
  withdrawFromProgramme,
  writeLogDay,
  type Endpoint,
  type EndpointInput,
  type ProgrammeDetail,
  type TestQuestion,
  type VisitRecord,
} from '@tongke/contract'
import pg from 'pg'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { checkInCode } from '../../server/src/training/programmes/check-in-code.rules.ts'
import { ApiClient } from '../support/api-client.ts'
import { publish, type Published } from '../support/published.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const [TRAINER, OFFICER, TOWN, OTHER_TOWN] = ['沈研秋', '顾知行', '林晓雯', '周乐山'] as const
const [RURAL, SECOND_RURAL, COORDINATOR, HEAD] = ['石小满', '岳青禾', '陆云舒', '程远舟'] as const
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let stack: Stack
let scene: ReviewScene
let bureau: string
let village: string

const one = async <T = string>(sql: string, parameters: unknown[] = []): Promise<T> => {
  const { rows } = await scene.database.query<{ value: T }>(sql, parameters)
  if (!rows[0]) throw new Error(`nothing: ${sql}`)
  return rows[0].value
}
const idOf = (name: string) => one('select id as value from person where name = $1', [name])

const connected = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  return client
}

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  bureau = await scene.homeOf(TRAINER)
  village = await scene.homeOf(RURAL)
}, 180_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

const day = (later = 0) => new Date(Date.now() + later * DAY + 8 * 60 * MINUTE).toISOString().slice(0, 10)
const described = (change: object = {}) => ({
  title: '信息化课堂组织',
  level: 'county' as const,
  type: 'central' as const,
  audience: 'teachers' as const,
  places: 2,
  ruralPlaces: 1,
  hours: 6,
  startsOn: day(-1),
  endsOn: day(5),
  attendPercent: 100,
  needsTests: true,
  needsWork: true,
  ...change,
})
const session = (kind: 'face' | 'video' | 'shadowing', change: object = {}) => ({
  kind,
  title: '第一次面授',
  startsAt: Date.now() - 10 * MINUTE,
  endsAt: Date.now() + 60 * MINUTE,
  place: '教师进修学校二楼',
  ...change,
})
const QUESTIONS: TestQuestion[] = [
  { kind: 'single', text: '叫到一个班上台前先做什么？', options: ['看名单', '等十秒'], correct: [1] },
  { kind: 'multiple', text: '哪些是远端互动？', options: ['举手', '上台', '关灯'], correct: [0, 1] },
  { kind: 'true_false', text: '一台设备可以同时上两节课。', options: ['对', '错'], correct: [1] },
]
const RIGHT = [[1], [0, 1], [1]]

const see = async (id: string, name: string = TRAINER): Promise<ProgrammeDetail> =>
  (await scene.as(name)).call(getProgramme, { params: { id } })
const step = async <E extends Endpoint>(name: string, endpoint: E, id: string, more: object = {}) => {
  const body = { revision: (await see(id, name)).revision, ...more }
  return (await scene.as(name)).call(endpoint, { params: { id }, body } as unknown as EndpointInput<E>)
}
const code = async <E extends Endpoint>(name: string, endpoint: E, input: EndpointInput<E>) =>
  (await (await scene.as(name)).refusal(endpoint, input)).code
const begin = async (change: object = {}): Promise<string> =>
  (await (await scene.as(TRAINER)).call(createProgramme, { body: { ...described(change), orgId: bureau } }))
    .card.id
const add = async (id: string, body: ReturnType<typeof session>): Promise<string> => {
  const detail = await (await scene.as(TRAINER)).call(addProgrammeSession, { params: { id }, body })
  return detail.sessions.find(({ title }) => title === body.title)!.id
}
const enrol = async (id: string, name: string) =>
  (await scene.as(name)).call(enrolInProgramme, { params: { id } })
const approve = async (id: string, name: string, by: string = OFFICER) =>
  (await scene.as(by)).call(decideEnrolment, {
    params: { id, personId: await idOf(name) },
    body: { decision: 'APPROVE' },
  })

describe('places of a programme', () => {
  let id: string

  it('is planned by the bureau, and shown to teachers once it is open with a session', async () => {
    id = await begin()
    expect(await code(RURAL, getProgramme, { params: { id } })).toBe('not_found')
    expect(await code(RURAL, createProgramme, { body: { ...described(), orgId: village } })).toBe(
      'auth.forbidden',
    )
    expect(
      await code(TRAINER, createProgramme, { body: { ...described({ ruralPlaces: 3 }), orgId: bureau } }),
    ).toBe('programme.description')
    const { revision } = await see(id)
    expect(await code(TRAINER, openProgramme, { params: { id }, body: { revision } })).toBe(
      'programme.incomplete',
    )
    await add(id, session('face'))
    expect(await code(TRAINER, openProgramme, { params: { id }, body: { revision } })).toBe(
      'conflict.changed',
    )
    expect((await step(TRAINER, openProgramme, id)).card.state).toBe('ENROLLING')
    expect((await see(id, RURAL)).can).toMatchObject({ enrol: true, edit: false, lead: false })
  })

  it('keeps rural places for rural people, and lets the list move up', async () => {
    for (const name of [TOWN, OTHER_TOWN, RURAL, SECOND_RURAL]) await enrol(id, name)
    expect(await code(TOWN, enrolInProgramme, { params: { id } })).toBe('programme.enrolled')
    expect(await code(HEAD, enrolInProgramme, { params: { id } })).toBe('programme.audience')
    const deciding = { params: { id, personId: await idOf(RURAL) }, body: { decision: 'APPROVE' as const } }
    expect(await code(HEAD, decideEnrolment, deciding)).toBe('auth.forbidden')
    expect((await approve(id, TOWN)).state).toBe('APPROVED')
    expect((await approve(id, OTHER_TOWN)).state).toBe('WAITING')
    expect((await approve(id, RURAL, COORDINATOR)).state).toBe('APPROVED')
    expect(await code(COORDINATOR, decideEnrolment, deciding)).toBe('programme.decided')
    expect((await approve(id, SECOND_RURAL)).state).toBe('WAITING')
    expect((await see(id, SECOND_RURAL)).mine).toMatchObject({ state: 'WAITING', position: 2 })
    // The rural place goes past the town teacher at the head of the list.
    await (await scene.as(RURAL)).call(withdrawFromProgramme, { params: { id } })
    expect((await see(id, SECOND_RURAL)).mine?.state).toBe('APPROVED')
    expect((await see(id, OTHER_TOWN)).mine?.state).toBe('WAITING')
    expect((await see(id)).card).toMatchObject({ taken: 2, ruralTaken: 1, waiting: 1 })
    await step(TRAINER, updateProgramme, id, described({ places: 3 }))
    expect((await see(id, OTHER_TOWN)).mine?.state).toBe('APPROVED')
    const { revision } = await see(id)
    const fewer = { params: { id }, body: { ...described({ places: 2 }), revision } }
    expect(await code(TRAINER, updateProgramme, fewer)).toBe('programme.places')
  })

  it('refuses in the database more people than there are places, however they come', async () => {
    const people = await scene.database.query<{ id: string; org: string }>(
      `select p.id, min(t.org_id::text) as org from person p join post t on t.person_id = p.id
        where p.name not in ($1, $2, $3, $4) group by p.id limit 12`,
      [TOWN, OTHER_TOWN, RURAL, SECOND_RURAL],
    )
    const few = await begin({ places: 5, ruralPlaces: 2 })
    const writers = await Promise.allSettled(
      people.rows.map(({ id: personId, org }, index) =>
        connected().then(async (client) => {
          try {
            await client.query(
              `insert into programme_enrolment (programme_id, person_id, org_id, is_rural, is_principal, state, requested_at,
                 decided_by, decided_at) values ($1, $2, $3, $4, false, 'APPROVED', now(), $2, now())`,
              [few, personId, org, index % 4 === 0],
            )
          } finally {
            await client.end()
          }
        }),
      ),
    )
    const refusals = writers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    expect(new Set(refusals.map(({ reason }) => (reason as { constraint?: string }).constraint))).toEqual(
      new Set(['programme_places']),
    )
    const { rows } = await scene.database.query<{ taken: string; town: string }>(
      `select count(*) as taken, count(*) filter (where not is_rural) as town from programme_enrolment where programme_id = $1`,
      [few],
    )
    expect(rows).toEqual([{ taken: '5', town: expect.stringMatching(/^[0-3]$/) }])
    await step(TRAINER, cancelProgramme, few, { reason: '只为核对名额' })
  })
})

describe('a programme that runs', () => {
  let id: string
  let face: string
  let video: string
  let film: Published
  let windowMs: number

  const scan = async (name: string, value: string, sessionId = face) =>
    (await scene.as(name)).call(checkIn, { params: { id: sessionId }, body: { code: value } })
  const screen = async (purpose: 'in' | 'out' = 'in') =>
    (await scene.as(TRAINER)).call(getCheckInScreen, { params: { id: face }, query: { purpose } })
  const codeOn = (url: string) => new URL(url).searchParams.get('code')!

  beforeAll(async () => {
    film = await publish(
      scene,
      { subject: 'english', gradeFrom: 3, gradeTo: 3, title: '远端互动' },
      { durationMs: 1_400 },
    )
    id = await begin({ places: 10, ruralPlaces: 0, title: '混合式研修' })
    face = await add(id, session('face'))
    video = await add(
      id,
      session('video', { title: '看一段课', resourceId: film.id, endsAt: Date.now() + 9 * DAY }),
    )
    await step(TRAINER, openProgramme, id)
    for (const name of [TOWN, RURAL]) {
      await enrol(id, name)
      await approve(id, name)
    }
    await step(TRAINER, startProgramme, id)
  })

  it('takes people in by the code on the screen, once, by the server’s time', async () => {
    const shown = await screen()
    windowMs = shown.windowMs
    const oldCode = codeOn(shown.url)
    expect(shown.svg).toMatch(/^<svg/)
    expect(new URL(shown.url).pathname).toBe('/programmes/check-in')
    const before = Date.now()
    const { standing } = await scan(RURAL, oldCode)
    expect(standing.counted).toBe(true)
    expect(standing.inAt).toBeGreaterThanOrEqual(before - 1000)
    expect((await scan(RURAL, codeOn((await screen()).url))).standing.inAt).toBe(standing.inAt)
    expect(await screen()).toMatchObject({ checkedIn: 1, latest: [{ name: RURAL }] })
    expect(await code(OTHER_TOWN, checkIn, { params: { id: face }, body: { code: oldCode } })).toBe(
      'programme.not_enrolled',
    )
    expect(await code(RURAL, getCheckInScreen, { params: { id: face } })).toBe('auth.forbidden')
    expect(await code(TOWN, checkIn, { params: { id: video }, body: { code: oldCode } })).toBe(
      'programme.code_wrong',
    )
    const forged = oldCode.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect(await code(TOWN, checkIn, { params: { id: face }, body: { code: forged } })).toBe(
      'programme.code_wrong',
    )
  })

  it('takes them out again, and lets the trainer write in whoever has no phone', async () => {
    const out = codeOn((await screen('out')).url)
    expect(await code(TOWN, checkIn, { params: { id: face }, body: { code: out } })).toBe(
      'programme.not_checked_in',
    )
    expect((await scan(RURAL, out)).standing.outAt).not.toBeNull()
    const body = { personId: await idOf(TOWN), reason: '手机没电' }
    expect(await code(TOWN, checkInByHand, { params: { id: face }, body })).toBe('auth.forbidden')
    await (await scene.as(TRAINER)).call(checkInByHand, { params: { id: face }, body })
    expect((await see(id, TOWN)).sessions.find((one) => one.id === face)?.mine).toMatchObject({
      counted: true,
      reason: '手机没电',
    })
    expect(
      await one(`select count(*)::int as value from audit_log where action = 'programme.checked_in_by_hand'`),
    ).toBe(1)
    expect(await code(TRAINER, removeProgrammeSession, { params: { id: face } })).toBe('programme.attended')
  })

  it('never sends answers of a test before they are handed in, and counts attempts', async () => {
    await (
      await scene.as(TRAINER)
    ).call(saveSessionTest, { params: { id: video }, body: { questions: QUESTIONS } })
    expect(await code(RURAL, getSessionTest, { params: { id: video } })).toBe('auth.forbidden')
    expect(await code(OTHER_TOWN, getTestPaper, { params: { id: video } })).toBe('programme.not_enrolled')
    const paper = await (await scene.as(RURAL)).request('GET', `/api/programme-sessions/${video}/test-paper`)
    expect(await paper.text()).not.toMatch(/correct/)
    const hand = async (key: string, answers: number[][]) =>
      (await scene.as(RURAL)).call(handInTest, { params: { id: video }, body: { key, answers } })
    const key = v7()
    const first = await hand(key, [[0], [0, 1], [0]])
    expect(first).toMatchObject({ score: 33, passed: false, attemptsLeft: 2, right: [false, true, false] })
    expect(await hand(key, RIGHT)).toEqual(first)
    expect(
      await code(RURAL, handInTest, { params: { id: video }, body: { key: v7(), answers: [[1]] } }),
    ).toBe('programme.answers')
    expect(await hand(v7(), RIGHT)).toMatchObject({ score: 100, passed: true, attemptsLeft: 1 })
    await hand(v7(), [[], [], []])
    expect(
      await code(RURAL, handInTest, { params: { id: video }, body: { key: v7(), answers: RIGHT } }),
    ).toBe('programme.attempts')
    const changed = { params: { id: video }, body: { questions: QUESTIONS.slice(1) } }
    expect(await code(TRAINER, saveSessionTest, changed)).toBe('programme.test_used')
  })

  it('counts a video by what was really shown, with its test', async () => {
    const mine = async () => (await see(id, RURAL)).sessions.find((one) => one.id === video)?.mine
    expect(await mine()).toMatchObject({ counted: false, watchedPercent: 0, testBest: 100 })
    const viewer = await scene.as(RURAL)
    const { playId } = await viewer.call(openPlay, { params: { id: film.fileId }, body: {} })
    await viewer.call(reportPlay, {
      params: { id: playId },
      body: { sequence: 1, position: 1.4, speed: 1, stretches: [{ from: 0, to: 1.4 }] },
    })
    expect(await mine()).toMatchObject({ counted: true, watchedPercent: 100 })
  })

  it('is assessed by its rule, against it only with a reason, and claims hours once', async () => {
    const rural = await scene.as(RURAL)
    await rural.call(handInWork, { params: { id }, body: { text: '我的作业：一节课的远端互动设计。' } })
    const [ruralId, townId] = [await idOf(RURAL), await idOf(TOWN)]
    await (
      await scene.as(TRAINER)
    ).call(judgeWork, { params: { id, personId: ruralId }, body: { accepted: true } })
    expect(await code(RURAL, handInWork, { params: { id }, body: { text: '再改一改，十个字以上。' } })).toBe(
      'programme.work_accepted',
    )
    expect(await code(RURAL, getAssessmentSheet, { params: { id } })).toBe('auth.forbidden')
    await step(TRAINER, assessProgramme, id)
    const sheet = async () => {
      const { rows } = await (await scene.as(TRAINER)).call(getAssessmentSheet, { params: { id } })
      return Object.fromEntries(rows.map((row) => [row.name, row]))
    }
    expect(await sheet()).toMatchObject({
      [RURAL]: { passed: true, assessment: { counted: 2, testsPassed: 1, gaps: [] } },
      [TOWN]: { passed: false, assessment: { counted: 1, gaps: ['attendance', 'tests', 'work'] } },
    })
    const override = { params: { id, personId: townId }, body: { passed: true, reason: '因公出差，已补学' } }
    expect(await code(TOWN, overrideAssessment, override)).toBe('auth.forbidden')
    await (await scene.as(TRAINER)).call(overrideAssessment, override)
    expect((await sheet())[TOWN]).toMatchObject({ passed: true, override: { byName: TRAINER } })
    const { revision } = await see(id)
    const close = { params: { id }, body: { revision } }
    const both = await Promise.allSettled([
      (await scene.as(TRAINER)).call(closeProgramme, close),
      (await scene.as(OFFICER)).call(closeProgramme, close),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await scene.database.query(
      `select person_id as id, tenths from hours_claim where source = 'programme' and source_id = $1`,
      [id],
    )
    expect(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      [ruralId, townId].toSorted().map((person) => ({ id: person, tenths: 60 })),
    )
    await certifiesOnce(id)
    expect(await code(TRAINER, overrideAssessment, override)).toBe('programme.state')
    expect((await see(id, TOWN)).mine?.assessment).toMatchObject({
      passed: true,
      gaps: ['attendance', 'tests', 'work'],
    })
  })

  /** For whoever passed, by the bureau alone; anybody with the number sees what it was for. */
  async function certifiesOnce(programmeId: string): Promise<void> {
    const body = { programmeId }
    expect(await code(TRAINER, issueCertificates, { body })).toBe('auth.forbidden')
    const officer = await scene.as(OFFICER)
    const { items } = await officer.call(issueCertificates, { body })
    expect(items.map(({ personName }) => personName).toSorted()).toEqual([RURAL, TOWN].toSorted())
    const [first] = items
    expect(first).toMatchObject({ tenths: 60, revokedOn: null })
    expect(await officer.call(issueCertificates, { body })).toEqual({
      items: [],
      skipped: [{ code: 'has_one', count: 2 }],
    })
    const params = { number: first?.number ?? '' }
    const check = await new ApiClient(stack.serverUrl).call(verifyCertificate, { params })
    expect(check).toMatchObject({ isValid: true, programmeTitle: first?.programmeTitle, tenths: 60 })
    expect(check.programmeTitle).toBeTruthy()
    expect(JSON.stringify(check)).not.toContain(first?.personName)
    const running = await begin({ places: 10, ruralPlaces: 0, title: '未结束' })
    expect(await code(OFFICER, issueCertificates, { body: { programmeId: running } })).toBe('programme.state')
  }

  it('refuses a code after its window', async () => {
    const run = await begin({ places: 10, ruralPlaces: 0, title: '码' })
    const meeting = await add(run, session('face'))
    await step(TRAINER, openProgramme, run)
    await enrol(run, RURAL)
    await approve(run, RURAL)
    await step(TRAINER, startProgramme, run)
    // What the screen showed two windows ago, as somebody might have photographed it.
    const then = Date.now() - 2 * windowMs
    const old = checkInCode(stack.mediaSecret, meeting, 'in', then, windowMs).code
    expect(await code(RURAL, checkIn, { params: { id: meeting }, body: { code: old } })).toBe(
      'programme.code_expired',
    )
    expect((await see(run, RURAL)).sessions[0]?.mine).toMatchObject({ counted: false, inAt: null })
  })

  it('counts days of shadowing that the host school has signed', async () => {
    const host = await scene.homeOf(HEAD)
    const run = await begin({
      type: 'shadowing',
      places: 3,
      ruralPlaces: 0,
      needsTests: false,
      needsWork: false,
    })
    const stay = await add(
      run,
      session('shadowing', {
        hostOrgId: host,
        days: 1,
        startsAt: Date.now() - 2 * DAY,
        endsAt: Date.now() + DAY,
      }),
    )
    await step(TRAINER, openProgramme, run)
    await enrol(run, RURAL)
    await approve(run, RURAL)
    await step(TRAINER, startProgramme, run)
    const write = { params: { id: stay, day: day(-1) }, body: { text: '听了两节英语课' } }
    await (await scene.as(RURAL)).call(writeLogDay, write)
    expect(await code(RURAL, writeLogDay, { ...write, params: { id: stay, day: day(9) } })).toBe(
      'programme.day',
    )
    const sign = { params: { id: stay, day: day(-1) }, body: { personId: await idOf(RURAL) } }
    expect(await code(RURAL, signLogDay, sign)).toBe('auth.forbidden')
    await (await scene.as(HEAD)).call(signLogDay, sign)
    expect(await code(RURAL, writeLogDay, write)).toBe('programme.signed')
    expect((await see(run, RURAL)).sessions[0]?.mine).toMatchObject({ counted: true, signedDays: 1 })
  })

  it('is found by those it concerns', async () => {
    const titles = async (name: string, scope: 'mine' | 'led' | 'decide' | 'all') =>
      (await (await scene.as(name)).call(listProgrammes, { query: { scope } })).total
    expect(await titles(RURAL, 'mine')).toBeGreaterThanOrEqual(3)
    expect(await titles(RURAL, 'led')).toBe(0)
    expect(await titles(TRAINER, 'led')).toBeGreaterThanOrEqual(4)
  })
})

describe('visits', () => {
  const id = v7()
  const record = (change: Partial<VisitRecord> = {}): VisitRecord => ({
    orgId: village,
    day: day(-1),
    purpose: 'guidance',
    note: '看英语课',
    companions: '',
    isDone: false,
    lessons: [],
    advice: '',
    followUp: '',
    followUpDue: null,
    ...change,
  })
  const lesson = (lessonId: string, topic: string) => ({
    id: lessonId,
    className: '三年级',
    subject: 'english' as const,
    teacherName: RURAL,
    topic,
    scores: '',
    remark: '',
  })
  const save = async (base: number, change: Partial<VisitRecord>, key = v7(), who: string = TRAINER) =>
    (await scene.as(who)).call(saveVisit, { params: { id }, body: { key, base, record: record(change) } })
  const photo = async (client: ApiClient, photoId: string, content: Buffer) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(content)]), 'a.jpg')
    const response = await client.request('POST', `/api/visits/${id}/photos/${photoId}`, { body: form })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  it('are planned by those who visit, and seen by the school once they were made', async () => {
    expect(await (await scene.as(TRAINER)).call(getVisitFrame, {})).toMatchObject({
      mayVisit: true,
      seesAll: true,
    })
    expect(await (await scene.as(RURAL)).call(getVisitFrame, {})).toMatchObject({
      mayVisit: false,
      schools: [],
    })
    const input = { params: { id: v7() }, body: { key: v7(), base: 0, record: record() } }
    expect(await code(RURAL, saveVisit, input)).toBe('auth.forbidden')
    expect(
      await code(TRAINER, saveVisit, {
        ...input,
        body: { ...input.body, record: record({ orgId: bureau }) },
      }),
    ).toBe('visit.school')
    const future = record({ isDone: true, day: day(3) })
    expect(await code(TRAINER, saveVisit, { ...input, body: { ...input.body, record: future } })).toBe(
      'visit.day',
    )
    await save(0, { advice: '只给自己看' })
    const seen = await (await scene.as(COORDINATOR)).call(getVisit, { params: { id } })
    expect(seen).toMatchObject({
      state: 'PLANNED',
      record: { note: '看英语课', advice: '' },
      can: { write: false },
    })
  })

  it('takes a save once, and keeps what two devices wrote', async () => {
    const key = v7()
    const done = { isDone: true, advice: '只给自己看', lessons: [lesson(v7(), '颜色')] }
    const first = await save(1, done, key)
    expect(first).toMatchObject({ state: 'DONE', revision: 2, isMerged: false })
    expect(await save(1, { ...done, advice: '又发了一次' }, key)).toEqual(first)
    // Written in the village on the plan, long before the other device's save.
    const merged = await save(1, { advice: '村里写的', followUp: '补一节', lessons: [lesson(v7(), '朋友')] })
    expect(merged).toMatchObject({ state: 'DONE', revision: 3, isMerged: true })
    expect(merged.record.lessons.map(({ topic }) => topic)).toEqual(['颜色', '朋友'])
    expect(merged.record).toMatchObject({ advice: '村里写的', followUp: '补一节' })
    const [left, right] = await Promise.all([
      save(3, { ...merged.record, note: '甲' }),
      save(3, { ...merged.record, note: '乙' }),
    ])
    expect([left.revision, right.revision].toSorted()).toEqual([4, 5])
    const both = await (await scene.as(TRAINER)).call(getVisit, { params: { id } })
    expect(both.record.note.split('\n').toSorted()).toEqual(['甲', '乙'].toSorted())
    expect(await one('select count(*)::int as value from visit_lesson where visit_id = $1', [id])).toBe(2)
  })

  it('keeps photos once, without what the camera wrote into them', async () => {
    const visitor = await scene.as(TRAINER)
    const picture = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#486' } })
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 0/1 0/1' }, IFD0: { Artist: 'somebody' } })
      .jpeg()
      .toBuffer()
    expect((await sharp(picture).metadata()).exif).toBeDefined()
    const photoId = v7()
    const kept = await photo(visitor, photoId, picture)
    expect(kept).toMatchObject({ status: 200, body: { id: photoId, width: 1600, height: 800 } })
    expect((await photo(visitor, photoId, picture)).body).toEqual(kept.body)
    expect(await photo(visitor, v7(), Buffer.from('<svg onload="alert(1)"/>'))).toMatchObject({
      status: 422,
      body: { code: 'visit.photo' },
    })
    expect((await photo(await scene.as(RURAL), v7(), picture)).status).toBe(404)
    const shown = await (await scene.as(COORDINATOR)).request('GET', `/api/visits/${id}/photos/${photoId}`)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect((await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).exif).toBeUndefined()
    expect((await (await scene.as(RURAL)).request('GET', `/api/visits/${id}/photos/${photoId}`)).status).toBe(
      404,
    )
    await visitor.call(removeVisitPhoto, { params: { id, photoId } })
    expect((await photo(visitor, photoId, picture)).status).toBe(404)
  })

  it('are answered by the school, and give hours to the visitor once', async () => {
    await save(5, {
      ...(await (await scene.as(TRAINER)).call(getVisit, { params: { id } })).record,
      followUpDue: day(-1),
    })
    const due = await (await scene.as(TRAINER)).call(listVisits, { query: { overdue: 'true' } })
    expect(due.items.map((one) => one.id)).toContain(id)
    const input = { params: { id }, body: { answer: '已经补上，孩子们会说了。' } }
    expect(await code(TRAINER, answerVisit, input)).toBe('auth.forbidden')
    expect(await code(COORDINATOR, answerVisit, input)).toBe('auth.forbidden')
    const head = await scene.nameOf('head', '石桥村小学')
    expect(await (await scene.as(head)).call(answerVisit, input)).toMatchObject({
      state: 'FOLLOWED',
      answeredByName: head,
      isOverdue: false,
    })
    expect(await code(head, answerVisit, input)).toBe('visit.state')
    const claims = `select count(*)::int as value from hours_claim where source = 'visit' and source_id = $1`
    expect(await one(claims, [id])).toBe(1)
    const { figures } = await (await scene.as(TRAINER)).call(getTrainingOverview, { query: {} })
    expect(figures?.visits).toMatchObject({
      visits: await one<number>(`select count(*)::int as value from visit where state <> 'PLANNED'`),
      lessonsObserved: await one<number>(
        `select count(*)::int as value from visit_lesson l join visit v on v.id = l.visit_id where v.state <> 'PLANNED'`,
      ),
    })
    expect(figures?.visits.ruralSchools.n).toBeGreaterThan(0)
    // What comes late from the village is taken all the same.
    expect((await save(1, { advice: '晚到的一句' })).record.advice).toContain('晚到的一句')
    expect(await code(TRAINER, removeVisit, { params: { id } })).toBe('visit.state')
  })
})
