import {
  SESSION_PATHS,
  type Activity,
  type MarkBody,
  type ScaleAnswers,
  type ScaleContent,
} from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { newId } from '../platform/id.ts'
import { contentOf, INVENTED_SCALES } from './observation-scales.ts'

const MINUTE = 60_000
const AUTHOR = '沈研秋'

interface Version {
  id: string
  content: ScaleContent
}

interface Observed {
  sessionId: string
  lessonId: string
  startedAt: Date
  endedAt: Date
  lecturerId: string
}

/** Scales of the demo county, and what members of a session saw in a lesson that was held. */
export async function seedDemoObservation(source: DataSource, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    const versions = await publish(tx, now)
    const observed = (await observedLesson(tx)) ?? (await ownSession(tx, now))
    if (observed) await fileAll(tx, observed, versions, now)
  })
}

/** One sheet of each member but the lecturer, the last one on the scale for far classes. */
async function fileAll(
  tx: EntityManager,
  observed: Observed,
  [common, sync]: readonly Version[],
  now: Date,
): Promise<void> {
  if (!common || !sync) return
  const members = (await tx.query(
    `select person_id as "personId", org_id as "orgId" from research_member
      where session_id = $1 and person_id <> $2 order by added_at, person_id limit 5`,
    [observed.sessionId, observed.lecturerId],
  )) as { personId: string; orgId: string }[]
  for (const [index, member] of members.entries())
    await file(tx, observed, { ...member, index, version: index === 4 ? sync : common }, now)
}

async function publish(tx: EntityManager, now: Date): Promise<Version[]> {
  const [author] = (await tx.query(
    'select p.id, t.org_id as "orgId" from person p join post t on t.person_id = p.id where p.name = $1 limit 1',
    [AUTHOR],
  )) as { id: string; orgId: string }[]
  if (!author) return []
  const versions: Version[] = []
  for (const [index, scale] of INVENTED_SCALES.entries()) {
    const content = contentOf(scale)
    const id = newId()
    const scaleId = newId()
    const at = new Date(now.getTime() - 60 * 24 * 60 * MINUTE + index * MINUTE)
    await tx.query(
      'insert into observation_scale (id, org_id, author_id, created_at) values ($1, $2, $3, $4)',
      [scaleId, author.orgId, author.id, at],
    )
    await tx.query(
      `insert into observation_scale_version (id, scale_id, number, state, title, purpose, content, created_at, published_at, revision)
       values ($1, $2, 1, 'PUBLISHED', $3, $4, $5, $6, $6, 1)`,
      [id, scaleId, scale.title, scale.purpose, JSON.stringify(content), at],
    )
    versions.push({ id, content })
  }
  return versions
}

const HELD = `l.started_at is not null and l.ended_at is not null and l.ended_at - l.started_at > interval '20 minutes'`
const LESSON = `l.id as "lessonId", l.started_at as "startedAt", l.ended_at as "endedAt", l.lecturer_id as "lecturerId"`

/** A lesson of a demo session that was held. */
async function observedLesson(tx: EntityManager): Promise<Observed | null> {
  const [row] = (await tx.query(
    `select x.session_id as "sessionId", ${LESSON} from research_session_lesson x join lesson l on l.id = x.lesson_id
      where x.purpose = 'teaching' and ${HELD} order by l.ended_at desc limit 1`,
  )) as Observed[]
  return row ?? null
}

/** Members of different schools around the newest lesson that was held. */
const MEMBERS = ['石小满', '岳青禾', '周乐山', '方静好', '沈研秋']

/** The lesson that was really recorded, in its review: what members saw stands on the replay. */
export async function reviewRecorded(tx: EntityManager, lessonId: string, now: Date): Promise<void> {
  const [lesson] = (await tx.query(
    `select ${LESSON}, l.lecture_org_id as "orgId", l.plan->>'subject' as subject, (l.plan->>'grade')::int as grade
       from lesson l where l.id = $1 and l.ended_at is not null
        and not exists (select from research_session_lesson x where x.lesson_id = l.id)`,
    [lessonId],
  )) as (Observed & SessionOf)[]
  const versions = (await tx.query(
    `select id, content from observation_scale_version where state = 'PUBLISHED' order by published_at limit 2`,
  )) as Version[]
  if (!lesson) return
  await fileAll(tx, await sessionFor(tx, lesson, now), versions, now)
}

interface SessionOf {
  orgId: string
  subject: string
  grade: number
}

async function ownSession(tx: EntityManager, now: Date): Promise<Observed | null> {
  const [lesson] = (await tx.query(
    `select ${LESSON}, l.lecture_org_id as "orgId", l.plan->>'subject' as subject, (l.plan->>'grade')::int as grade
       from lesson l where l.plan->>'title' like '颜色%' and ${HELD} order by l.ended_at desc limit 1`,
  )) as (Observed & SessionOf)[]
  return lesson ? sessionFor(tx, lesson, now) : null
}

async function sessionFor(tx: EntityManager, lesson: Observed & SessionOf, now: Date): Promise<Observed> {
  const sessionId = newId()
  const startsAt = new Date(lesson.endedAt.getTime() + 60 * MINUTE)
  await tx.query(
    `insert into research_session (id, theme, summary, subject, grade, form, host_org_id, main_preparer_id, proposed_by,
       starts_at, planned_minutes, state, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'lesson_study', $6, $7, $7, $8, 90, 'REVIEW', $9, $9)`,
    [
      sessionId,
      '怎样让远端的孩子也开口说英语',
      '一节课，两所学校一起看：问题问给了谁，等了多久，远端孩子说了几句。',
      lesson.subject,
      lesson.grade,
      lesson.orgId,
      lesson.lecturerId,
      startsAt,
      now,
    ],
  )
  await walkTo(tx, sessionId, lesson.lecturerId, lesson.endedAt)
  await tx.query(
    `insert into research_member (session_id, person_id, org_id, rural, added_at)
     select distinct on (p.id) $1::uuid, p.id, o.id, o.kind in ('village', 'point'), $3::timestamptz
       from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
      where p.name = any($2) or p.id = $4 order by p.id, t.from_day`,
    [sessionId, MEMBERS, now, lesson.lecturerId],
  )
  await tx.query(
    `insert into research_session_lesson (lesson_id, session_id, purpose, round, linked_by, linked_at)
     values ($1, $2, 'teaching', 1, $3, $4)`,
    [lesson.lessonId, sessionId, lesson.lecturerId, now],
  )
  return { ...lesson, sessionId }
}

/** The steps on its way to the review: two days for each, the review after the lesson. */
async function walkTo(tx: EntityManager, sessionId: string, byId: string, end: Date): Promise<void> {
  const path = SESSION_PATHS.lesson_study
  const way = path.slice(0, path.indexOf('REVIEW') + 1)
  for (const [index, state] of way.entries())
    await tx.query(
      'insert into research_step (session_id, number, state, round, at, by_id) values ($1, $2, $3, 1, $4, $5)',
      [
        sessionId,
        index + 1,
        state,
        new Date(end.getTime() + 30 * MINUTE - (way.length - 1 - index) * 48 * 60 * MINUTE),
        byId,
      ],
    )
}

interface Filing {
  personId: string
  orgId: string
  index: number
  version: Version
}

async function file(tx: EntityManager, observed: Observed, filing: Filing, now: Date): Promise<void> {
  const { personId, orgId, index, version } = filing
  const { sessionId, lessonId, startedAt, endedAt } = observed
  const sheetId = newId()
  await tx.query(
    `insert into observation_sheet (id, session_id, lesson_id, person_id, org_id, scale_version_id, opened_at, answers, answers_edit)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 1)`,
    [
      sheetId,
      sessionId,
      lessonId,
      personId,
      orgId,
      version.id,
      startedAt,
      JSON.stringify(answersOf(version.content, index)),
    ],
  )
  const duration = endedAt.getTime() - startedAt.getTime()
  for (const { share, body } of marksOf(index))
    await tx.query(
      'insert into observation_mark (id, sheet_id, at, body, edit, updated_at) values ($1, $2, $3, $4, 1, $5)',
      [
        newId(),
        sheetId,
        new Date(startedAt.getTime() + Math.round(share * duration)),
        JSON.stringify(body),
        now,
      ],
    )
  const handedIn = Math.min(now.getTime(), endedAt.getTime() + (20 + index * 7) * MINUTE)
  await tx.query('update observation_sheet set handed_in_at = $2 where id = $1', [
    sheetId,
    new Date(handedIn),
  ])
}

/** Mostly good marks; observers differ a little, most of all about the far class. */
function answersOf({ dimensions }: ScaleContent, observer: number): ScaleAnswers {
  const items = dimensions.flatMap((dimension) => dimension.items)
  return Object.fromEntries(
    items.flatMap((item, index) => {
      if (item.kind === 'text')
        return [[item.id, { value: null, text: '第三环节远端声音小，助教重复了一遍。' }]]
      if (item.kind === 'count') return [[item.id, { value: 3 + (observer % 2), text: '' }]]
      if (item.kind === 'yes_no')
        return [[item.id, { value: (index + observer) % 4 === 0 ? 0 : 1, text: '' }]]
      const step = (index * 7 + observer * 3) % 5 === 0 ? 2 : (index + observer) % 3 === 0 ? 0 : 1
      return [[item.id, { value: item.levels[step] ?? item.levels[0] ?? null, text: '' }]]
    }),
  )
}

interface Made {
  /** Where in the lesson, 0 to 1. */
  share: number
  body: MarkBody
}

const PLAN: readonly (readonly [number, Activity])[] = [
  [0.01, 'lecture'],
  [0.16, 'questioning'],
  [0.28, 'lecture'],
  [0.4, 'discussion'],
  [0.55, 'presentation'],
  [0.68, 'practice'],
  [0.88, 'feedback'],
  [0.98, 'break'],
]
type Tag = Extract<MarkBody, { kind: 'note' }>['tags'][number]
const NOTES: readonly (readonly [number, Tag, string])[] = [
  [0.05, 'highlight', '用两地天气导入，远端孩子马上有话说'],
  [0.19, 'interaction', '连问三个都是本地学生'],
  [0.31, 'pace', '单词过得太快，远端还在抄'],
  [0.44, 'idea', '分组时可以两地各出一人搭配'],
  [0.58, 'highlight', '远端上台说得很完整，掌声是两边一起的'],
  [0.71, 'question', '练习单远端收到了吗？助教在翻找'],
  [0.9, 'follow_up', '下次先请远端示范'],
]

function marksOf(observer: number): Made[] {
  const shift = observer * 0.006
  const made: Made[] = PLAN.filter((_, index) => observer < 3 || index % 2 === 0).map(
    ([share, activity]) => ({
      share: share + shift,
      body: { kind: 'activity', activity },
    }),
  )
  for (const [index, [share, tag, text]] of NOTES.entries())
    if ((index + observer) % 2 === 0)
      made.push({ share: share + shift, body: { kind: 'note', text, tags: [tag], voiceMs: null } })
  for (let count = 0; count < 14; count += 1)
    made.push({
      share: 0.17 + count * 0.052 + shift,
      body: { kind: 'count', counter: (count + observer) % 3 === 0 ? 'far_question' : 'near_question' },
    })
  for (const [index, waitMs] of [2_100, 4_800, 3_200, 6_500].entries())
    made.push({
      share: 0.2 + index * 0.16 + shift,
      body: { kind: 'wait', target: index % 2 === 0 ? 'near' : 'far', waitMs: waitMs + observer * 300 },
    })
  return made.sort((a, b) => a.share - b.share)
}
