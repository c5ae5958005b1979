import type { LessonStatus, LessonSummary } from '@tongke/contract'

/** The room opens 15 minutes before the planned time (domain 4.4). */
export const ROOM_OPENS_BEFORE_MS = 15 * 60_000
/** A line check allows a lesson that is prepared within half an hour of it (domain 4.4). */
export const CHECK_HOLDS_MS = 30 * 60_000

const OPEN: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']
const AHEAD: readonly LessonStatus[] = ['SCHEDULED', 'PREPARED', 'CHECKED']

export const isOpen = (status: LessonStatus): boolean => OPEN.includes(status)
export const isAhead = (status: LessonStatus): boolean => AHEAD.includes(status)
export const isOver = (status: LessonStatus): boolean => !isOpen(status) && !isAhead(status)

export const plannedEnd = (lesson: Pick<LessonSummary, 'plannedStart' | 'plannedMinutes'>): number =>
  lesson.plannedStart + lesson.plannedMinutes * 60_000

type Timed = Pick<LessonSummary, 'status' | 'plannedStart' | 'plannedMinutes'>

/** The lesson to act on: the one that is open, else the first that is still ahead. Input in order of planned time. */
export const nextLesson = <L extends Timed>(lessons: readonly L[]): L | undefined =>
  lessons.find((lesson) => isOpen(lesson.status)) ?? lessons.find((lesson) => isAhead(lesson.status))

/** May one go to the room now? Not a permission: only what the page offers. */
export const mayEnter = (lesson: Timed, now: number): boolean =>
  isOpen(lesson.status) || (isAhead(lesson.status) && now >= lesson.plannedStart - ROOM_OPENS_BEFORE_MS)

/** What the big button of a lesson does for someone with this part. Null: nothing to do now. */
export type LessonAction = 'enterRoom' | 'openRoom' | 'teach' | 'assist' | 'observe'
export function actionFor(lesson: Timed & Pick<LessonSummary, 'me'>, now: number): LessonAction | null {
  if (!lesson.me || !mayEnter(lesson, now)) return null
  switch (lesson.me.part) {
    case 'lecturer':
      return isOpen(lesson.status) ? 'teach' : 'openRoom'
    case 'assistant':
      return 'assist'
    case 'room':
      return 'enterRoom'
    case 'observer':
      return isOpen(lesson.status) ? 'observe' : null
    case 'member':
      return null
  }
}
