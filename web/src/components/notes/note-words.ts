import type { HeldNote } from '../../live/notes/note-shelf.ts'
import { timeOf } from '../../lib/time.ts'

const pad = (value: number) => String(value).padStart(2, '0')

/** `12:05` on the lesson's clock; the wall clock before it was live, and for a note the server has not timed yet. */
export function noteTime({ lessonMs, begunAt }: Pick<HeldNote, 'lessonMs' | 'begunAt'>): string {
  if (lessonMs === null || lessonMs < 0) return timeOf(begunAt)
  const seconds = Math.floor(lessonMs / 1000)
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`
}
