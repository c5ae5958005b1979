import { applyLessonEvent, type LessonEvent, type LessonState } from '@tongke/contract'

export interface Advance {
  state: LessonState
  /** Something is missing before the first event that could not be applied: ask for it. */
  hasGap: boolean
}

/** Applies events in order. What is already known is skipped; after a hole nothing is applied. */
export function advance(state: LessonState, events: readonly LessonEvent[]): Advance {
  let next = state
  for (const event of events) {
    if (event.revision > next.revision + 1) return { state: next, hasGap: true }
    next = applyLessonEvent(next, event)
  }
  return { state: next, hasGap: false }
}

/** The state after a join: a snapshot replaces, events continue. Null when the answer does not fit what we have. */
export function afterJoin(
  known: LessonState | null,
  answer: { snapshot?: LessonState | undefined; events?: LessonEvent[] | undefined },
): LessonState | null {
  const base = answer.snapshot ?? known
  if (!base) return null
  const { state, hasGap } = advance(base, answer.events ?? [])
  return hasGap ? null : state
}
