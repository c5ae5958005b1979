import {
  applyLessonEvent,
  emptyLesson,
  shownKey,
  type LessonEvent,
  type LessonPlan,
  type LessonState,
  type ReplayChapter,
  type ReplayEvent,
  type ReplayMark,
  type ReplayStage,
} from '@tongke/contract'
import { onReplay, replayAt, type ReplayClock, type Span } from './timeline.rules.ts'

/**
 * What a replay shows of the log. Who was there, heads, messages and troubles are not part of the lesson that others watch; what
 * was sealed live (`SEALED_KINDS`) stays so.
 */
const TOLD: ReadonlySet<string> = new Set([
  'opened',
  'started',
  'interrupted',
  'resumed',
  'ended',
  'hand_raised',
  'hand_lowered',
  'stage_taken',
  'stage_left',
  'leg_muted',
  'leg_unmuted',
  'lecturer_muted',
  'lecturer_unmuted',
  'share_started',
  'share_stopped',
  'page_turned',
  'deck_chosen',
  'surface_shown',
  'board_added',
  'writing_allowed',
  'surface_cleared',
  'clear_undone',
  'stroke_drawn',
  'strokes_erased',
  'assistant_spoke',
  'fallback_chosen',
  'teaching_set',
  'timer_started',
  'timer_stopped',
  'seat_picked',
  'pick_put_away',
  'praised',
  'buzzer_opened',
  'buzzer_closed',
  'buzzed',
  'quiz_started',
  'quiz_answered',
  'quiz_closed',
  'quiz_put_away',
])

export interface Story {
  readonly events: readonly ReplayEvent[]
  readonly stages: readonly ReplayStage[]
  readonly shares: readonly Span[]
  readonly chapters: readonly Omit<ReplayChapter, 'title'>[]
  readonly marks: readonly ReplayMark[]
  /** Every page that was shown, once, in the order of its first showing. */
  readonly pages: readonly string[]
}

/** Stretches of the server's clock in which something stayed the same. */
interface Run<T> extends Span {
  readonly value: T
}

/** What the lesson's log tells on the clock of its replay. `events` are all of the log, in order. */
export function storyOf(
  lessonId: string,
  plan: LessonPlan,
  events: readonly LessonEvent[],
  clock: ReplayClock,
): Story {
  const states = foldAll(lessonId, plan, events)
  const end = clock.kept.at(-1)?.to ?? 0
  const turns = runs(states, shownKey, (a, b) => a === b, end)
  const stages = runs(
    states,
    ({ stage }) => stage?.legId ?? null,
    (a, b) => a === b,
    end,
  )
  const shares = runs(
    states,
    ({ sharing }) => sharing,
    (a, b) => a === b,
    end,
  )
  const chapters = chaptersOf(turns, clock)
  return {
    events: events.map((event) => told(event, clock)),
    stages: stages.flatMap((run) => stageOf(run, plan, clock)),
    shares: shares.flatMap((run) => (run.value ? (onReplay(clock, run) ?? []) : [])),
    chapters,
    marks: events.flatMap((event) => markOf(event, plan, clock)),
    pages: distinctPages(chapters),
  }
}

const told = ({ revision, at, body }: LessonEvent, clock: ReplayClock): ReplayEvent => ({
  at: replayAt(clock, at),
  event: { revision, at, body: TOLD.has(body.kind) ? body : { kind: 'hidden' } },
})

interface Moment {
  readonly at: number
  readonly state: LessonState
}

function foldAll(lessonId: string, plan: LessonPlan, events: readonly LessonEvent[]): Moment[] {
  let state = emptyLesson(lessonId, plan)
  return events.map((event) => {
    state = applyLessonEvent(state, event)
    return { at: event.at, state }
  })
}

function runs<T>(
  states: readonly Moment[],
  look: (state: LessonState) => T,
  isSame: (a: T, b: T) => boolean,
  end: number,
): Run<T>[] {
  const found: Run<T>[] = []
  for (const { at, state } of states) {
    const value = look(state)
    const last = found.at(-1)
    if (last && isSame(last.value, value)) continue
    if (last) found[found.length - 1] = { ...last, to: at }
    found.push({ from: at, to: Math.max(end, at), value })
  }
  return found
}

function stageOf(
  { value, ...span }: Run<string | null>,
  plan: LessonPlan,
  clock: ReplayClock,
): ReplayStage[] {
  const placed = value === null ? null : onReplay(clock, span)
  const leg = plan.legs.find(({ id }) => id === value)
  return placed && leg ? [{ ...placed, legId: leg.id, className: leg.className, orgName: leg.orgName }] : []
}

/** One for each page that was shown for any time at all; the first begins the replay. */
function chaptersOf(
  turns: readonly Run<string | null>[],
  clock: ReplayClock,
): Omit<ReplayChapter, 'title'>[] {
  const chapters = turns.flatMap(({ value, ...span }) => {
    const placed = onReplay(clock, span)
    return placed ? [{ at: placed.from, key: value }] : []
  })
  const [first] = chapters
  return first && first.at > 0 ? [{ at: 0, key: null }, ...chapters] : chapters
}

const distinctPages = (chapters: readonly Omit<ReplayChapter, 'title'>[]): string[] => [
  ...new Set(chapters.flatMap(({ key }) => (key === null ? [] : [key]))),
]

const MARKS: Readonly<Record<string, ReplayMark['kind']>> = {
  hand_raised: 'hand',
  stage_taken: 'stage',
  quiz_started: 'quiz',
  buzzer_opened: 'question',
  seat_picked: 'question',
}

function markOf({ at, body }: LessonEvent, plan: LessonPlan, clock: ReplayClock): ReplayMark[] {
  const kind = MARKS[body.kind]
  const isInside = at >= (clock.kept[0]?.from ?? 0) && at < (clock.kept.at(-1)?.to ?? 0)
  if (!kind || !isInside) return []
  const leg = 'legId' in body ? plan.legs.find(({ id }) => id === body.legId) : undefined
  const seat = 'seat' in body ? body.seat : null
  return [{ at: replayAt(clock, at), kind, className: leg?.className ?? null, seat }]
}
