import { Subject, type LessonInput, type PeriodSubject } from '@tongke/contract'
import type { TeachingDay } from '../../schedule/calendar/calendar.rules.ts'
import type { SlotRecord } from '../../schedule/timetable/slot-records.rules.ts'
import { closingOf } from '../../schedule/timetable/open-days.rules.ts'
import { hasWeek, weeksOfPattern } from '../../schedule/timetable/weeks.rules.ts'

export type RunningSlot = Pick<SlotRecord, 'weeks' | 'weekday'>

/**
 * V11: a synchronized lesson is held on the days its pattern names; a swap day follows the timetable of another day and week.
 * Not on the first days of the term, not in examinations, not on days off.
 */
export const runsOn = (
  slot: RunningSlot,
  day: TeachingDay,
  { termWeeks, quietFirstDays }: { readonly termWeeks: number; readonly quietFirstDays: number },
): boolean =>
  closingOf(day, quietFirstDays) === null &&
  day.weekday === slot.weekday &&
  hasWeek(weeksOfPattern(slot.weeks, termWeeks), day.week)

/** Calligraphy is a part of Chinese; what is no subject has no lesson between schools. */
export function subjectOf(subject: PeriodSubject): Subject | null {
  const parsed = Subject.safeParse(subject === 'calligraphy' ? 'chinese' : subject)
  return parsed.success ? parsed.data : null
}

export interface GeneratedSlot {
  readonly lecture: SlotRecord
  /** Those with an agreement. */
  readonly legs: readonly SlotRecord[]
  readonly grades: readonly number[]
  readonly title: string
}

/** The plan of a slot's lesson on a day; null when no lesson can have its subject. */
export function inputOf(
  { lecture, legs, grades, title }: GeneratedSlot,
  span: { readonly start: number; readonly end: number },
): LessonInput | null {
  const subject = subjectOf(lecture.subject)
  const [grade] = grades
  if (subject === null || grade === undefined) return null
  return {
    title,
    type: 'delivery',
    subject,
    grade,
    plannedStart: span.start,
    plannedMinutes: Math.round((span.end - span.start) / 60_000),
    lecturerId: lecture.teacherId,
    lectureClassId: lecture.classId,
    legs: legs.map(({ classId, teacherId }) => ({ classId, assistantId: teacherId })),
    nodeId: null,
  }
}
