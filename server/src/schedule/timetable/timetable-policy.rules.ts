import { weeklyTotalOf, type PlanPolicy } from '../course-plan/plan-policy.rules.ts'

/**
 * Numbers the timetable is judged by (domain §4.5; §3.1 for the first lesson, §5.3 H1 for screens).
 * They are data: dated rows of `policy_rule` under `timetable.<key>` override these defaults, which are the seed of the table.
 */
export const TIMETABLE_POLICY_DEFAULTS = {
  /** Weekly periods each of labour, practice and class meeting that a class has at least. */
  practiceLeast: 1,
  /** Weekly periods of calligraphy inside Chinese, and the grades that have it. */
  calligraphyLeast: 1,
  calligraphyFromGrade: 3,
  calligraphyToGrade: 6,
  /** What a teacher needs from one school to another. */
  travelMinutes: 30,
  /** What it takes to carry a room device to another room and set it up there. */
  deviceMoveMinutes: 10,
  /** Listening classes of one lesson. */
  legsMost: 4,
  /** Share of the weekly periods that a class may sit before a screen, and from which share of that one is warned. */
  screenPercent: 30,
  screenWarnPercent: 80,
  /** School days at the beginning of a term without synchronized lessons. */
  quietFirstDays: 2,
  /** Earliest first lesson, minutes after midnight: primary 8:20, junior 8:00. */
  firstLessonPrimary: 500,
  firstLessonJunior: 480,
  /** Synchronized lessons a week that a lecturer gives at most where no agreement says otherwise. */
  lecturerLoad: 6,
  /** Rooms that the media nodes carry at once. */
  roomsAtOnce: 40,
  /** Lessons come into being so many days ahead of their slot. */
  generateDays: 14,
} as const

export type TimetablePolicyKey = keyof typeof TIMETABLE_POLICY_DEFAULTS
export type TimetablePolicy = { readonly [K in TimetablePolicyKey]: number }

export const TIMETABLE_POLICY_UNITS: Record<TimetablePolicyKey, string> = {
  practiceLeast: 'periods/week',
  calligraphyLeast: 'periods/week',
  calligraphyFromGrade: 'grade',
  calligraphyToGrade: 'grade',
  travelMinutes: 'min',
  deviceMoveMinutes: 'min',
  legsMost: 'classes',
  screenPercent: '%',
  screenWarnPercent: '%',
  quietFirstDays: 'd',
  firstLessonPrimary: 'min after midnight',
  firstLessonJunior: 'min after midnight',
  lecturerLoad: 'lessons/week',
  roomsAtOnce: 'rooms',
  generateDays: 'd',
}

/** The timetable's own numbers and those of the course plan. */
export type TimetableNumbers = TimetablePolicy & PlanPolicy

/** Most weekly periods of a class before a screen: the strictest of its grades. */
export const screenCap = (policy: TimetableNumbers, grades: readonly number[]): number =>
  Math.min(...grades.map((grade) => Math.floor((policy.screenPercent * weeklyTotalOf(grade, policy)) / 100)))
