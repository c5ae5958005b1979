import { instantIn } from '../../platform/day.rules.ts'
import { bellOf } from '../../schedule/calendar/bells.rules.ts'
import type { SlotRecord } from '../../schedule/timetable/slot-records.rules.ts'
import type { TermFrame } from '../../schedule/timetable/timetable-snapshots.ts'
import type { Span } from './stale.rules.ts'

/** When a lecture of the timetable is held on a day, ms; null where its school rings no such period. */
export function lectureSpan(
  { bells }: Pick<TermFrame, 'bells'>,
  timeZone: string,
  { ownStart, ownEnd, orgId, period }: SlotRecord,
  day: string,
): Span | null {
  if (ownStart !== null && ownEnd !== null)
    return { start: instantIn(timeZone, day, ownStart), end: instantIn(timeZone, day, ownEnd) }
  return bellOf(bells.get(orgId)?.tables ?? [], timeZone, day, period)
}
