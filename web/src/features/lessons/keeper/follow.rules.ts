import type { RoomLesson } from '@tongke/contract'
import { isAhead, isOpen } from '../../../lib/lesson-day.ts'

type Followed = Pick<RoomLesson, 'id' | 'status' | 'role' | 'plannedStart' | 'enterFrom' | 'enterUntil'>

/** Somebody in the room left a lesson on purpose: it is not entered again before this moment of the server's clock. */
export interface HeldBack {
  readonly lessonId: string
  readonly until: number
}

/** Should the room be in this lesson at server time `now`? From T–15 until the room is closed. */
export const isDue = (lesson: Followed, now: number): boolean =>
  lesson.role === 'listen' &&
  (isOpen(lesson.status) || isAhead(lesson.status)) &&
  now >= lesson.enterFrom &&
  now < lesson.enterUntil

/** The lesson the room goes into by itself now: what is open goes before what is only planned, the earlier first. */
export function dueLesson<L extends Followed>(
  lessons: readonly L[],
  now: number,
  heldBack: HeldBack | null = null,
): L | undefined {
  const due = lessons
    .filter((lesson) => isDue(lesson, now))
    .filter((lesson) => lesson.id !== heldBack?.lessonId || now >= heldBack.until)
  const inOrder = [...due].sort((a, b) => a.plannedStart - b.plannedStart)
  return inOrder.find((lesson) => isOpen(lesson.status)) ?? inOrder[0]
}

/** A lesson that is over or called off needs its screen no longer: how long its last words stay, ms. */
export const LAST_WORDS_MS = { ended: 60_000, off: 20_000 } as const

export const lastWordsMs = (status: RoomLesson['status']): number | null => {
  if (isAhead(status) || isOpen(status)) return null
  return status === 'ENDED' || status === 'SETTLED' ? LAST_WORDS_MS.ended : LAST_WORDS_MS.off
}

/** What the screen of the day turns around: the lesson that is open, else the next one that is not over. */
export const currentLesson = <L extends Followed>(lessons: readonly L[], now: number): L | undefined =>
  lessons.find((lesson) => isOpen(lesson.status)) ??
  lessons.find((lesson) => isAhead(lesson.status) && now < lesson.enterUntil)
