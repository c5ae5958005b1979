import type { LessonPlan, Subject } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { dayStart, DAY_MS } from '../lessons/day-window.rules.ts'
import type { LessonActor } from '../lessons/lesson-command.rules.ts'
import { LessonRow } from '../lessons/lesson.entity.ts'
import { dayIn } from '../platform/day.rules.ts'
import { newId } from '../platform/id.ts'
import { BAD_LINE, GOOD_DAY } from './past-day.rules.ts'
import { tell } from './past-lesson.rules.ts'
import { seedPastMonth } from './seed-past-month.ts'
import { BOOT, store, storePast } from './store-past-lesson.ts'

const MINUTE = 60_000

export interface Place {
  classId: string
  className: string
  headcount: number
  orgId: string
  orgName: string
  personId: string
  personName: string
}

export interface Cast {
  lecture: Place
  listening: readonly Place[]
}

/**
 * Lessons of the demo county between the demo lecturer and two village classes: two settled ones with their ledger, one
 * that starts in ten minutes, one tomorrow morning.
 */
export async function seedDemoLessons(source: DataSource, timeZone: string, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    const cast: Cast = {
      lecture: await place(tx, '林晓雯', 3),
      listening: [await place(tx, '石小满', 3), await place(tx, '岳青禾', 3)],
    }
    await tx.query(
      `insert into media_boot (boot_id, node_id, last_heartbeat_at, ended_at) values ($1, 'demo', $2, $2) on conflict do nothing`,
      [BOOT, now],
    )
    const today = dayStart(timeZone, now).getTime()
    const morning = 9 * 60 * MINUTE + 10 * MINUTE
    await storePast(tx, planOf(cast, '颜色 Colours', 'english', today - 4 * DAY_MS + morning), GOOD_DAY)
    await storePast(tx, planOf(cast, '我的一天 My day', 'english', today - 2 * DAY_MS + morning), BAD_LINE)
    const soon = Math.ceil((now.getTime() + 10 * MINUTE) / MINUTE) * MINUTE
    await coming(tx, planOf(cast, "天气 What's the weather like?", 'english', soon), now)
    await seedPastMonth({ tx, today }, (title, at) => planOf(cast, title, 'english', at))
    const tomorrow = planOf(cast, '我的朋友 My friend', 'english', today + DAY_MS + morning)
    await coming(tx, tomorrow, now, await slotOf(tx, tomorrow, dayIn(timeZone, new Date(today + DAY_MS))))
  })
}

/** Where a person teaches a grade. */
export async function place(tx: EntityManager, name: string, grade: number): Promise<Place> {
  const rows = (await tx.query(
    `select c.id as "classId", c.name as "className", c.headcount, o.id as "orgId", o.name as "orgName",
            p.id as "personId", p.name as "personName"
       from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
       join school_class c on c.org_id = o.id and $2 = any(c.grades) and c.closed_on is null
      where p.name = $1 limit 1`,
    [name, grade],
  )) as Place[]
  if (!rows[0]) throw new Error(`The demo county has no ${name} with a class of grade ${grade}`)
  return rows[0]
}

export const planOf = (
  { lecture, listening }: Cast,
  title: string,
  subject: Subject,
  plannedStart: number,
): LessonPlan => ({
  title,
  type: 'delivery',
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
  legs: listening.map((one) => ({
    id: newId(),
    classId: one.classId,
    className: one.className,
    orgId: one.orgId,
    orgName: one.orgName,
    assistantId: one.personId,
    assistantName: one.personName,
    headcount: one.headcount,
  })),
})

interface Origin {
  readonly slotId: string
  readonly slotDay: string
}

/** The slot of the timetable that the second period of a day is for, where it is synchronized. */
async function slotOf(
  tx: EntityManager,
  { lectureClass }: LessonPlan,
  slotDay: string,
): Promise<Origin | null> {
  const [slot] = (await tx.query(
    `select s.id from timetable_slot s join term t on t.id = s.term_id
      where s.class_id = $1 and s.mode = 'sync-lecture' and s.period = 2 and s.weekday = extract(isodow from $2::date)
        and $2::date between t.starts_on and t.ends_on
        and not exists (select from day_span d where d.kind <> 'flexible' and $2::date between d.from_day and d.to_day)`,
    [lectureClass.id, slotDay],
  )) as { id: string }[]
  return slot ? { slotId: slot.id, slotDay } : null
}

async function coming(
  tx: EntityManager,
  plan: LessonPlan,
  now: Date,
  origin: Origin | null = null,
): Promise<void> {
  const minute = (now.getTime() - plan.plannedStart) / MINUTE
  const actor: LessonActor = { part: 'scheduler', personId: plan.lecturer.id, name: plan.lecturer.name }
  const told = tell(newId(), plan, [{ minute, actor, command: { type: 'plan', plan } }], newId)
  await store(tx, told, [])
  if (origin) await tx.update(LessonRow, told.state.lessonId, origin)
}
