import type { LessonPlan, Subject } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { runsOn } from '../lessons/generation/generation.rules.ts'
import { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { addDays, dayIn, instantIn, mondayOf } from '../platform/day.rules.ts'
import { CalendarReading } from '../schedule/calendar/calendar-reading.ts'
import { teachingDaysBetween } from '../schedule/calendar/calendar.rules.ts'
import type { SlotRecord } from '../schedule/timetable/slot-records.rules.ts'
import { SlotStore } from '../schedule/timetable/slot-store.ts'
import { weekCountOf } from '../schedule/timetable/term-weeks.rules.ts'
import { TIMETABLE_POLICY_DEFAULTS } from '../schedule/timetable/timetable-policy.rules.ts'
import { SUMMER_BELLS } from './demo-calendar.rules.ts'
import { BAD_LINE, GOOD_DAY, type Day } from './past-day.rules.ts'
import { planOf, type Place } from './seed-demo-lessons.ts'
import { link, storePast } from './store-past-lesson.ts'

const MINUTE = 60_000
/** So long after its start a lesson is over and settled. */
const OVER_AFTER = 90 * MINUTE

/** What is taught beside English, which has a story of its own. */
const TITLES: Partial<Record<Subject, readonly string[]>> = {
  science: ['水的蒸发', '热胀冷缩', '声音的传播', '光和影子'],
  ict: ['认识数据', '用图形编程画正方形'],
  fine_art: ['色彩的冷与暖', '剪纸中的对称', '家乡的桥'],
}
const BAD_DAY: Day = {
  ...BAD_LINE,
  connections: [BAD_LINE.connections[1], BAD_LINE.connections[0]],
  stages: [],
}

/** Lessons of this week and the one before that the timetable has in other subjects than English, as far as they are over. */
export async function seedDemoWeek(source: DataSource, config: Config, now: Date): Promise<void> {
  const { timeZone } = config
  const today = dayIn(timeZone, now)
  const database = new Database(source)
  const store = new SlotStore(database, new Clock(config))
  const { quietFirstDays } = TIMETABLE_POLICY_DEFAULTS
  const days = teachingDaysBetween(
    await new CalendarReading(database).load(),
    addDays(mondayOf(today), -7),
    today,
  )
  await source.transaction(async (tx) => {
    const told = new Map<Subject, number>()
    for (const day of days) {
      if (!day.term) continue
      const slots = await store.all(day.term.id, tx)
      const rhythm = { termWeeks: weekCountOf(day.term), quietFirstDays }
      for (const slot of slots) {
        const titles = TITLES[slot.subject as Subject]
        if (slot.mode !== 'sync-lecture' || !titles || !runsOn(slot, day, rhythm)) continue
        const start = instantIn(timeZone, day.day, startOf(slot))
        if (start + OVER_AFTER > now.getTime()) continue
        const nth = told.get(slot.subject as Subject) ?? 0
        const plan = await lessonOf(tx, slot, slots, titles[nth % titles.length] ?? '', start)
        if (!plan) continue
        told.set(slot.subject as Subject, nth + 1)
        const fate = slot.subject === 'fine_art' && nth === 1 ? BAD_DAY : GOOD_DAY
        await link(tx, await storePast(tx, plan, fate), { slotId: slot.id, slotDay: day.day })
      }
    }
  })
}

/** Minutes after midnight. Mornings begin alike in every season. */
const startOf = ({ period }: SlotRecord): number => SUMMER_BELLS[period - 1]?.startsAt ?? 0

async function lessonOf(
  tx: EntityManager,
  slot: SlotRecord,
  slots: readonly SlotRecord[],
  title: string,
  start: number,
): Promise<LessonPlan | null> {
  const lecture = await placeOf(tx, slot)
  const listening: Place[] = []
  for (const leg of slots.filter(({ lectureSlotId }) => lectureSlotId === slot.id)) {
    const place = await placeOf(tx, leg)
    if (place) listening.push(place)
  }
  if (!lecture || listening.length === 0) return null
  const plan = planOf({ lecture, listening }, title, slot.subject as Subject, start)
  const [row] = (await tx.query('select grades[1] as grade from school_class where id = $1', [
    slot.classId,
  ])) as { grade: number }[]
  return { ...plan, grade: row?.grade ?? plan.grade }
}

/** Null where nobody is named for it. */
async function placeOf(tx: EntityManager, { classId, teacherId }: SlotRecord): Promise<Place | null> {
  const [place] = (await tx.query(
    `select c.id as "classId", c.name as "className", c.headcount, o.id as "orgId", o.name as "orgName",
            p.id as "personId", p.name as "personName"
       from school_class c join organization o on o.id = c.org_id join person p on p.id = $2 where c.id = $1`,
    [classId, teacherId],
  )) as Place[]
  return place ?? null
}
