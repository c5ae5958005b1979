import type { LessonEvent } from '@tongke/contract'

export const LESSON_CHANGED = 'lesson.changed'

/** What replicas tell each other about a commit. The events ride along when they are small enough for a notice. */
export interface LessonNotice {
  lessonId: string
  last: number
  events: LessonEvent[] | null
}

const ROOM_FOR_EVENTS = 6_000

export function noticeOf(lessonId: string, events: readonly LessonEvent[]): LessonNotice {
  const last = events.at(-1)?.revision ?? 0
  const fits = Buffer.byteLength(JSON.stringify(events)) < ROOM_FOR_EVENTS
  return { lessonId, last, events: fits ? [...events] : null }
}
