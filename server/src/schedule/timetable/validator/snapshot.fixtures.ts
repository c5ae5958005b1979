import { PLAN_POLICY_DEFAULTS } from '../../course-plan/plan-policy.rules.ts'
import { firstWeeks } from '../weeks.rules.ts'
import { TIMETABLE_POLICY_DEFAULTS } from '../timetable-policy.rules.ts'
import type { ClassFacts, SchoolFacts, SlotFacts, TimetableSnapshot } from './snapshot.ts'

export const TERM = firstWeeks(18)

/** Periods of 40 minutes from 8:30, ten minutes between them; the fifth is at 14:00. */
const START = [510, 560, 610, 660, 840, 890, 940]
export const PERIODS = new Map(START.map((start, index) => [index + 1, { start, end: start + 40 }]))

export const school = (id: string, more: Partial<SchoolFacts> = {}): SchoolFacts => ({
  id,
  name: id,
  bells: [{ season: 'summer', weeks: TERM, periods: PERIODS }],
  ...more,
})

export const aClass = (id: string, schoolId: string, grades: readonly number[] = [3]): ClassFacts => ({
  id,
  name: id,
  schoolId,
  grades,
})

let serial = 0

/** A local lesson on Monday, period 1, all weeks. */
export const slot = (more: Partial<SlotFacts> = {}): SlotFacts => ({
  id: `slot-${(serial += 1)}`,
  classId: 'city-3',
  weeks: TERM,
  namesWeeks: false,
  weekday: 1,
  period: 1,
  subject: 'chinese',
  grades: null,
  quiet: null,
  teacherId: null,
  room: null,
  deviceId: null,
  mode: 'local',
  ownBell: null,
  lectureSlotId: null,
  adapted: false,
  editionMapped: false,
  reasons: {},
  ...more,
})

/** A school in town with class `city-3`, a village school with `village-3`, a point with `point-13` of grades 1 and 3. */
export const snapshot = (
  slots: readonly SlotFacts[],
  more: Partial<TimetableSnapshot> = {},
): TimetableSnapshot => ({
  policy: { ...TIMETABLE_POLICY_DEFAULTS, ...PLAN_POLICY_DEFAULTS },
  calendar: { teaching: TERM, closed: 0, closedDays: [] },
  schools: [school('city'), school('village'), school('point')],
  classes: [aClass('city-3', 'city'), aClass('village-3', 'village'), aClass('point-13', 'point', [1, 3])],
  slots,
  teacherNames: new Map([
    ['lin', '林晓雯'],
    ['shi', '石小满'],
  ]),
  plans: new Map(),
  editions: new Map(),
  agreedLoads: new Map(),
  ...more,
})

/** A lecture of `city-3` and the slot in which `village-3` listens to it. */
export function synced(
  lecture: Partial<SlotFacts> = {},
  leg: Partial<SlotFacts> = {},
): [SlotFacts, SlotFacts] {
  const giving = slot({ mode: 'sync-lecture', subject: 'english', teacherId: 'lin', ...lecture })
  const { weekday, period, weeks, subject } = giving
  const listening = slot({
    classId: 'village-3',
    mode: 'sync-listen',
    teacherId: 'shi',
    lectureSlotId: giving.id,
    weekday,
    period,
    weeks,
    subject,
    ...leg,
  })
  return [giving, listening]
}
