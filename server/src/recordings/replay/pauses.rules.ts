import type { LessonEvent } from '@tongke/contract'
import type { Span } from './timeline.rules.ts'

/** When the recording was paused, by the lesson's log; a pause that nobody ended lasts to the end. */
export function pausesOf(events: readonly LessonEvent[], end: number): Span[] {
  const pauses: Span[] = []
  let from: number | null = null
  for (const { at, body } of events) {
    const kind: string = body.kind
    if (kind === 'recording_paused') from ??= at
    if (kind !== 'recording_resumed' || from === null) continue
    pauses.push({ from, to: at })
    from = null
  }
  return from === null ? pauses : [...pauses, { from, to: Math.max(from, end) }]
}
