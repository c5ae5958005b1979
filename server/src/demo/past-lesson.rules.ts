import {
  emptyLesson,
  Refusal,
  type Headcount,
  type LegMode,
  type LessonEvent,
  type LessonPlan,
  type LessonState,
} from '@tongke/contract'
import type { z } from 'zod'
import { NO_BOARD_FACTS, type BoardFacts } from '../lessons/board/board-facts.ts'
import type { AnyLessonCommand, LessonActor } from '../lessons/lesson-command.rules.ts'
import { decide, foresee } from '../lessons/lesson.rules.ts'
import { AGREED } from '../lessons/recording/recording-agreement.ts'
import { LESSON_POLICY_DEFAULTS } from '../lessons/lesson-policy.rules.ts'
import type { MediaFact } from '../lessons/media-connections.rules.ts'

const MINUTE = 60_000

/** One line of a lesson's story: so many minutes after its planned start, somebody does something. */
export interface Step {
  minute: number
  actor: LessonActor
  command: AnyLessonCommand
  /** Becomes the id of a hand or message the command makes. */
  id?: string
}

export interface Told {
  events: LessonEvent[]
  authors: LessonActor[]
  state: LessonState
}

/** Plays a story by the same rules as a real lesson. @throws Refusal when it could not have happened */
export function tell(
  lessonId: string,
  plan: LessonPlan,
  steps: readonly Step[],
  newId: () => string,
  board: Partial<BoardFacts> = {},
): Told {
  const events: LessonEvent[] = []
  const authors: LessonActor[] = []
  let state = emptyLesson(lessonId, plan)
  for (const { minute, actor, command, id } of steps) {
    const at = plan.plannedStart + minute * MINUTE
    const facts = {
      policy: LESSON_POLICY_DEFAULTS,
      legsWithDevice: new Set(plan.legs.map((leg) => leg.id)),
      board: { ...NO_BOARD_FACTS, ...board },
      lecturerCheck: null,
      legChecks: {},
      commandId: id ?? newId(),
      quietSince: null,
      recording: AGREED,
    }
    const decision = decide(state, command, actor, at, facts)
    if (decision instanceof Refusal) throw decision
    events.push(...decision.map((body, index) => ({ revision: state.revision + 1 + index, at, body })))
    authors.push(...decision.map(() => actor))
    state = foresee(state, decision, at)
  }
  return { events, authors, state }
}

/** When a room device was connected, in minutes after the planned start, and from when in which mode. */
export interface Connection {
  from: number
  to: number
  modes?: readonly { minute: number; mode: LegMode }[]
}

/** What the media node reported about one identity. */
export const mediaFacts = (
  bootId: string,
  identity: string,
  start: number,
  connections: readonly Connection[],
): MediaFact[] =>
  connections.flatMap(({ from, to, modes = [] }, index) => {
    const base = { bootId, identity, connectionId: `${identity}-${index}`, mode: null }
    return [
      { ...base, kind: 'joined' as const, sequence: 0, at: start + from * MINUTE },
      ...modes.map(({ minute, mode }, n) => ({
        ...base,
        kind: 'mode' as const,
        sequence: n + 1,
        at: start + minute * MINUTE,
        mode,
      })),
      { ...base, kind: 'left' as const, sequence: modes.length + 1, at: start + to * MINUTE },
    ]
  })

export const headcount = (expected: number, leave: number, absent: number): z.infer<typeof Headcount> => ({
  expected,
  present: expected - leave - absent,
  leave,
  absent,
})
