import type { PeriodSubject, Subject } from '@tongke/contract'
import { standardHours } from '../schedule/course-plan/standard-plan.ts'

export interface DemoTeacher {
  readonly id: string
  readonly subjects: readonly string[]
}

export interface DemoClass {
  readonly id: string
  readonly grades: readonly number[]
}

/** A lesson that has its place already: it is synchronized. */
export interface FixedSlot {
  readonly classId: string
  readonly weekday: number
  readonly period: number
  readonly subject: Subject
  readonly grades: readonly number[] | null
  readonly teacherId: string | null
}

export interface DemoSlot {
  readonly classId: string
  readonly weekday: number
  readonly period: number
  readonly subject: PeriodSubject
  readonly grades: readonly number[] | null
  readonly quiet: { readonly subject: PeriodSubject; readonly task: string } | null
  readonly teacherId: string | null
  /** It is one of the fixed ones. */
  readonly fixed: boolean
}

/** What one period of a class holds: a subject, and in a multigrade class another one for the other grades. */
interface Hour {
  readonly subject: PeriodSubject
  readonly grades: readonly number[] | null
  readonly quiet: PeriodSubject | null
}

const DAYS = 5
const PERIODS = 6
const INTEGRATED: readonly PeriodSubject[] = ['labour', 'practice', 'class_meeting', 'local', 'school_based']
const ARTS: readonly PeriodSubject[] = ['music', 'fine_art', 'music', 'fine_art']

/** The weekly periods of a grade by the standard plan: 26 or 30 subjects, calligraphy taken from Chinese in grades 3–6. */
export function weeklySubjects(grade: number): PeriodSubject[] {
  return standardHours()
    .filter((one) => one.grade === grade)
    .flatMap(({ area, odd }): PeriodSubject[] => {
      if (area === 'arts') return ARTS.slice(0, odd)
      if (area === 'integrated') return INTEGRATED.slice(0, odd)
      const subject = (area === 'foreign' ? 'english' : area) as PeriodSubject
      const hours = Array.from({ length: odd }, () => subject)
      return area === 'chinese' && grade >= 3 && grade <= 6 ? ['calligraphy', ...hours.slice(1)] : hours
    })
}

/** Grades of a class by the same weekly subjects; the demo's classes have at most two kinds. */
function kindsOf(grades: readonly number[]): readonly (readonly number[])[] {
  const kinds = Map.groupBy(grades, (grade) => weeklySubjects(grade).join(' '))
  return [...kinds.values()]
}

/** What grades have together first, then what they have beside each other. */
export function hoursOf(grades: readonly number[]): Hour[] {
  const [lower = [], upper] = kindsOf(grades)
  const low = weeklySubjects(lower[0] ?? 1)
  if (!upper) return low.map((subject) => ({ subject, grades: null, quiet: null }))
  const rest = weeklySubjects(upper[0] ?? 1)
  const together: Hour[] = []
  const alone: PeriodSubject[] = []
  for (const subject of low) {
    const at = rest.indexOf(subject)
    if (at < 0) alone.push(subject)
    else {
      rest.splice(at, 1)
      together.push({ subject, grades: null, quiet: null })
    }
  }
  // English is the lesson that is listened to: beside it stands something quiet.
  const quietFirst = alone.toSorted((a, b) => Number(isLoud(a)) - Number(isLoud(b)))
  const beside = rest
    .toSorted((a, b) => Number(b === 'english') - Number(a === 'english'))
    .map((subject): Hour => ({ subject, grades: upper, quiet: quietFirst.shift() ?? null }))
  return [...together, ...beside, ...quietFirst.map((subject) => ({ subject, grades: lower, quiet: null }))]
}

const isLoud = (subject: PeriodSubject): boolean => subject === 'pe' || subject === 'music'

interface Place {
  readonly weekday: number
  readonly period: number
}

/** Day by day, so that a subject comes on several days; the last periods of a week stay free in the lower grades. */
const places = (): Place[] =>
  Array.from({ length: DAYS * PERIODS }, (_, at) => ({
    weekday: 1 + (at % DAYS),
    period: 1 + Math.floor(at / DAYS),
  }))

const QUIET_TASKS: readonly string[] = ['抄写本课生字', '完成练习册', '自读课文并画出好词', '口算练习']

/**
 * A full week for every class of a school in which nobody is in two places.
 * @param fixed synchronized lessons; their subject is taken from the class's weekly hours
 */
export function demoWeek(
  classes: readonly DemoClass[],
  teachers: readonly DemoTeacher[],
  fixed: readonly FixedSlot[],
): DemoSlot[] {
  const busy = new Set(fixed.map((one) => keyOf(one.teacherId, one)))
  const slots: DemoSlot[] = []
  classes.forEach((aClass, at) => {
    const own = fixed.filter(({ classId }) => classId === aClass.id)
    const hours = hoursOf(aClass.grades)
    own.forEach((one, nth) => {
      const hour = takeHour(hours, one)
      const quiet = hour?.quiet ?? null
      slots.push({
        ...one,
        // What all grades of a class have together, all of them listen to.
        grades: hour?.grades ?? null,
        fixed: true,
        quiet: quiet ? { subject: quiet, task: QUIET_TASKS[nth % QUIET_TASKS.length] ?? '' } : null,
      })
    })
    const free = places().filter(
      (place) => !own.some((one) => one.weekday === place.weekday && one.period === place.period),
    )
    const ordered = spread(hours, at)
    ordered.forEach((hour, nth) => {
      const place = free[nth]
      if (!place) return
      const teacherId = teacherFor(hour.subject, place, { teachers, busy, homeroom: at })
      if (teacherId) busy.add(keyOf(teacherId, place))
      const quiet = hour.quiet
        ? { subject: hour.quiet, task: QUIET_TASKS[nth % QUIET_TASKS.length] ?? '' }
        : null
      slots.push({
        ...place,
        classId: aClass.id,
        subject: hour.subject,
        grades: hour.grades,
        quiet,
        teacherId,
        fixed: false,
      })
    })
  })
  return slots
}

const keyOf = (teacherId: string | null, { weekday, period }: Place): string =>
  `${teacherId} ${weekday} ${period}`

/** Takes the hour that a fixed slot is out of what is still to be placed. */
function takeHour(hours: Hour[], { subject, grades }: FixedSlot): Hour | undefined {
  const fits = hours.findIndex(
    (hour) => hour.subject === subject && (grades === null || hour.grades !== null),
  )
  const at = fits >= 0 ? fits : hours.findIndex((hour) => hour.subject === subject)
  return at >= 0 ? hours.splice(at, 1)[0] : undefined
}

/** Subjects alternate instead of coming in a row, and each class begins with another one. Those of one group of grades last. */
function spread(hours: readonly Hour[], turn: number): Hour[] {
  const common = hours.filter(({ grades, quiet }) => grades === null || quiet !== null)
  const single = hours.filter((hour) => !common.includes(hour))
  const kinds = [...Map.groupBy(common, ({ subject }) => subject).values()].toSorted(
    (a, b) => b.length - a.length,
  )
  const total = common.length
  const marked = kinds.flatMap((kind, rank) =>
    kind.map((hour, nth) => ({
      hour,
      at: ((nth + 0.5) / kind.length) * total + ((rank + turn * 3) % 7) / 10,
    })),
  )
  return [...marked.toSorted((a, b) => a.at - b.at).map(({ hour }) => hour), ...single]
}

interface Staff {
  readonly teachers: readonly DemoTeacher[]
  readonly busy: ReadonlySet<string>
  readonly homeroom: number
}

/** Who teaches the subject, else the class's own teacher, else whoever is free. */
function teacherFor(
  subject: PeriodSubject,
  place: Place,
  { teachers, busy, homeroom }: Staff,
): string | null {
  const isFree = ({ id }: DemoTeacher) => !busy.has(keyOf(id, place))
  const own = teachers[homeroom % teachers.length]
  const wanted = subject === 'calligraphy' ? 'chinese' : subject
  const trained = teachers.filter(({ subjects }) => subjects.includes(wanted))
  return (trained.find(isFree) ?? (own && isFree(own) ? own : teachers.find(isFree)))?.id ?? null
}
