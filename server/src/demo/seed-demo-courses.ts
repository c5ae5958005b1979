import type { CourseState, Subject } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { COURSE_POLICY_DEFAULTS } from '../courses/course-policy.rules.ts'
import { DAY_MS } from '../lessons/day-window.rules.ts'
import { newId } from '../platform/id.ts'

interface Unit {
  title: string
  /** Lessons of the demo by the beginning of their title. */
  lessons: readonly string[]
  /** So many resources of the course's subject and grade, where the demo has them. */
  resources: number
}

interface Course {
  title: string
  summary: string
  author: string
  subject: Subject
  grade: number
  state: Extract<CourseState, 'PROPOSED' | 'RUNNING'>
  units: readonly Unit[]
}

const ENGLISH: Course = {
  title: '三年级英语 · 和城里的课堂一起说',
  summary: '一周一个单元：先看短片，再一起上直播课，最后在自己班里说一说。适合没有专职英语教师的学校。',
  author: '林晓雯',
  subject: 'english',
  grade: 3,
  state: 'RUNNING',
  units: [
    { title: '颜色 Colours', lessons: ['颜色'], resources: 1 },
    { title: '我的一天 My day', lessons: ['我的一天'], resources: 1 },
    { title: '天气和朋友 Weather and friends', lessons: ['天气', '我的朋友'], resources: 1 },
  ],
}

/** Only where the demo library has something of the subject. */
const CHINESE: Course = {
  title: '四年级语文 · 一起读好课文',
  summary: '每个单元两段短片，讲清一篇课文怎么读、怎么写。',
  author: '林晓雯',
  subject: 'chinese',
  grade: 4,
  state: 'PROPOSED',
  units: [
    { title: '读懂一篇写景的文章', lessons: [], resources: 2 },
    { title: '学着这样写', lessons: [], resources: 2 },
  ],
}

/** Courses of the demo county from what is there by now, with two village classes that learn and ask. */
export async function seedDemoCourses(source: DataSource, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    const english = await give(tx, ENGLISH, now)
    if (english) await learn(tx, english, now)
    await give(tx, CHINESE, now)
  })
}

/** @returns its id; null when one of its units would have nothing in it */
async function give(tx: EntityManager, course: Course, now: Date): Promise<string | null> {
  const [author] = (await tx.query(
    `select p.id, t.org_id as "orgId" from person p join post t on t.person_id = p.id where p.name = $1 limit 1`,
    [course.author],
  )) as { id: string; orgId: string }[]
  if (!author) return null
  const contents = await contentsOf(tx, course)
  if (contents.some(({ items }) => items.length === 0)) return null
  const id = newId()
  const { title, summary, subject, grade, state } = course
  const began = new Date(now.getTime() - 10 * DAY_MS)
  await tx.query(
    `insert into course (id, org_id, author_id, title, summary, subject, grade_from, grade_to, state, proposed_at,
       created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $9, $9)`,
    [id, author.orgId, author.id, title, summary, subject, grade, state, began],
  )
  await tx.query('insert into course_teacher (course_id, person_id, position) values ($1, $2, 1)', [
    id,
    author.id,
  ])
  for (const [position, unit] of contents.entries()) await addUnit(tx, id, position, unit)
  if (state === 'RUNNING')
    await tx.query(
      `insert into course_review (id, course_id, reviewer_id, at, decision, comment)
       select $1, $2, p.id, $3, 'PASS', '内容完整，适合乡村班级使用。' from person p where p.name = '沈研秋'`,
      [newId(), id, began],
    )
  return id
}

interface Item {
  resourceId: string | null
  lessonId: string | null
}

async function contentsOf(tx: EntityManager, course: Course): Promise<{ title: string; items: Item[] }[]> {
  const resources = (await tx.query(
    `select r.id from resource r join resource_version v on v.id = r.published_version_id
      where r.standing = 'ONLINE' and r.scope = 'county' and v.metadata->>'subject' = $1
        and $2 between (v.metadata->>'gradeFrom')::int and (v.metadata->>'gradeTo')::int
      order by r.type = 'micro_lesson' desc, r.id`,
    [course.subject, course.grade],
  )) as { id: string }[]
  const left = resources.map(({ id }) => ({ resourceId: id, lessonId: null }))
  const contents: { title: string; items: Item[] }[] = []
  for (const { title, lessons, resources: count } of course.units) {
    const found = (await tx.query(
      `select null as "resourceId", id as "lessonId" from lesson where plan->>'title' like any($1) order by planned_start`,
      [lessons.map((beginning) => `${beginning}%`)],
    )) as Item[]
    contents.push({ title, items: [...left.splice(0, count), ...found] })
  }
  return contents
}

async function addUnit(
  tx: EntityManager,
  courseId: string,
  position: number,
  { title, items }: { title: string; items: readonly Item[] },
): Promise<void> {
  const unitId = newId()
  await tx.query('insert into course_unit (id, course_id, position, title) values ($1, $2, $3, $4)', [
    unitId,
    courseId,
    position,
    title,
  ])
  for (const [at, { resourceId, lessonId }] of items.entries())
    await tx.query(
      `insert into course_item (id, course_id, unit_id, position, resource_id, lesson_id) values ($1, $2, $3, $4, $5, $6)`,
      [newId(), courseId, unitId, at, resourceId, lessonId],
    )
}

/** Two classes that subscribe; one question was answered, one waits. */
async function learn(tx: EntityManager, courseId: string, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
  for (const teacher of ['石小满', '岳青禾'])
    await tx.query(
      `insert into course_subscription (id, course_id, class_id, subscribed_by, subscribed_at)
       select $1, $2, c.id, p.id, $3 from person p join post t on t.person_id = p.id
         join school_class c on c.org_id = t.org_id and 3 = any(c.grades) and c.closed_on is null
        where p.name = $4 limit 1`,
      [newId(), courseId, ago(7), teacher],
    )
  const ask = async (text: string, days: number, answer: string | null) =>
    tx.query(
      `insert into course_question (id, course_id, unit_id, class_id, person_id, text, asked_at, due_at, answer,
         answered_by, answered_at)
       select $1, $2, (select id from course_unit where course_id = $2 order by position limit 1), s.class_id,
              s.subscribed_by, $3, $4, $5, $6::text, case when $6::text is null then null else c.author_id end, $7
         from course_subscription s join course c on c.id = s.course_id where s.course_id = $2 order by s.id limit 1`,
      [
        newId(),
        courseId,
        text,
        ago(days),
        ago(days - COURSE_POLICY_DEFAULTS.answerDays),
        answer,
        answer && ago(days - 1),
      ],
    )
  await ask(
    '孩子们总把 brown 读成“布朗”，有什么好办法？',
    4,
    '先听两遍短片里的慢读，再拿一件棕色的东西边指边说。第二次直播课我会带着全体再练。',
  )
  await ask('没有彩色粉笔，颜色卡片可以用什么代替？', 1, null)
}
