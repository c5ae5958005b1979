import type { TimetableNumbers } from '../timetable-policy.rules.ts'
import type { Closing } from '../open-days.rules.ts'
import type { WeekSet } from '../weeks.rules.ts'

/** Minutes after midnight, end excluded. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What the class does then: taught here, gives or gets a synchronized lesson, watches a recording. */
export type SlotMode = 'local' | 'sync-lecture' | 'sync-listen' | 'recorded'

export interface SlotFacts {
  readonly id: string
  readonly classId: string
  readonly weeks: WeekSet
  /** Its weeks were named one by one, so that a wrong one among them was meant. */
  readonly namesWeeks: boolean
  /** 1 is Monday. */
  readonly weekday: number
  readonly period: number
  readonly subject: string
  /** Of a class of several grades: those who have this lesson; null is all of them. */
  readonly grades: readonly number[] | null
  /** What the other grades do meanwhile. */
  readonly quiet: { readonly subject: string; readonly task: string } | null
  /** Teacher; lecturer of a `sync-lecture`, assistant of a `sync-listen`. */
  readonly teacherId: string | null
  readonly room: string | null
  readonly deviceId: string | null
  readonly mode: SlotMode
  /** Times of its own, whatever the bells say. */
  readonly ownBell: Span | null
  /** Of a `sync-listen`: the slot it listens to. */
  readonly lectureSlotId: string | null
  /** Of a `sync-listen`: the lesson was adapted to another grade or subject; another edition was compared with care. */
  readonly adapted: boolean
  readonly editionMapped: boolean
  /** Why soft rules are broken here, by rule. */
  readonly reasons: Readonly<Record<string, string>>
}

export interface ClassFacts {
  readonly id: string
  readonly name: string
  readonly schoolId: string
  readonly grades: readonly number[]
}

/** A school's bells in force in some weeks (summer, winter); by period. */
export interface BellFacts {
  readonly season: string
  readonly weeks: WeekSet
  readonly periods: ReadonlyMap<number, Span>
  /** Those of them that are care after school: no place for a lesson. */
  readonly care?: readonly number[]
}

export interface SchoolFacts {
  readonly id: string
  readonly name: string
  readonly bells: readonly BellFacts[]
}

/** Weekly periods that a grade has of subjects which count together. */
export interface PlanItem {
  readonly key: string
  readonly subjects: readonly string[]
  readonly odd: number
  readonly even: number
}

export interface CalendarFacts {
  /** Weeks in which new things are taught; the total and the plan are checked in these. */
  readonly teaching: WeekSet
  /** Weeks that are examination and holiday from Monday to Friday. */
  readonly closed: WeekSet
  /** Places of the timetable on whose dates no synchronized lesson is held. */
  readonly closedDays: readonly {
    readonly week: number
    readonly weekday: number
    readonly why: Closing
  }[]
}

/** Everything the rules look at: a county's timetable of a term, or as much of it as a change touches. */
export interface TimetableSnapshot {
  readonly policy: TimetableNumbers
  readonly calendar: CalendarFacts
  readonly schools: readonly SchoolFacts[]
  readonly classes: readonly ClassFacts[]
  readonly slots: readonly SlotFacts[]
  readonly teacherNames: ReadonlyMap<string, string>
  /** Course plan in force, by `planKey`; a grade without one is not checked. */
  readonly plans: ReadonlyMap<string, readonly PlanItem[]>
  /** Edition of the textbook, by `editionKey`. */
  readonly editions: ReadonlyMap<string, string>
  /** Synchronized lessons a week that an agreement lets a lecturer give. */
  readonly agreedLoads: ReadonlyMap<string, number>
}

export const editionKey = (schoolId: string, grade: number, subject: string): string =>
  `${schoolId} ${grade} ${subject}`

export const planKey = (schoolId: string, grade: number): string => `${schoolId} ${grade}`

export const AFTER_SCHOOL = 'after_school'
