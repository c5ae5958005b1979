import type { ProgrammeState, TestQuestion } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { DAY_MS } from '../lessons/day-window.rules.ts'
import { RURAL } from '../people/school.rules.ts'
import { dayIn } from '../platform/day.rules.ts'
import { newId } from '../platform/id.ts'

interface Session {
  readonly kind: 'face' | 'video' | 'shadowing'
  readonly title: string
  /** From the moment of the seed, minutes. */
  readonly from: number
  readonly to: number
  readonly place?: string
  readonly test?: readonly TestQuestion[]
}

interface Programme {
  readonly title: string
  readonly summary: string
  readonly type: 'central' | 'online' | 'shadowing'
  readonly audience: 'teachers' | 'rural_teachers' | 'everybody'
  readonly state: ProgrammeState
  readonly places: number
  readonly ruralPlaces: number
  readonly hours: number
  readonly needsTests: boolean
  readonly needsWork: boolean
  readonly sessions: readonly Session[]
  /** Who has a place, and who has asked for one. */
  readonly approved: readonly string[]
  readonly requested: readonly string[]
}

const HOUR = 60
const DAY = 24 * HOUR

/** With a check-in that is open when the demo is young. */
const CLASSROOM: Programme = {
  title: '同步课堂主讲与助教研修班',
  summary: '面授两次：主讲怎样照顾远端班级，助教怎样接住互动；中间交一份自己的课堂设计。',
  type: 'central',
  audience: 'teachers',
  state: 'RUNNING',
  places: 30,
  ruralPlaces: 15,
  hours: 12,
  needsTests: false,
  needsWork: true,
  sessions: [
    { kind: 'face', title: '远端互动工作坊', from: -30, to: 10 * HOUR, place: '示例市教师进修学校二楼' },
    { kind: 'face', title: '上一节给大家看', from: 7 * DAY, to: 7 * DAY + 3 * HOUR, place: '云栖镇中心小学' },
  ],
  approved: ['林晓雯', '石小满', '岳青禾', '周乐山'],
  requested: [],
}

const QUESTIONS: readonly TestQuestion[] = [
  {
    kind: 'single',
    text: '提问远端班级后，先做什么？',
    options: ['马上点名', '等上十秒，让孩子想好', '自己说答案'],
    correct: [1],
  },
  {
    kind: 'multiple',
    text: '下面哪些能让远端的孩子真正参与？',
    options: ['叫到台上说', '全班举牌作答', '只看画面', '小组在自己班里讨论后汇报'],
    correct: [0, 1, 3],
  },
  { kind: 'true_false', text: '一、二年级可以布置书面家庭作业。', options: ['对', '错'], correct: [1] },
]

const VIDEO: Programme = {
  title: '网络研修：用好一节微课',
  summary: '看完一段微课，做三道题。看多少、答多少由系统记录。',
  type: 'online',
  audience: 'everybody',
  state: 'RUNNING',
  places: 100,
  ruralPlaces: 40,
  hours: 4,
  needsTests: true,
  needsWork: false,
  sessions: [{ kind: 'video', title: '看一节微课', from: -3 * DAY, to: 25 * DAY, test: QUESTIONS }],
  approved: ['石小满', '岳青禾', '陆云舒'],
  requested: [],
}

const SHADOWING: Programme = {
  title: '乡村教师名师跟岗',
  summary: '到城里的学校跟着一位老师五天，听课、备课、上一节课，每天记一句，由接收学校签字。',
  type: 'shadowing',
  audience: 'rural_teachers',
  state: 'ENROLLING',
  places: 6,
  ruralPlaces: 6,
  hours: 20,
  needsTests: false,
  needsWork: false,
  sessions: [{ kind: 'shadowing', title: '在示例市第一实验小学', from: 10 * DAY, to: 14 * DAY }],
  approved: [],
  requested: ['石小满', '岳青禾'],
}

/** Two programmes in different states; a third comes with the demo library, see below. */
export async function seedDemoProgrammes(source: DataSource, timeZone: string, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    for (const programme of [CLASSROOM, SHADOWING]) await give(tx, programme, timeZone, now)
  })
}

/** Once the demo library has a film to study; harmless when it is there already. */
export async function seedDemoFilmProgramme(source: DataSource, timeZone: string, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    if (await one(tx, `select id from training_programme where title = '${VIDEO.title}'`)) return
    if (await one(tx, FILM)) await give(tx, VIDEO, timeZone, now)
  })
}

async function give(tx: EntityManager, programme: Programme, timeZone: string, now: Date): Promise<void> {
  const film = await one(tx, FILM)
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  const id = newId()
  const first = Math.min(...programme.sessions.map(({ from }) => from))
  const last = Math.max(...programme.sessions.map(({ to }) => to))
  const began = new Date(now.getTime() - 8 * DAY_MS)
  await tx.query(
    `insert into training_programme (id, org_id, author_id, title, summary, level, type, audience, places, rural_places,
       hours, starts_on, ends_on, attend_percent, needs_tests, needs_work, state, created_at, updated_at)
     select $1, t.org_id, p.id, $2, $3, 'county', $4, $5, $6, $7, $8, $9, $10, 100, $11, $12, $13, $14, $14
       from person p join post t on t.person_id = p.id where p.name = '沈研秋' limit 1`,
    [
      id,
      programme.title,
      programme.summary,
      programme.type,
      programme.audience,
      programme.places,
      programme.ruralPlaces,
      programme.hours,
      dayIn(timeZone, at(first)),
      dayIn(timeZone, at(last)),
      programme.needsTests,
      programme.needsWork,
      programme.state,
      began,
    ],
  )
  await tx.query(
    `insert into programme_trainer (programme_id, person_id, position) select $1, id, 1 from person where name = '沈研秋'`,
    [id],
  )
  for (const session of programme.sessions)
    await meet(tx, id, session, { from: at(session.from), to: at(session.to), film })
  for (const name of programme.approved) await enrol(tx, id, name, 'APPROVED', began)
  for (const name of programme.requested) await enrol(tx, id, name, 'REQUESTED', began)
}

async function meet(
  tx: EntityManager,
  programmeId: string,
  { kind, title, place = '', test }: Session,
  { from, to, film }: { from: Date; to: Date; film: string | null },
): Promise<void> {
  const id = newId()
  const host = await one(tx, `select id from organization where name = '示例市第一实验小学'`)
  await tx.query(
    `insert into programme_session (id, programme_id, kind, title, starts_at, ends_at, place, resource_id, host_org_id, days)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      programmeId,
      kind,
      title,
      from,
      to,
      place,
      kind === 'video' ? film : null,
      kind === 'shadowing' ? host : null,
      kind === 'shadowing' ? 5 : null,
    ],
  )
  if (test)
    await tx.query('insert into programme_test (session_id, questions, saved_at) values ($1, $2, $3)', [
      id,
      JSON.stringify(test),
      from,
    ])
}

const enrol = (
  tx: EntityManager,
  programmeId: string,
  name: string,
  state: 'APPROVED' | 'REQUESTED',
  at: Date,
): Promise<unknown> =>
  tx.query(
    `insert into programme_enrolment (programme_id, person_id, org_id, is_rural, is_principal, state, requested_at,
       decided_by, decided_at)
     select $1, p.id, t.org_id, coalesce(o.urban_rural = any($5), false), t.role = 'head', $3, $4,
            case when $3 = 'APPROVED' then d.id end, case when $3 = 'APPROVED' then $4::timestamptz end
       from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
       cross join (select id from person where name = '顾知行') d
      where p.name = $2 limit 1`,
    [programmeId, name, state, at, RURAL],
  )

const FILM = `
  select r.id from resource r join resource_file f on f.version_id = r.published_version_id
    join processing p on p.blob_sha = f.blob_sha
   where r.standing = 'ONLINE' and r.scope = 'county' and r.type = 'micro_lesson'
     and (p.facts->>'durationMs')::float8 > 0 order by r.id limit 1`

async function one(tx: EntityManager, sql: string): Promise<string | null> {
  const [row] = (await tx.query(sql)) as { id: string }[]
  return row?.id ?? null
}
