import {
  appealHours,
  correctHours,
  decideHours,
  decideHoursAppeal,
  exportTeacherHours,
  getHoursClaim,
  getTrainingFile,
  getTrainingOverview,
  issueCertificates,
  listHoursDesk,
  listTeacherHours,
  listTrainingNotices,
  printCertificate,
  printTrainingFile,
  readTrainingNotice,
  remindTeachers,
  revokeCertificate,
  verifyCertificate,
  type Endpoint,
  type HoursSource,
} from '@tongke/contract'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { DataSource } from 'typeorm'
import { Config } from '../../server/src/platform/config.ts'
import { Clock } from '../../server/src/platform/clock.ts'
import { createDataSource } from '../../server/src/platform/database/data-source.ts'
import { Database } from '../../server/src/platform/database/database.ts'
import { ClaimStore } from '../../server/src/training/ledger/claim-store.ts'
import { HoursClaims, type NewClaim } from '../../server/src/training/ledger/hours-claims.ts'
import { HoursPosting } from '../../server/src/training/ledger/hours-posting.ts'
import { HoursRules } from '../../server/src/training/ledger/hours-rules.ts'
import { HoursSources } from '../../server/src/training/sources/hours-sources.ts'
import { Where } from '../../server/src/people/scope.sql.ts'
import { ApiClient } from '../support/api-client.ts'
import { publish } from '../support/published.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

/** A village teacher; who leads her school and its centre; the bureau's officer; somebody of another school. */
const [TEACHER, COORDINATOR, OFFICER, STRANGER] = ['石小满', '陆云舒', '顾知行', '周乐山'] as const
const DAY = '2019-03-11'

let stack: Stack
let scene: ReviewScene
let source: DataSource
let database: Database
let clock: Clock
let config: Config
let claims: HoursClaims
let teacherId: string

const idOf = async (name: string) => {
  const [row] = await database.rows<{ id: string }>('select id from person where name = $1', [name])
  return row?.id ?? ''
}
/** Of a training of 2019, long before the demo's, so that sums are this file's own. */
const claim = (more: Partial<NewClaim> = {}) => {
  const sourceId = more.sourceId ?? randomUUID()
  const evidence = { kind: 'programme' as const, id: sourceId, facts: {} }
  return database.transaction((tx) =>
    claims.claim(tx, {
      source: 'programme',
      personId: teacherId,
      category: 'concentrated',
      title: '集中培训',
      minutes: 0,
      tenths: 80,
      occurredOn: DAY,
      evidence,
      ...more,
      sourceId,
    }),
  )
}
const as = (name: string) => scene.as(name)
const see = async (id: string, name: string = TEACHER) =>
  (await as(name)).call(getHoursClaim, { params: { id } })
const decide = async (name: string, decision: 'verify' | 'confirm' | 'reject', ids: string[], reason = '') =>
  (await as(name)).call(decideHours, { body: { decision, selection: { ids }, reason } })
const credit = async (more: Partial<NewClaim> = {}) => {
  const { claimId } = await claim(more)
  await decide(COORDINATOR, 'verify', [claimId])
  await decide(OFFICER, 'confirm', [claimId])
  return see(claimId)
}
const bytes = async (name: string, { method, path }: Endpoint, id: string, query = '') => {
  const response = await (await as(name)).request(method, path.replace(':id', id) + query)
  return Buffer.from(await response.arrayBuffer())
}
const textOf = (pdf: Buffer) =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  config = Config.parse({ DATABASE_URL: stack.databaseUrl, MEDIA_SECRET: stack.mediaSecret })
  source = await createDataSource(config, []).initialize()
  database = new Database(source)
  clock = new Clock(config)
  claims = new HoursClaims(database, new HoursRules(database), clock)
  teacherId = await idOf(TEACHER)
}, 180_000)
afterAll(async () => {
  await source?.destroy()
  await scene?.end()
  await stack?.stop()
})

describe('hours that nobody types in', () => {
  const gather = () =>
    new HoursSources(
      database,
      claims,
      new HoursRules(database),
      config,
      clock,
      pino({ level: 'silent' }),
    ).gather()

  it('come from settled lessons, counted sessions and watched videos, each once', async () => {
    // What the demo's lessons and sessions prove is claimed by the demo.
    await gather()
    const lessons = await database.rows<{ taught: number; claimed: number }>(
      `select (select count(*)::int from lesson where status = 'SETTLED' and started_at is not null
                and id in (select lesson_id from lesson_leg where result in ('FULL', 'PARTIAL') and settled is not null)) as taught,
              (select count(*)::int from hours_claim where source = 'lesson_taught') as claimed`,
    )
    expect(lessons[0]?.claimed).toBe(lessons[0]?.taught)
    expect(lessons[0]?.taught).toBeGreaterThan(0)
    const session = await closedSession()
    const video = await publish(scene, { title: '颜色歌谣' }, { durationMs: 600_000 })
    await database.rows(
      `update processing set kind = 'video' where blob_sha in (select f.blob_sha from resource_file f
         join resource_version v on v.id = f.version_id where v.resource_id = $1)`,
      [video.id],
    )
    const watch = (id: string, ms: number) =>
      database.rows(
        `insert into watched (viewer_id, blob_sha, resource_id, watched_ms, updated_at)
         select $1, f.blob_sha, r.id, $3, now() from resource r
           join resource_file f on f.version_id = r.published_version_id where r.id = $2 limit 1`,
        [id, video.id, ms],
      )
    await watch(teacherId, 580_000)
    await watch(await idOf(STRANGER), 500_000)
    expect(await gather()).toBe(2)
    expect(await gather()).toBe(0)
    await isRefusedOnce(await idOf(STRANGER))
    const found = await database.rows<{ source: HoursSource; tenths: number; person: string }>(
      `select source, tenths, p.name as person from hours_claim c join person p on p.id = c.person_id
        where source_id = any($1) order by source`,
      [[session, video.id]],
    )
    expect(found).toEqual([
      { source: 'research_session', tenths: 20, person: TEACHER },
      { source: 'video', tenths: 2, person: TEACHER },
    ])
  })

  /** What a programme had before gives nothing, and is not tried with every run. */
  async function isRefusedOnce(personId: string): Promise<void> {
    const session = await closedSession()
    await database.rows('update research_member set attended = (person_id = $2) where session_id = $1', [
      session,
      personId,
    ])
    await claim({ personId, events: [`session:${session}`] })
    const tries = () =>
      database.rows<{ code: string; at: Date }>(
        'select code, at from hours_refusal where source_id = $1 and person_id = $2',
        [session, personId],
      )
    expect(await gather()).toBe(0)
    const first = await tries()
    expect(first).toMatchObject([{ code: 'hours.twice' }])
    expect(await gather()).toBe(0)
    expect(await tries()).toEqual(first)
    // The overview's research is another test's.
    await database.rows('update research_session set counted = false where id = $1', [session])
  }

  /** Counted; the teacher was there, the stranger was not long enough. */
  async function closedSession(): Promise<string> {
    const id = randomUUID()
    await database.rows(
      `insert into research_session (id, theme, summary, subject, grade, form, host_org_id, main_preparer_id, proposed_by,
         starts_at, planned_minutes, state, counted, counting, counted_at, closed_at, created_at, updated_at)
       select $1, '一起磨一节课', '', 'english', 3, 'preparation', t.org_id, $2, $2, now() - interval '3 days', 90, 'CLOSED',
              true, '{}', now(), now(), now(), now() from post t where t.person_id = $2 limit 1`,
      [id, teacherId],
    )
    await database.rows(
      `insert into research_member (session_id, person_id, org_id, rural, added_at, attended_minutes, attended,
         spoke_seconds, sheets)
       select $1, p.id, t.org_id, true, now(), 80, p.id = $2, 60, 1
         from person p join post t on t.person_id = p.id where p.id in ($2, $3)`,
      [id, teacherId, await idOf(STRANGER)],
    )
    return id
  }

  it('are refused for an event that was claimed from elsewhere, by the database in the end', async () => {
    const sourceId = randomUUID()
    const first = await claim({ sourceId, events: [`session:${sourceId}`, `lesson:${sourceId}`] })
    expect(await claim({ sourceId })).toEqual({ ...first, isNew: false })
    const again = claim({ source: 'lesson_taught', category: 'teaching', sourceId, minutes: 40 })
    await expect(again).rejects.toMatchObject({ code: 'hours.twice' })
    await expect(
      database.rows(`insert into hours_event values ($1, $2, $3)`, [
        teacherId,
        `lesson:${sourceId}`,
        first.claimId,
      ]),
    ).rejects.toThrow('hours_event_once')
    await claim({ source: 'lesson_taught', category: 'teaching', sourceId, personId: await idOf(STRANGER) })
  })

  it('wait for attendance and a test, and are worth what was measured in the end', async () => {
    const sourceId = randomUUID()
    const { claimId } = await claim({ sourceId, stage: 'REGISTERED', tenths: 0 })
    expect(await decide(COORDINATOR, 'verify', [claimId])).toMatchObject({ done: 0 })
    await claim({ sourceId, stage: 'ATTENDED', tenths: 0 })
    await expect(claim({ sourceId, tenths: 0 })).rejects.toMatchObject({ code: 'hours.no_rule' })
    await claim({ sourceId, tenths: 60 })
    await claim({ sourceId, stage: 'ATTENDED', tenths: 10 })
    const { claim: seen, steps } = await see(claimId)
    expect(seen).toMatchObject({ state: 'CLAIMED', tenths: 60, credited: null })
    expect(steps.map(({ trigger }) => trigger)).toEqual(['register', 'attend', 'claim'])
  })
})

describe('a programme and what happened in it', () => {
  /** Of two lessons: the teacher claimed the first one herself, the other one nobody yet. */
  async function programme() {
    const found = await database.rows<{ lessonId: string; claimId: string | null }>(
      `select l.id as "lessonId", c.id as "claimId" from lesson l
         left join hours_claim c on c.source = 'lesson_assisted' and c.source_id = l.id and c.person_id = $1
        where not exists (select from hours_event e where e.person_id = $1 and e.event = 'lesson:' || l.id and e.claim_id is distinct from c.id)
        order by c.id nulls last, l.id`,
      [teacherId],
    )
    const own = found.find(({ claimId }) => claimId !== null)
    const free = found.findLast(({ claimId }) => claimId === null)
    if (!own || !free) throw new Error('The demo has no lessons for this')
    const id = randomUUID()
    await database.rows(
      `insert into training_programme (id, org_id, author_id, title, summary, level, type, audience, places, rural_places,
         hours, starts_on, ends_on, attend_percent, needs_tests, needs_work, created_at, updated_at)
       select $1, t.org_id, t.person_id, '同步课堂研修', '', 'county', 'central', 'everybody', 9, 0, 8, $3, $3, 50, false,
              false, now(), now() from post t where t.person_id = $2 limit 1`,
      [id, teacherId, DAY],
    )
    for (const [index, lessonId] of [own.lessonId, free.lessonId, null, null].entries())
      await database.rows(
        `insert into programme_session (id, programme_id, kind, title, starts_at, ends_at, place, lesson_id)
         values ($1, $2, $3, '第一次', $4::timestamptz, $4::timestamptz + interval '1 hour', '', $5)`,
        [randomUUID(), id, lessonId ? 'live' : 'face', `2019-03-1${index}T09:00:00+08:00`, lessonId],
      )
    return { id, own: own.lessonId, ownClaim: own.claimId, free: free.lessonId }
  }

  it('are credited once: the part that was claimed is taken off, the others are the programme’s', async () => {
    const { id, own, ownClaim, free } = await programme()
    const { claimId } = await claim({ sourceId: id, tenths: 80 })
    const [part] = await database.rows<{ tenths: number }>('select tenths from hours_claim where id = $1', [
      ownClaim,
    ])
    const taken = part?.tenths ?? 0
    expect(taken).toBeGreaterThan(0)
    expect((await see(claimId)).claim).toMatchObject({ tenths: 80 - taken, deducted: taken })
    const late = claim({ source: 'lesson_assisted', category: 'teaching', sourceId: free, minutes: 40 })
    await expect(late).rejects.toMatchObject({ code: 'hours.twice' })

    // Another programme with the same lessons: the lesson of her own, and the share of the first programme.
    const other = await programmeOf([own, free])
    const second = await claim({ sourceId: other, tenths: 60 })
    expect((await see(second.claimId)).claim).toMatchObject({ tenths: 60 - taken - 20, deducted: taken + 20 })
    // Nothing is left of a small one.
    const small = claim({ sourceId: await programmeOf([own]), tenths: taken })
    await expect(small).rejects.toMatchObject({ code: 'hours.twice' })

    await decide(COORDINATOR, 'verify', [claimId])
    await decide(OFFICER, 'confirm', [claimId])
    const [entry] = (await see(claimId)).entries
    expect(entry).toMatchObject({ tenths: 80 - taken })
    const reverse = { params: { id: entry?.id ?? '' }, body: { reason: '全额补记', tenths: 80 } }
    expect((await (await as(OFFICER)).refusal(correctHours, reverse)).code).toBe('hours.twice')
    expect((await see(claimId)).entries).toHaveLength(1)
  })

  it('are credited once by the word of Postgres, whoever writes', async () => {
    const { id } = await programme()
    const forged = `insert into hours_claim (id, person_id, org_id, source, source_id, category, title, minutes, tenths, occurred_on,
        evidence, rule_id, state, created_at, updated_at)
      select gen_random_uuid(), person_id, org_id, source, $1, category, title, minutes, 80, occurred_on, evidence, rule_id,
             'CLAIMED', now(), now() from hours_claim where person_id = $2 and source = 'programme' limit 1`
    await expect(database.rows(forged, [id, teacherId])).rejects.toThrow('claimed elsewhere')
    await expect(database.rows('delete from hours_deduction')).rejects.toThrow('append-only')
    await expect(database.rows('update hours_year set tenths = 0')).rejects.toThrow('written by the ledger')
  })

  async function programmeOf(lessonIds: readonly string[]): Promise<string> {
    const { id } = await programme()
    await database.rows('delete from programme_session where programme_id = $1', [id])
    for (const lessonId of lessonIds)
      await database.rows(
        `insert into programme_session (id, programme_id, kind, title, starts_at, ends_at, place, lesson_id)
         values ($1, $2, 'live', '再一次', now(), now() + interval '1 hour', '', $3)`,
        [randomUUID(), id, lessonId],
      )
    return id
  }
})

describe('a claim', () => {
  it('is verified by the school, confirmed by the county and credited with its rule', async () => {
    const { claimId } = await claim()
    const desk = await (await as(COORDINATOR)).call(listHoursDesk, { query: { from: DAY, to: DAY } })
    expect(desk.items.map(({ id }) => id)).toContain(claimId)
    expect(await decide(COORDINATOR, 'verify', [claimId])).toMatchObject({ done: 1, tenths: 80, skipped: [] })
    expect(await decide(COORDINATOR, 'confirm', [claimId])).toMatchObject({
      done: 0,
      skipped: [{ code: 'auth.forbidden', count: 1 }],
    })
    expect(await decide(OFFICER, 'confirm', [claimId])).toMatchObject({ done: 1, tenths: 80, cutTenths: 0 })
    const { claim: seen, steps, entries } = await see(claimId)
    expect(seen).toMatchObject({ state: 'CREDITED', credited: 80 })
    expect(steps.map(({ trigger, byName }) => [trigger, byName])).toEqual([
      ['claim', null],
      ['verify', COORDINATOR],
      ['confirm', OFFICER],
      ['credit', null],
    ])
    expect(entries).toMatchObject([
      { entry: 'CREDIT', tenths: 80, rule: { key: 'factor.programme', value: 1 } },
    ])
  })

  it('passes two pairs of eyes, none of them its owner’s', async () => {
    const { claimId } = await claim()
    expect(await decide(OFFICER, 'verify', [claimId])).toMatchObject({ done: 1 })
    expect((await decide(OFFICER, 'confirm', [claimId])).skipped).toEqual([
      { code: 'hours.same_person', count: 1 },
    ])
    const { claimId: own } = await claim({ personId: await idOf(COORDINATOR) })
    expect((await decide(COORDINATOR, 'verify', [own])).skipped).toEqual([{ code: 'hours.own', count: 1 }])
    const refused = await (
      await as(TEACHER)
    ).refusal(decideHours, {
      body: { decision: 'verify', selection: { ids: [claimId] } },
    })
    expect(refused.code).toBe('auth.forbidden')
  })

  it('is decided on in steps: each stays done, what does not fit is named and not met again', async () => {
    const day = '2016-06-01'
    const mine = await Promise.all(Array.from({ length: 5 }, () => claim({ occurredOn: day })))
    await claim({ occurredOn: day, personId: await idOf(COORDINATOR) })
    const coordinator = await as(COORDINATOR)
    const selection = { filter: { queue: 'school' as const, from: day, to: day } }
    const step = (after?: string) =>
      coordinator.call(decideHours, {
        body: { decision: 'verify', selection, limit: 2, ...(after ? { after } : {}) },
      })
    const steps = [await step()]
    for (let next = steps.at(-1)?.next; next; next = steps.at(-1)?.next) {
      expect(steps.length).toBeLessThan(6)
      steps.push(await step(next))
    }
    expect(steps.reduce((sum, { done }) => sum + done, 0)).toBe(mine.length)
    expect(steps.flatMap(({ refused }) => refused)).toEqual([
      expect.objectContaining({ personName: COORDINATOR, code: 'hours.own', occurredOn: day }),
    ])
    // What an earlier step did is done, whatever becomes of the next.
    expect((await see(mine[0]?.claimId ?? '')).claim.state).toBe('SCHOOL_VERIFIED')
  })

  it('is rejected with a reason, appealed once, and granted by the county', async () => {
    const { claimId } = await claim({ tenths: 30 })
    await decide(COORDINATOR, 'reject', [claimId], '没有签到记录')
    expect((await see(claimId)).claim).toMatchObject({ state: 'REJECTED', reason: '没有签到记录' })
    const params = { id: claimId }
    const teacher = await as(TEACHER)
    const appealed = await teacher.call(appealHours, { params, body: { text: '签到表在教务处' } })
    expect(appealed.claim.state).toBe('APPEAL')
    const body = { decision: 'uphold' as const, reason: '已查到签到表' }
    const early = await (await as(COORDINATOR)).refusal(decideHoursAppeal, { params, body })
    expect(early.code).toBe('auth.forbidden')
    const { claim: granted } = await (await as(OFFICER)).call(decideHoursAppeal, { params, body })
    expect(granted).toMatchObject({ state: 'CREDITED', credited: 30 })
    const { claimId: lost } = await claim()
    await decide(OFFICER, 'reject', [lost], '不符合要求')
    await teacher.call(appealHours, { params: { id: lost }, body: { text: '请再看看' } })
    await (
      await as(OFFICER)
    ).call(decideHoursAppeal, {
      params: { id: lost },
      body: { decision: 'dismiss', reason: '维持原决定' },
    })
    const again = await teacher.refusal(appealHours, { params: { id: lost }, body: { text: '再申诉' } })
    expect(again.code).toBe('hours.appealed')
  })

  it('is cut by the cap of its year, the earliest first', async () => {
    const videos = await Promise.all(
      ['2018-02-03', '2018-02-01', '2018-02-02'].map((occurredOn) =>
        claim({ source: 'video', category: 'online', minutes: 450, occurredOn }),
      ),
    )
    const ids = videos.map(({ claimId }) => claimId)
    await decide(COORDINATOR, 'verify', ids)
    expect(await decide(OFFICER, 'confirm', ids)).toMatchObject({ done: 3, tenths: 240, cutTenths: 60 })
    const credited = await Promise.all(ids.map(async (id) => (await see(id)).claim.credited))
    expect(credited).toEqual([40, 100, 100])
  })

  it('is corrected by entries of its own, once each, and Postgres lets nothing else be done', async () => {
    const { claim: right, entries } = await credit()
    const id = entries[0]?.id ?? ''
    const reverse = { params: { id }, body: { reason: '实到半天', tenths: 40 } }
    expect((await (await as(COORDINATOR)).refusal(correctHours, reverse)).code).toBe('auth.forbidden')
    const corrected = await (await as(OFFICER)).call(correctHours, reverse)
    expect(corrected.claim.credited).toBe(40)
    expect(corrected.entries.map(({ entry, tenths }) => [entry, tenths])).toEqual([
      ['CREDIT', 80],
      ['REVERSAL', -80],
      ['CREDIT', 40],
    ])
    expect((await (await as(OFFICER)).refusal(correctHours, reverse)).code).toBe('hours.reversed')
    for (const statement of [
      'update hours_ledger set tenths = 1',
      'delete from hours_ledger',
      'truncate hours_ledger cascade',
      'update hours_balance set tenths = tenths + 1',
      'delete from hours_balance',
      `update hours_step set reason = ''`,
    ])
      await expect(database.rows(statement)).rejects.toThrow(/append-only|written by the ledger/)
    const forged = `insert into hours_ledger (id, claim_id, person_id, source, category, occurred_on, entry, tenths,
        reverses_id, rule_id, posted_at, reason)
      select gen_random_uuid(), claim_id, person_id, source, category, occurred_on, 'REVERSAL', $2, id, rule_id, now(), '—'
        from hours_ledger where claim_id = $1 and entry = 'CREDIT' order by posted_at desc limit 1`
    await expect(database.rows(forged, [right.id, -39])).rejects.toThrow('mirrors')
    const twice = `insert into hours_ledger (id, claim_id, person_id, source, category, occurred_on, entry, tenths, rule_id,
        posted_at)
      select gen_random_uuid(), claim_id, person_id, source, category, occurred_on, 'CREDIT', 5, rule_id, now()
        from hours_ledger where claim_id = $1 limit 1`
    await expect(database.rows(twice, [right.id])).rejects.toThrow('hours_ledger_credited_once')
  })

  it('is shown to its owner and those who lead, to nobody else', async () => {
    const { claim: one } = await credit()
    const stranger = await as(STRANGER)
    expect((await stranger.refusal(getHoursClaim, { params: { id: one.id } })).code).toBe('not_found')
    expect((await stranger.refusal(getTrainingFile, { params: { id: teacherId } })).code).toBe('not_found')
    const file = await (
      await as(COORDINATOR)
    ).call(getTrainingFile, {
      params: { id: teacherId },
      query: { cycle: 2019 },
    })
    expect(file.claims.map(({ id }) => id)).toContain(one.id)
    expect(file.years.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(file.tenths)
  })
})

describe('thousands of histories', () => {
  const CAP = 240
  /** What happens to one claim: whose, when, from where, and whether it is sent again, decided on, corrected. */
  const history = fc.record({
    person: fc.nat(11),
    year: fc.integer({ min: 2001, max: 2003 }),
    source: fc.constantFrom<HoursSource>('video', 'programme'),
    event: fc.nat(59),
    amount: fc.integer({ min: 1, max: 120 }),
    repeated: fc.boolean(),
    after: fc.constantFrom('wait', 'post', 'correct', 'correct twice'),
  })
  type History = typeof history extends fc.Arbitrary<infer H> ? H : never

  let people: string[]
  let officer: string
  let posting: HoursPosting
  let store: ClaimStore

  beforeAll(async () => {
    officer = await idOf(OFFICER)
    store = new ClaimStore(database)
    posting = new HoursPosting(database, store, new HoursRules(database), clock)
    const rows = await database.rows<{ id: string }>(
      `select distinct t.person_id as id from post t where t.role = 'teacher' order by 1 limit 12`,
    )
    people = rows.map(({ id }) => id)
  })

  /** Everything that waits, of everybody: two writers at once meet here. */
  const postAll = () =>
    database.transaction(async (tx) => {
      const waiting = await store.lock(
        tx,
        new Where().and(`c.occurred_on < '2004-01-01' and c.state = 'CLAIMED'`),
        500,
      )
      await posting.post(tx, waiting, officer)
    })

  const live = async (one: History, run: string): Promise<void> => {
    const personId = people[one.person] ?? ''
    const input = {
      source: one.source,
      category: 'online' as const,
      personId,
      sourceId: randomUUID(),
      minutes: one.amount * 5,
      tenths: one.amount,
      occurredOn: `${one.year}-06-15`,
      events: [`${run}:${one.event}`],
    }
    const answers = await Promise.allSettled(one.repeated ? [claim(input), claim(input)] : [claim(input)])
    const made = answers.find((answer) => answer.status === 'fulfilled')
    if (!made || one.after === 'wait') return
    await postAll()
    if (one.after === 'post') return
    const [entry] = await database.rows<{ id: string; tenths: number }>(
      `select id, tenths from hours_ledger where claim_id = $1 and entry = 'CREDIT'`,
      [made.value.claimId],
    )
    if (!entry) throw new Error('a claim was confirmed and not posted')
    const correct = () =>
      database.transaction((tx) =>
        posting.reverse(tx, {
          id: entry.id,
          reason: '更正',
          tenths: Math.floor(entry.tenths / 2),
          byId: officer,
        }),
      )
    const both = await Promise.allSettled(one.after === 'correct' ? [correct()] : [correct(), correct()])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  }

  /** Rows that would contradict each other; none of them may exist. */
  const CONTRADICTIONS = `
    select 'balance' as what, l.person_id::text as about
      from (select person_id, year, source, category, sum(tenths) as tenths from hours_ledger group by 1, 2, 3, 4) l
      full join hours_balance b using (person_id, year, source, category)
     where l.tenths is distinct from b.tenths
    union all
    select 'year', l.person_id::text
      from (select person_id, year, sum(tenths) as tenths,
                   coalesce(sum(tenths) filter (where source = 'programme'), 0) as programme
              from hours_ledger group by 1, 2) l
      full join hours_year y using (person_id, year)
     where l.tenths is distinct from y.tenths or l.programme is distinct from y.programme_tenths
    union all
    select 'two credits', claim_id::text from hours_ledger l
     where entry = 'CREDIT' and not exists (select from hours_ledger r where r.reverses_id = l.id)
     group by claim_id having count(*) > 1
    union all
    select 'credited without an entry', c.id::text from hours_claim c
     where (c.state = 'CREDITED') <> exists (select from hours_ledger l where l.claim_id = c.id)
    union all
    select 'an event twice', e.event from hours_event e join hours_claim c on c.id = e.claim_id
     where c.state <> 'REJECTED' group by e.person_id, e.event having count(*) > 1
    union all
    select 'above the cap', person_id::text from hours_balance
     where source = 'video' and year between 2001 and 2003 and tenths > ${CAP}`

  it('leave every sum equal to its ledger, with writers beside each other', async () => {
    let lived = 0
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 60, maxLength: 60 }), async (histories) => {
        const run = randomUUID()
        const queue = [...histories]
        const writer = async () => {
          for (let next = queue.pop(); next; next = queue.pop()) await live(next, run)
        }
        await Promise.all(Array.from({ length: 6 }, writer))
        lived += histories.length
        expect(await database.rows(CONTRADICTIONS)).toEqual([])
      }),
      { numRuns: 35, endOnFailure: true },
    )
    expect(lived).toBe(2100)
    const [sums] = await database.rows<{ reversals: number; capped: number }>(
      `select count(*) filter (where entry = 'REVERSAL')::int as reversals,
              (select count(*)::int from hours_balance where source = 'video' and year < 2004 and tenths = ${CAP}) as capped
         from hours_ledger where occurred_on < '2004-01-01'`,
    )
    // The histories were not tame: corrections happened and caps were reached.
    expect(sums?.reversals).toBeGreaterThan(100)
  }, 60_000)
})

describe('a certificate', () => {
  it('says what the ledger holds, is verified by anybody without a name, and can be revoked', async () => {
    await credit({ occurredOn: '2017-05-05', tenths: 125 })
    const officer = await as(OFFICER)
    const body = { personIds: [teacherId], period: { kind: 'year' as const, year: 2017 } }
    const { items } = await officer.call(issueCertificates, { body })
    const [certificate] = items
    if (!certificate) throw new Error('no certificate')
    expect(certificate).toMatchObject({ personName: TEACHER, tenths: 125, from: '2017-01-01' })
    expect((await officer.call(issueCertificates, { body })).skipped).toEqual([{ code: 'has_one', count: 1 }])
    const cycle = { ...body, period: { kind: 'cycle' as const, year: 2017 } }
    expect((await officer.call(issueCertificates, { body: cycle })).skipped).toEqual([
      { code: 'unfulfilled', count: 1 },
    ])
    expect((await (await as(COORDINATOR)).refusal(issueCertificates, { body })).code).toBe('auth.forbidden')

    const anybody = new ApiClient(stack.serverUrl)
    const { number } = certificate
    const check = await anybody.call(verifyCertificate, { params: { number: number.toLowerCase() } })
    expect(check).toMatchObject({ number, maskedName: '石**', tenths: 125, isValid: true })
    expect(JSON.stringify(check)).not.toContain(TEACHER)
    expect(JSON.stringify(check)).not.toContain(certificate.orgName)

    const words = textOf(await bytes(TEACHER, printCertificate, certificate.id)).replace(/\s/g, '')
    for (const word of [TEACHER, number, '12.5学时', '教师培训学时证书']) expect(words).toContain(word)
    expect((await bytes(STRANGER, printCertificate, certificate.id)).toString()).toContain('not_found')

    const params = { id: certificate.id }
    await officer.call(revokeCertificate, { params, body: { reason: '学时更正' } })
    const after = await anybody.call(verifyCertificate, { params: { number } })
    expect(after).toMatchObject({ isValid: false, revokedOn: expect.any(String) })
    expect((await officer.refusal(revokeCertificate, { params, body: { reason: '再撤' } })).code).toBe(
      'certificate.revoked',
    )
  })

  it('is found by nobody who guesses', async () => {
    const anybody = new ApiClient(stack.serverUrl)
    const codes = new Set<string>()
    for (let guess = 0; guess < 22; guess += 1) {
      const number = `TK2017-000001-${String(guess).padStart(8, '0')}`
      codes.add((await anybody.refusal(verifyCertificate, { params: { number } })).code)
    }
    expect(codes).toEqual(new Set(['not_found', 'request.rate']))
  })
})

describe('the overview', () => {
  it('adds the county up school by school, and a school sees its own', async () => {
    const county = await (await as(OFFICER)).call(getTrainingOverview, {})
    expect(county.figures?.hours.fulfilled.of).toBe(
      county.schools.reduce((sum, one) => sum + one.teachers, 0),
    )
    const [all] = await database.rows<{ tenths: number }>(
      `select sum(l.tenths)::int as tenths from hours_ledger l where l.year between $1 and $2
          and l.person_id in (select person_id from post where role in ('teacher', 'head', 'coordinator'))`,
      [county.cycle.from.slice(0, 4), county.cycle.to.slice(0, 4)],
    )
    expect(county.schools.reduce((sum, one) => sum + one.tenths, 0)).toBe(all?.tenths)
    const [research] = await database.rows<{ counted: number; rural: number }>(
      `select count(distinct s.id)::int as counted, count(distinct m.person_id) filter (where m.rural and m.attended)::int as rural
         from research_session s join research_member m on m.session_id = s.id where s.counted and s.state = 'CLOSED'`,
    )
    expect(research?.rural).toBeGreaterThan(0)
    expect(county.figures?.research).toMatchObject({
      counted: research?.counted,
      ruralTeachers: { n: research?.rural },
    })
    const own = await (await as(COORDINATOR)).call(getTrainingOverview, {})
    expect(own.figures).toBeNull()
    expect(own.schools.length).toBeGreaterThan(1)
    expect(own.schools.length).toBeLessThan(county.schools.length)
    expect((await (await as(TEACHER)).refusal(getTrainingOverview, {})).code).toBe('auth.forbidden')
  })

  it('lists who lacks what, reminds them once a day, and they read it', async () => {
    const officer = await as(OFFICER)
    const query = { area: 'rural' as const, lack: 'short' as const, pageSize: 100 }
    const { items, total } = await officer.call(listTeacherHours, { query })
    expect(items.every(({ isRural, lackTenths }) => isRural && lackTenths > 0)).toBe(true)
    expect(items.map(({ tenths }) => tenths)).toEqual(
      items.map(({ tenths }) => tenths).toSorted((a, b) => a - b),
    )
    expect(items.map(({ personId }) => personId)).toContain(teacherId)
    const none = await officer.call(listTeacherHours, { query: { ...query, without: 'concentrated' } })
    expect(none.total).toBeLessThan(total)

    const body = { selection: { personIds: [teacherId] }, text: '请尽快补齐学时' }
    expect(await officer.call(remindTeachers, { body })).toEqual({ sent: 1, skipped: 0 })
    expect(await (await as(COORDINATOR)).call(remindTeachers, { body })).toEqual({ sent: 0, skipped: 1 })
    const teacher = await as(TEACHER)
    const [notice] = (await teacher.call(listTrainingNotices, {})).items
    const { behindTenths } = items.find(({ personId }) => personId === teacherId) ?? {}
    expect(notice).toMatchObject({
      text: '请尽快补齐学时',
      fromName: OFFICER,
      lackTenths: behindTenths || null,
    })
    const params = { id: notice?.id ?? '' }
    expect((await (await as(STRANGER)).refusal(readTrainingNotice, { params })).code).toBe('not_found')
    await teacher.call(readTrainingNotice, { params })
    expect((await teacher.call(listTrainingNotices, {})).items).toEqual([])
  })

  it('leaves as a workbook and on paper', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = await bytes(OFFICER, exportTeacherHours, '', '?area=rural')
    await book.xlsx.load(sheet as unknown as ArrayBuffer)
    expect(book.worksheets.map(({ name }) => name)).toEqual(['教师', '学校', '口径'])
    expect(book.worksheets[0]?.getColumn(1).values).toContain(TEACHER)
    const words = textOf(await bytes(TEACHER, printTrainingFile, teacherId)).replace(/\s/g, '')
    for (const word of ['教师培训学时档案', TEACHER, '暑期县级集中培训', '第1页'])
      expect(words).toContain(word)
  })
})
