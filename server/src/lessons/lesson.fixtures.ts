import type { LessonPlan, LessonState } from '@tongke/contract'
import { emptyLesson } from '@tongke/contract'
import { NO_BOARD_FACTS } from './board/board-facts.ts'
import type { LessonActor, LessonFacts } from './lesson-command.rules.ts'
import { LESSON_POLICY_DEFAULTS } from './lesson-policy.rules.ts'
import { AGREED } from './recording/recording-agreement.ts'

/** Makers for the specs of this folder. */
export const uuid = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

export const T = Date.UTC(2026, 2, 2, 1, 10)
export const MINUTE = 60_000

export const planOf = (legs = 2): LessonPlan => ({
  title: '荷花',
  type: 'delivery',
  subject: 'chinese',
  grade: 3,
  plannedStart: T,
  plannedMinutes: 40,
  lecturer: { id: uuid(1), name: '王老师', orgName: '第一小学' },
  lectureClass: { id: uuid(2), name: '三(1)班', orgName: '第一小学' },
  legs: Array.from({ length: legs }, (_, i) => ({
    id: uuid(100 + i),
    classId: uuid(200 + i),
    className: '三年级',
    orgId: uuid(300 + i),
    orgName: `村小${i + 1}`,
    assistantId: uuid(400 + i),
    assistantName: `助教${i + 1}`,
    headcount: 6,
  })),
})

export const LEG = uuid(100)
export const OTHER_LEG = uuid(101)

export const stateOf = (change: Partial<LessonState> = {}): LessonState => ({
  ...emptyLesson(uuid(9), planOf()),
  revision: 1,
  ...change,
})

/** A state with one leg online beside its assistant. */
export const withOnlineLeg = (state: LessonState, legId = LEG): LessonState => {
  const leg = state.legs[legId]
  if (!leg) return state
  return {
    ...state,
    legs: { ...state.legs, [legId]: { ...leg, status: 'ONLINE', mode: 'full', assistantPresent: true } },
  }
}

export const factsOf = (change: Partial<LessonFacts> = {}): LessonFacts => ({
  policy: LESSON_POLICY_DEFAULTS,
  legsWithDevice: new Set([LEG, OTHER_LEG]),
  board: NO_BOARD_FACTS,
  lecturerCheck: null,
  legChecks: {},
  commandId: uuid(7000),
  quietSince: null,
  recording: AGREED,
  ...change,
})

export const LECTURER: LessonActor = { part: 'lecturer', personId: uuid(1), name: '王老师' }
export const ASSISTANT: LessonActor = { part: 'assistant', personId: uuid(400), legId: LEG, name: '助教1' }
export const ROOM: LessonActor = { part: 'room', deviceId: uuid(500), legId: LEG, name: '三年级教室' }
export const OBSERVER: LessonActor = {
  part: 'observer',
  personId: uuid(600),
  name: '督学',
  orgName: '教育局',
}
export const SCHEDULER: LessonActor = { part: 'scheduler', personId: uuid(700), name: '中心校' }
export const SYSTEM: LessonActor = { part: 'system' }
