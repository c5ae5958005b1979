import type { LessonPlan, NoteTag } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { DAY_MS, dayStart } from '../lessons/day-window.rules.ts'
import type { LessonActor } from '../lessons/lesson-command.rules.ts'
import { newId } from '../platform/id.ts'
import { mediaFacts, tell, type Connection, type Step } from './past-lesson.rules.ts'
import { place } from './seed-demo-lessons.ts'
import { BOOT, store, storeMedia } from './store-past-lesson.ts'

const MINUTE = 60_000
const SYSTEM: LessonActor = { part: 'system' }

interface Watcher {
  id: string
  name: string
  orgId: string
  orgName: string
}

interface Note {
  minute: number
  text: string
  tags: readonly NoteTag[]
}

const WHOLE: Connection = { from: -8, to: 41 }
/** When each of them had picture and sound. */
const WATCHED: readonly Connection[] = [WHOLE, { from: 1, to: 41 }, { from: 6, to: 29 }]

/** What 石小满 wrote for herself. */
const NOTES: readonly Note[] = [
  { minute: 2, text: '用一张照片开头，孩子一下子就说开了。', tags: ['highlight', 'idea'] },
  { minute: 11, text: '提问以后等了五秒，没有急着叫人。', tags: ['pace'] },
  { minute: 19, text: '小组说完再请一个代表，我们班只有六个人，可以两两说。', tags: ['idea'] },
  { minute: 31, text: '写的环节时间够吗？课后问问林老师。', tags: ['question', 'follow_up'] },
]

/** 名师课堂 of the demo county: one that teachers watched last week with somebody's notes, two to come. */
export async function seedDemoMasterLessons(source: DataSource, timeZone: string, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    const today = dayStart(timeZone, now).getTime()
    const at = (days: number, hour: number) => today + days * DAY_MS + hour * 60 * MINUTE
    const watchers = await watchersOf(tx, ['石小满', '岳青禾', '周乐山'])
    const english = await planOf(tx, '林晓雯', '示范课：让每个孩子开口说', 'english', at(-3, 15))
    const past = await held(tx, english, watchers)
    await enrol(tx, past, watchers, now)
    await note(tx, past, watchers[0], english.plannedStart)
    const coming = await planned(
      tx,
      await planOf(tx, '林晓雯', '示范课：一节绘本课怎么上', 'english', at(1, 15)),
      now,
    )
    await enrol(tx, coming, watchers.slice(0, 2), now)
    await planned(tx, await planOf(tx, '周乐山', '示范课：没有钢琴也能上好音乐课', 'music', at(3, 14.5)), now)
  })
}

async function planOf(
  tx: EntityManager,
  lecturer: string,
  title: string,
  subject: LessonPlan['subject'],
  plannedStart: number,
): Promise<LessonPlan> {
  const lecture = await place(tx, lecturer, 3)
  return {
    title,
    type: 'master',
    subject,
    grade: 3,
    plannedStart,
    plannedMinutes: 40,
    lecturer: { id: lecture.personId, name: lecture.personName, orgName: lecture.orgName },
    lectureClass: {
      id: lecture.classId,
      name: lecture.className,
      orgName: lecture.orgName,
      headcount: lecture.headcount,
    },
    legs: [],
  }
}

const watchersOf = (tx: EntityManager, names: readonly string[]): Promise<Watcher[]> =>
  tx.query(
    `select distinct on (p.name) p.id, p.name, o.id as "orgId", o.name as "orgName" from person p
       join post t on t.person_id = p.id join organization o on o.id = t.org_id where p.name = any($1)
      order by p.name desc`,
    [names],
  ) as Promise<Watcher[]>

const lecturerOf = ({ lecturer }: LessonPlan): LessonActor => ({
  part: 'lecturer',
  personId: lecturer.id,
  name: lecturer.name,
})

/** @returns the id of a lesson that was given before these teachers */
async function held(tx: EntityManager, plan: LessonPlan, watchers: readonly Watcher[]): Promise<string> {
  const id = newId()
  const lecturer = lecturerOf(plan)
  const observers = watchers.map(({ id: person, name, orgName }) => ({ id: person, name, orgName }))
  const there = (minute: number, present: typeof observers): Step => ({
    minute,
    actor: SYSTEM,
    command: { type: 'sync_presence', assistants: [], observers: present },
  })
  const steps: Step[] = [
    {
      minute: -4_000,
      actor: { ...lecturer, part: 'scheduler' } as LessonActor,
      command: { type: 'plan', plan },
    },
    { minute: -12, actor: lecturer, command: { type: 'open' } },
    there(-8, observers.slice(0, 2)),
    { minute: -1, actor: SYSTEM, command: { type: 'sync_media', lecturer: true, legs: {} } },
    { minute: 0, actor: lecturer, command: { type: 'start' } },
    there(6, observers),
    there(29, observers.slice(0, 2)),
    { minute: 40, actor: lecturer, command: { type: 'end' } },
    { minute: 90, actor: lecturer, command: { type: 'settle' } },
  ]
  await store(tx, tell(id, plan, steps, newId), [])
  for (const [index, { id: person }] of watchers.entries())
    for (const fact of mediaFacts(BOOT, `observer:${person}`, plan.plannedStart, [WATCHED[index] ?? WHOLE]))
      await storeMedia(tx, id, fact)
  return id
}

async function planned(tx: EntityManager, plan: LessonPlan, now: Date): Promise<string> {
  const id = newId()
  const actor: LessonActor = { part: 'scheduler', personId: plan.lecturer.id, name: plan.lecturer.name }
  const minute = (now.getTime() - plan.plannedStart) / MINUTE
  await store(tx, tell(id, plan, [{ minute, actor, command: { type: 'plan', plan } }], newId), [])
  return id
}

async function enrol(
  tx: EntityManager,
  lessonId: string,
  watchers: readonly Watcher[],
  now: Date,
): Promise<void> {
  for (const { id, orgId } of watchers)
    await tx.query(
      'insert into lesson_observer (id, lesson_id, person_id, org_id, enrolled_at) values ($1, $2, $3, $4, $5)',
      [newId(), lessonId, id, orgId, new Date(now.getTime() - 5 * DAY_MS)],
    )
}

async function note(
  tx: EntityManager,
  lessonId: string,
  author: Watcher | undefined,
  startedAt: number,
): Promise<void> {
  if (!author) return
  for (const { minute, text, tags } of NOTES) {
    const at = new Date(startedAt + minute * MINUTE)
    await tx.query(
      `insert into lesson_note (id, lesson_id, person_id, at, text, tags, edit, updated_at) values ($1, $2, $3, $4, $5, $6, 1, $4)`,
      [newId(), lessonId, author.id, at, text, tags],
    )
  }
}
