import { v13FirstLesson, v15SeasonBells, v6InsideBells } from './bells.rules.ts'
import { keyOf, type Finding, type Rule } from './finding.ts'
import { v1WeeklyTotal, v2SubjectHours, v3Practice, v4Calligraphy } from './hours.rules.ts'
import { v5Overlap } from './occupancy.rules.ts'
import type { TimetableSnapshot } from './snapshot.ts'
import {
  v10ScreenCap,
  v11ClosedDays,
  v12QuietTask,
  v14LecturerLoad,
  v16Concurrency,
  v7SameGradeAndSubject,
  v8SameEdition,
  v9LegCap,
} from './sync.rules.ts'
import { TimetableIndex } from './timetable-index.ts'

/** The sixteen rules of domain §4.5. */
export const VALIDATORS: Readonly<Record<Rule, (index: TimetableIndex) => Finding[]>> = {
  V1: v1WeeklyTotal,
  V2: v2SubjectHours,
  V3: v3Practice,
  V4: v4Calligraphy,
  V5: v5Overlap,
  V6: v6InsideBells,
  V7: v7SameGradeAndSubject,
  V8: v8SameEdition,
  V9: v9LegCap,
  V10: v10ScreenCap,
  V11: v11ClosedDays,
  V12: v12QuietTask,
  V13: v13FirstLesson,
  V14: v14LecturerLoad,
  V15: v15SeasonBells,
  V16: v16Concurrency,
}

/** Everything that is wrong with a timetable, rule by rule. */
export function validate(snapshot: TimetableSnapshot): Finding[] {
  const index = new TimetableIndex(snapshot)
  return Object.values(VALIDATORS).flatMap((rule) => rule(index))
}

/** A week that is not full yet, or lacks hours, is one that is being filled: no change is refused for it. */
const UNFINISHED: readonly string[] = [
  'weekly_short',
  'hours_short',
  'hours_over',
  'practice_missing',
  'calligraphy_missing',
]

/**
 * What a change would break: findings that were not there before, and what is merely unfinished left out. Bells that were
 * too early or missing before are no fault of a change.
 */
export function brokenBy(before: TimetableSnapshot, after: TimetableSnapshot): Finding[] {
  const known = new Set(validate(before).map(keyOf))
  return validate(after).filter((one) => !known.has(keyOf(one)) && !UNFINISHED.includes(one.code))
}
