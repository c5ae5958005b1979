import type { LessonPlan, Subject } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { dayStart, DAY_MS } from '../lessons/day-window.rules.ts'
import type { LessonActor } from '../lessons/lesson-command.rules.ts'
import type { Config } from '../platform/config.ts'
import { addDays, dayIn, instantIn, mondayOf } from '../platform/day.rules.ts'
import { newId } from '../platform/id.ts'
import { lectureDays } from './lecture-days.ts'
import { BAD_LINE, GOOD_DAY } from './past-day.rules.ts'
import { tell } from './past-lesson.rules.ts'
import { PAST_WEEKS, seedPastMonth } from './seed-past-month.ts'
import { BOOT, link, store, storePast } from './store-past-lesson.ts'

const MINUTE = 60_000
/** 9:10, when the second period begins in every season. */
const SECOND_PERIOD = 550
/** So far ahead a lesson gets its title by hand; the timetable makes the others. */
const NEXT_DAYS = 14

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
 * Lessons of the demo county between the demo lecturer and two village classes, where the timetable has them: two settled ones
 * with their ledger and six weeks before these, the next one by its title, and one by hand that starts in ten minutes.
 */
export async function seedDemoLessons(source: DataSource, config: Config, now: Date): Promise<void> {
  const { timeZone } = config
  const today = dayStart(timeZone, now).getTime()
  const dayOf = (days: number) => dayIn(timeZone, new Date(today + days * DAY_MS))
  const lecture = await place(source.manager, '林晓雯', 3)
  const slotDays = await lectureDays(source, config, { classId: lecture.classId, period: 2 }, [
    dayOf(-7 * (PAST_WEEKS + 2)),
    dayOf(NEXT_DAYS),
  ])
  const originOf = (at: number) =>
    slotDays.find(({ slotDay }) => slotDay === dayIn(timeZone, new Date(at))) ?? null
  const lately = slotDays.filter(({ slotDay }) => slotDay >= addDays(mondayOf(dayOf(0)), -7))
  await source.transaction(async (tx) => {
    const cast: Cast = {
      lecture,
      listening: [await place(tx, '石小满', 3), await place(tx, '岳青禾', 3)],
    }
    await tx.query(
      `insert into media_boot (boot_id, node_id, last_heartbeat_at, ended_at) values ($1, 'demo', $2, $2) on conflict do nothing`,
      [BOOT, now],
    )
    const at = (title: string, start: number) => planOf(cast, title, 'english', start)
    const past = lately.filter(({ slotDay }) => slotDay < dayOf(0)).slice(-2)
    const [first = null, second = null] = past.length === 2 ? past : []
    for (const [title, origin, days, day] of [
      ['颜色 Colours', first, -4, GOOD_DAY],
      ['我的一天 My day', second, -2, BAD_LINE],
    ] as const) {
      const start = instantIn(timeZone, origin?.slotDay ?? dayOf(days), SECOND_PERIOD)
      await link(tx, await storePast(tx, at(title, start), day), origin)
    }
    const soon = Math.ceil((now.getTime() + 10 * MINUTE) / MINUTE) * MINUTE
    await coming(tx, at("天气 What's the weather like?", soon), now)
    await seedPastMonth({ tx, today, originOf }, at)
    const next = lately.find(({ slotDay }) => slotDay > dayOf(0)) ?? null
    const start = instantIn(timeZone, next?.slotDay ?? dayOf(1), SECOND_PERIOD)
    await link(tx, await coming(tx, at('我的朋友 My friend', start), now), next)
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

async function coming(tx: EntityManager, plan: LessonPlan, now: Date): Promise<string> {
  const minute = (now.getTime() - plan.plannedStart) / MINUTE
  const actor: LessonActor = { part: 'scheduler', personId: plan.lecturer.id, name: plan.lecturer.name }
  const told = tell(newId(), plan, [{ minute, actor, command: { type: 'plan', plan } }], newId)
  await store(tx, told, [])
  return told.state.lessonId
}
