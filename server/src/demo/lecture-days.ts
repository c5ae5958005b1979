import type { DataSource } from 'typeorm'
import { runsOn } from '../lessons/generation/generation.rules.ts'
import { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { CalendarReading } from '../schedule/calendar/calendar-reading.ts'
import { teachingDaysBetween } from '../schedule/calendar/calendar.rules.ts'
import { SlotStore } from '../schedule/timetable/slot-store.ts'
import { TIMETABLE_POLICY_DEFAULTS } from '../schedule/timetable/timetable-policy.rules.ts'
import { weekCountOf } from '../schedule/timetable/term-weeks.rules.ts'

/** Where a lesson stands in the timetable. */
export interface SlotDay {
  readonly slotId: string
  readonly slotDay: string
}

/** Days from one to another on which a class lectures in a period by its timetable, in order. */
export async function lectureDays(
  source: DataSource,
  config: Config,
  of: { classId: string; period: number },
  [from, to]: readonly [string, string],
): Promise<SlotDay[]> {
  const database = new Database(source)
  const store = new SlotStore(database, new Clock(config))
  const { quietFirstDays } = TIMETABLE_POLICY_DEFAULTS
  const found: SlotDay[] = []
  for (const day of teachingDaysBetween(await new CalendarReading(database).load(), from, to)) {
    if (!day.term) continue
    const slots = await store.select(day.term.id, { classIds: [of.classId] })
    const slot = slots.find(
      (one) =>
        one.mode === 'sync-lecture' &&
        one.period === of.period &&
        day.term &&
        runsOn(one, day, { termWeeks: weekCountOf(day.term), quietFirstDays }),
    )
    if (slot) found.push({ slotId: slot.id, slotDay: day.day })
  }
  return found
}
