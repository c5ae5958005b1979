import type { WeekSet } from '../weeks.rules.ts'
import type { Finding } from './finding.ts'
import type { SlotFacts } from './snapshot.ts'
import type { SlotTime, TimetableIndex } from './timetable-index.ts'

/** Weeks of the lecture in which the class has this period around it. */
const weeksInside = (lecture: readonly SlotTime[], leg: readonly SlotTime[]): WeekSet => {
  let inside = 0
  for (const one of lecture)
    for (const other of leg)
      if (other.start <= one.start && one.end <= other.end) inside |= one.weeks & other.weeks
  return inside
}

/** Weeks in which a listening class would have to be in two periods of its own bells at once, or in none. */
export const weeksOutside = (index: TimetableIndex, lecture: SlotFacts, leg: SlotFacts): WeekSet =>
  leg.weeks & lecture.weeks & ~weeksInside(index.timesOf(lecture), index.timesOf(leg))

/** V6: a synchronized lesson lies inside one period of every listening class, or that class rings bells of its own for it. */
export function v6InsideBells(index: TimetableIndex): Finding[] {
  return index.lectures.flatMap((lecture) =>
    index.legsOf(lecture).flatMap((leg) => {
      if (leg.weekday !== lecture.weekday || (lecture.weeks & ~leg.weeks) !== 0)
        return [index.finding('V6', 'leg_elsewhere', [leg, lecture], lecture.weeks & ~leg.weeks)]
      if (leg.ownBell) return sameBell(index, lecture, leg)
      const outside = weeksOutside(index, lecture, leg)
      return outside === 0 ? [] : [index.finding('V6', 'outside_bells', [leg, lecture], outside)]
    }),
  )
}

/** Own bells are those of the lesson. */
const sameBell = (index: TimetableIndex, lecture: SlotFacts, leg: SlotFacts): Finding[] => {
  const outside = lecture.weeks & ~weeksInside(index.timesOf(lecture), index.timesOf(leg))
  return outside === 0 ? [] : [index.finding('V6', 'own_bell_differs', [leg, lecture], outside)]
}

/** V13: the first lesson of a day is not before 8:20 in grades 1–6, 8:00 in grades 7–9. */
export function v13FirstLesson(index: TimetableIndex): Finding[] {
  const { policy } = index.snapshot
  const findings: Finding[] = []
  for (const slots of index.byClass.values()) {
    const [any] = slots
    if (!any) continue
    const earliest = index.classOf(any).grades.some((grade) => grade <= 6)
      ? policy.firstLessonPrimary
      : policy.firstLessonJunior
    const early = slots.filter((slot) => index.timesOf(slot).some(({ start }) => start < earliest))
    const times = early.flatMap((slot) => index.timesOf(slot).filter(({ start }) => start < earliest))
    if (early.length === 0) continue
    const numbers = { start: Math.min(...times.map(({ start }) => start)), earliest, count: early.length }
    const weeks = times.reduce((set, time) => set | time.weeks, 0)
    // Named by the class: a school whose bells are too early has every one of its days wrong.
    findings.push(
      index.classFinding('V13', 'too_early', index.classOf(any), weeks, { numbers, slots: early }),
    )
  }
  return findings
}

/** V15: every week of a slot has bells of that season, and they have its period. */
export function v15SeasonBells(index: TimetableIndex): Finding[] {
  const findings: Finding[] = []
  const missing = new Map<string, WeekSet>()
  for (const slot of index.slots.values()) {
    if (slot.ownBell) continue
    const school = index.schoolOf(slot)
    const rung = school.bells.reduce((set, { weeks }) => set | weeks, 0)
    if ((slot.weeks & ~rung) !== 0)
      missing.set(school.id, (missing.get(school.id) ?? 0) | (slot.weeks & ~rung))
    const timed = index.timesOf(slot).reduce((set, { weeks }) => set | weeks, 0)
    const without = slot.weeks & rung & ~timed
    if (without !== 0) findings.push(index.finding('V15', 'period_not_rung', [slot], without))
  }
  for (const [schoolId, weeks] of missing)
    findings.push(
      index.finding('V15', 'no_bells', [], weeks, { orgId: schoolId, who: index.school(schoolId).name }),
    )
  return findings
}
