import { countOf, evenOf, hasWeek, oddOf, setOf, weeksIn, type WeekSet } from '../weeks.rules.ts'
import { weeklyTotalOf } from '../../course-plan/plan-policy.rules.ts'
import type { Finding } from './finding.ts'
import { AFTER_SCHOOL, planKey, type ClassFacts, type PlanItem, type SlotFacts } from './snapshot.ts'
import type { TimetableIndex } from './timetable-index.ts'

/** Weekly periods, half ones of odd and even weeks included; smaller differences are no difference. */
const TOLERANCE = 0.01
const round = (value: number) => Math.round(value * 100) / 100

/** How often a subject comes in a week, the mean of odd and even weeks: neither kind outweighs the other in a short term. */
function weeklyMean(slots: readonly SlotFacts[], teaching: WeekSet): number {
  const halves = [oddOf(teaching), evenOf(teaching)].filter((half) => half !== 0)
  const means = halves.map(
    (half) => slots.reduce((sum, slot) => sum + countOf(slot.weeks & half), 0) / countOf(half),
  )
  return means.length === 0 ? 0 : means.reduce((sum, mean) => sum + mean, 0) / means.length
}

const curricular = (index: TimetableIndex, aClass: ClassFacts): SlotFacts[] =>
  (index.byClass.get(aClass.id) ?? []).filter((slot) => slot.subject !== AFTER_SCHOOL)

const of = (index: TimetableIndex, slots: readonly SlotFacts[], grade: number, subjects: readonly string[]) =>
  slots.filter((slot) => subjects.includes(index.subjectFor(slot, grade) ?? ''))

/** A class without any slot has no timetable yet; that is said once, by V1. */
const scheduled = (index: TimetableIndex): ClassFacts[] =>
  index.snapshot.classes.filter((one) => index.byClass.has(one.id))

/** V1: 26, 30 or 34 periods in every teaching week, after-school care aside; each grade of a class by itself. */
export function v1WeeklyTotal(index: TimetableIndex): Finding[] {
  const { policy, calendar, classes } = index.snapshot
  return classes.flatMap((aClass) => {
    const slots = curricular(index, aClass)
    return aClass.grades.flatMap((grade) => {
      const due = weeklyTotalOf(grade, policy)
      const own = slots.filter((slot) => index.subjectFor(slot, grade) !== null)
      const counts = weeksIn(calendar.teaching).map((week) => ({
        week,
        count: own.filter((slot) => hasWeek(slot.weeks, week)).length,
      }))
      return (['weekly_over', 'weekly_short'] as const).flatMap((code) => {
        const wrong = counts.filter(({ count }) => (code === 'weekly_over' ? count > due : count < due))
        const worst = wrong
          .map(({ count }) => count)
          .toSorted((a, b) => Math.abs(b - due) - Math.abs(a - due))[0]
        if (worst === undefined) return []
        const numbers = { grade, due, count: worst }
        return [index.classFinding('V1', code, aClass, setOf(wrong.map(({ week }) => week)), { numbers })]
      })
    })
  })
}

const planned = ({ odd, even }: PlanItem): number => (odd + even) / 2

/** V2: every subject has the hours of the course plan, odd and even weeks averaged. */
export function v2SubjectHours(index: TimetableIndex): Finding[] {
  const { plans, calendar } = index.snapshot
  return scheduled(index).flatMap((aClass) => {
    const slots = curricular(index, aClass)
    return aClass.grades.flatMap((grade) =>
      (plans.get(planKey(aClass.schoolId, grade)) ?? []).flatMap((item) => {
        const due = planned(item)
        const count = round(weeklyMean(of(index, slots, grade, item.subjects), calendar.teaching))
        if (Math.abs(count - due) <= TOLERANCE) return []
        const code = count < due ? 'hours_short' : 'hours_over'
        return [
          index.classFinding('V2', code, aClass, 0, { subject: item.key, numbers: { grade, due, count } }),
        ]
      }),
    )
  })
}

const PRACTICE = ['labour', 'practice', 'class_meeting'] as const

/** V3: labour, comprehensive practice and class meeting at least once a week each. */
export function v3Practice(index: TimetableIndex): Finding[] {
  const { policy, calendar } = index.snapshot
  return scheduled(index).flatMap((aClass) => {
    const slots = curricular(index, aClass)
    return aClass.grades.flatMap((grade) =>
      PRACTICE.flatMap((subject) => {
        const count = round(weeklyMean(of(index, slots, grade, [subject]), calendar.teaching))
        if (count >= policy.practiceLeast - TOLERANCE) return []
        const numbers = { grade, due: policy.practiceLeast, count }
        return [index.classFinding('V3', 'practice_missing', aClass, 0, { subject, numbers })]
      }),
    )
  })
}

/** V4: calligraphy inside Chinese in grades 3 to 6. */
export function v4Calligraphy(index: TimetableIndex): Finding[] {
  const { policy, calendar } = index.snapshot
  return scheduled(index).flatMap((aClass) => {
    const slots = curricular(index, aClass)
    return aClass.grades
      .filter((grade) => grade >= policy.calligraphyFromGrade && grade <= policy.calligraphyToGrade)
      .flatMap((grade) => {
        const count = round(weeklyMean(of(index, slots, grade, ['calligraphy']), calendar.teaching))
        if (count >= policy.calligraphyLeast - TOLERANCE) return []
        const numbers = { grade, due: policy.calligraphyLeast, count }
        return [
          index.classFinding('V4', 'calligraphy_missing', aClass, 0, { subject: 'calligraphy', numbers }),
        ]
      })
  })
}
