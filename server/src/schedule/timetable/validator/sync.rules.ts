import { hasWeek, setOf, weeksIn, type WeekSet } from '../weeks.rules.ts'
import { screenCap } from '../timetable-policy.rules.ts'
import type { Closing } from '../open-days.rules.ts'
import type { Finding } from './finding.ts'
import { editionKey, type SlotFacts } from './snapshot.ts'
import type { TimetableIndex } from './timetable-index.ts'

const eachLeg = (
  index: TimetableIndex,
  judge: (lecture: SlotFacts, leg: SlotFacts) => Finding[],
): Finding[] =>
  index.lectures.flatMap((lecture) => index.legsOf(lecture).flatMap((leg) => judge(lecture, leg)))

/** V7: lecturer's and listening class's subject and grade are the same, or the lesson was adapted for that class. */
export const v7SameGradeAndSubject = (index: TimetableIndex): Finding[] =>
  eachLeg(index, (lecture, leg) => {
    if (leg.adapted) return []
    const common = index.gradesOf(lecture).filter((grade) => index.gradesOf(leg).includes(grade))
    const others = index.gradesOf(leg).some((grade) => !common.includes(grade))
    return [
      ...(lecture.subject === leg.subject ? [] : [index.finding('V7', 'subject_differs', [leg, lecture], 0)]),
      ...(common.length > 0 && !others ? [] : [index.finding('V7', 'grade_differs', [leg, lecture], 0)]),
    ]
  })

/** V8: both schools use the same edition of the textbook, or the difference was mapped. */
export const v8SameEdition = (index: TimetableIndex): Finding[] =>
  eachLeg(index, (lecture, leg) => {
    if (leg.editionMapped) return []
    const { editions } = index.snapshot
    const of = (slot: SlotFacts, grade: number) =>
      editions.get(editionKey(index.classOf(slot).schoolId, grade, lecture.subject))
    const differs = index
      .gradesOf(lecture)
      .filter((grade) => index.gradesOf(leg).includes(grade))
      .some((grade) => {
        const [here, there] = [of(lecture, grade), of(leg, grade)]
        return here !== undefined && there !== undefined && here !== there
      })
    return differs
      ? [index.finding('V8', 'edition_differs', [leg, lecture], 0, { subject: lecture.subject })]
      : []
  })

/** V9: no more listening classes than a room carries, and at least one. */
export function v9LegCap(index: TimetableIndex): Finding[] {
  const due = index.snapshot.policy.legsMost
  return index.lectures.flatMap((lecture) => {
    const count = index.legsOf(lecture).length
    if (count > due) return [index.finding('V9', 'too_many_legs', [lecture], 0, { numbers: { count, due } })]
    return count === 0 ? [index.finding('V9', 'no_leg', [lecture], 0, { numbers: { count, due } })] : []
  })
}

const SCREEN_MODES: readonly SlotFacts['mode'][] = ['sync-listen', 'recorded']

/** V10: a class sits no more than its share of the weekly periods before a screen; near that it is hinted. */
export function v10ScreenCap(index: TimetableIndex): Finding[] {
  const { policy } = index.snapshot
  return index.snapshot.classes.flatMap((aClass) => {
    const screens = (index.byClass.get(aClass.id) ?? []).filter(({ mode }) => SCREEN_MODES.includes(mode))
    if (screens.length === 0) return []
    const due = screenCap(policy, aClass.grades)
    const warn = (due * policy.screenWarnPercent) / 100
    const all = screens.reduce((set, { weeks }) => set | weeks, 0)
    const counts = weeksIn(all).map((week) => ({
      week,
      count: screens.filter((s) => hasWeek(s.weeks, week)).length,
    }))
    const count = Math.max(...counts.map((one) => one.count))
    if (count < warn) return []
    const weeks = setOf(counts.filter((one) => one.count === count).map(({ week }) => week))
    const about = { numbers: { count, due }, slots: screens }
    if (count > due) return [index.classFinding('V10', 'screen_over', aClass, weeks, about)]
    return [index.classFinding('V10', 'screen_near', aClass, weeks, { ...about, severity: 'hint' })]
  })
}

/** V11: synchronized lessons are neither on the first days of the term nor in examinations and holidays. */
export function v11ClosedDays(index: TimetableIndex): Finding[] {
  const { closed, closedDays } = index.snapshot.calendar
  return (
    index.lectures
      // A pattern leaves such weeks out by itself; a week that was named was meant.
      .filter((slot) => slot.namesWeeks)
      .flatMap((slot) => {
        const onDay = (why: Closing) =>
          slot.weeks &
          setOf(
            closedDays
              .filter((day) => day.weekday === slot.weekday && day.why === why)
              .map(({ week }) => week),
          )
        return (
          [
            ['closed_week', slot.weeks & closed],
            ['first_days', onDay('first_days') & ~closed],
            ['holiday', onDay('holiday') & ~closed],
            ['exam', onDay('exam') & ~closed],
          ] as const
        ).flatMap(([code, weeks]) => (weeks === 0 ? [] : [index.finding('V11', code, [slot], weeks)]))
      })
  )
}

const LOUD = ['pe', 'music']

/** V12: while some grades of a class listen, the others have a quiet task, neither sport nor music. */
export function v12QuietTask(index: TimetableIndex): Finding[] {
  return [...index.slots.values()]
    .filter((slot) => slot.mode === 'sync-listen' && slot.grades !== null)
    .flatMap((slot) => {
      const others = index.classOf(slot).grades.filter((grade) => !slot.grades?.includes(grade))
      if (others.length === 0) return []
      if (!slot.quiet || slot.quiet.task === '') return [index.finding('V12', 'no_quiet_task', [slot], 0)]
      return LOUD.includes(slot.quiet.subject)
        ? [index.finding('V12', 'loud_task', [slot], 0, { subject: slot.quiet.subject })]
        : []
    })
}

/** V14: a lecturer gives no more synchronized lessons a week than the agreement says, or the county where it says nothing. */
export function v14LecturerLoad(index: TimetableIndex): Finding[] {
  const { agreedLoads, policy } = index.snapshot
  const lectures = [...index.byTeacher].map(
    ([teacherId, slots]) => [teacherId, slots.filter(({ mode }) => mode === 'sync-lecture')] as const,
  )
  return lectures.flatMap(([teacherId, slots]) => {
    const due = agreedLoads.get(teacherId) ?? policy.lecturerLoad
    if (slots.length <= due) return []
    const all = weeksIn(slots.reduce((set, { weeks }) => set | weeks, 0))
    const counts = all.map((week) => ({
      week,
      count: slots.filter((slot) => hasWeek(slot.weeks, week)).length,
    }))
    const over = counts.filter(({ count }) => count > due)
    if (over.length === 0) return []
    const numbers = { count: Math.max(...over.map(({ count }) => count)), due }
    const weeks = setOf(over.map(({ week }) => week))
    return [index.finding('V14', 'load_over', slots, weeks, { who: index.nameOf(teacherId), numbers })]
  })
}

interface Edge {
  readonly at: number
  readonly step: 1 | -1
  readonly slot: SlotFacts
}

/** Starts and ends of the lectures of one day of one week, ends first: a room that closes makes way for the next. */
function edgesOf(index: TimetableIndex, lectures: readonly SlotFacts[], week: number): Edge[] {
  return lectures
    .flatMap((slot) =>
      index
        .timesOf(slot)
        .filter(({ weeks }) => hasWeek(weeks, week))
        .flatMap(({ start, end }): Edge[] => [
          { at: start, step: 1, slot },
          { at: end, step: -1, slot },
        ]),
    )
    .toSorted((a, b) => a.at - b.at || a.step - b.step)
}

interface Peak {
  readonly count: number
  readonly slots: readonly SlotFacts[]
}

function peakOf(edges: readonly Edge[]): Peak {
  const open = new Set<SlotFacts>()
  let peak: Peak = { count: 0, slots: [] }
  for (const { step, slot } of edges) {
    if (step === 1) open.add(slot)
    else open.delete(slot)
    if (open.size > peak.count) peak = { count: open.size, slots: [...open] }
  }
  return peak
}

/** V16: never more lessons at once than the media nodes carry. One finding a weekday, with its worst moment. */
export function v16Concurrency(index: TimetableIndex): Finding[] {
  const { policy } = index.snapshot
  if (index.lectures.length <= policy.roomsAtOnce) return []
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => {
    const lectures = index.lectures.filter((slot) => slot.weekday === weekday)
    if (lectures.length <= policy.roomsAtOnce) return []
    const all: WeekSet = lectures.reduce((set, { weeks }) => set | weeks, 0)
    const peaks = weeksIn(all)
      .map((week) => ({ week, ...peakOf(edgesOf(index, lectures, week)) }))
      .filter(({ count }) => count > policy.roomsAtOnce)
    const worst = peaks.toSorted((a, b) => b.count - a.count)[0]
    if (!worst) return []
    const numbers = { count: worst.count, due: policy.roomsAtOnce, weekday }
    const weeks = setOf(peaks.map(({ week }) => week))
    return [
      index.finding('V16', 'rooms_over', worst.slots, weeks, {
        who: '',
        numbers,
        orgId: null,
        classId: null,
      }),
    ]
  })
}
