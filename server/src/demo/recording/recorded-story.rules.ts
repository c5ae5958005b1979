import {
  boardSurface,
  slideSurface,
  SURFACE_UNITS,
  type InkColour,
  type LessonPlan,
  type Stroke,
} from '@tongke/contract'
import type { LessonActor } from '../../lessons/lesson-command.rules.ts'
import { headcount, type Step } from '../past-lesson.rules.ts'

const MINUTE = 60_000
/** Minutes after the start of the lesson at which its demo recording begins. */
export const RECORDED_FROM = 8

export interface SpokenPage {
  /** Milliseconds after the recording's start. */
  readonly at: number
  readonly page: number
}

const SYSTEM: LessonActor = { part: 'system' }

/** The story of a lesson of which some minutes were recorded: slides are turned as they are spoken, a class comes on stage. */
export function recordedStory(
  plan: LessonPlan,
  fileId: string,
  pages: readonly SpokenPage[],
  endMs: number,
  newId: () => string,
): Step[] {
  const lecturer: LessonActor = { part: 'lecturer', personId: plan.lecturer.id, name: plan.lecturer.name }
  const by = (minute: number, command: Step['command']): Step => ({ minute, actor: lecturer, command })
  const inRecording = (ms: number) => RECORDED_FROM + ms / MINUTE
  const assistants = plan.legs.map((leg) => ({
    legId: leg.id,
    personId: leg.assistantId ?? '',
    name: leg.assistantName ?? '',
  }))
  const online = Object.fromEntries(plan.legs.map(({ id }) => [id, 'full' as const]))
  const turns = pages.map(({ at, page }) =>
    by(inRecording(at), { type: 'show_surface', surface: slideSurface(fileId, page) }),
  )
  const [, second, third] = pages
  const ink = second && third ? inkSteps(by, fileId, second, inRecording, newId) : []
  const steps: Step[] = [
    {
      minute: -3_000,
      actor: { part: 'scheduler', personId: plan.lecturer.id, name: plan.lecturer.name },
      command: { type: 'plan', plan },
    },
    by(-12, { type: 'open' }),
    { minute: -9, actor: SYSTEM, command: { type: 'sync_presence', assistants, observers: [] } },
    { minute: -8, actor: SYSTEM, command: { type: 'sync_media', lecturer: true, legs: online } },
    by(0, { type: 'start' }),
    ...plan.legs.map((leg): Step => ({
      minute: 4,
      actor: assistantOf(leg),
      command: { type: 'take_headcount', legId: leg.id, headcount: headcount(leg.headcount, 0, 0) },
    })),
    by(RECORDED_FROM - 0.1, { type: 'choose_deck', fileId }),
    ...turns,
    ...ink,
    ...stageSteps(plan, by, inRecording, endMs, newId),
    ...questionSteps(plan, by, inRecording, endMs, newId()),
    by(inRecording(endMs) - 0.1, { type: 'add_board' }),
    by(inRecording(endMs) - 0.05, {
      type: 'draw_strokes',
      surface: boardSurface(1),
      strokes: [smile(newId())],
    }),
    by(40, { type: 'end' }),
    by(55, { type: 'settle' }),
  ]
  return steps.toSorted((a, b) => a.minute - b.minute)
}

const assistantOf = (leg: LessonPlan['legs'][number]): LessonActor => ({
  part: 'assistant',
  personId: leg.assistantId ?? '',
  legId: leg.id,
  name: leg.assistantName ?? '',
})

type By = (minute: number, command: Step['command']) => Step

/** When the first class is on stage, ms after the recording's start: most of its second half. */
export const onStage = (endMs: number): { from: number; to: number } => ({
  from: Math.round(endMs * 0.55),
  to: Math.round(endMs * 0.8),
})

function stageSteps(
  plan: LessonPlan,
  by: By,
  inRecording: (ms: number) => number,
  endMs: number,
  newId: () => string,
): Step[] {
  const [leg] = plan.legs
  if (!leg) return []
  const handId = newId()
  const { from, to } = onStage(endMs)
  return [
    {
      minute: inRecording(endMs * 0.45),
      actor: assistantOf(leg),
      id: handId,
      command: { type: 'raise_hand', legId: leg.id, seat: 3 },
    },
    by(inRecording(from), { type: 'call_on_stage', legId: leg.id, handId }),
    by(inRecording(to), { type: 'leave_stage' }),
  ]
}

/** After the class has left the stage everybody is asked one question; most know the answer. */
function questionSteps(
  plan: LessonPlan,
  by: By,
  inRecording: (ms: number) => number,
  endMs: number,
  quizId: string,
): Step[] {
  const start: Step['command'] = {
    type: 'start_quiz',
    quizKind: 'choice',
    options: 3,
    seconds: null,
    answer: 'B',
  }
  return [
    { ...by(inRecording(endMs * 0.84), start), id: quizId },
    ...plan.legs.map((leg): Step => {
      const { present } = headcount(leg.headcount, 0, 0)
      const wrong = Math.floor(present / 5)
      const counts = [
        { answer: 'A', count: wrong },
        { answer: 'B', count: present - wrong },
      ]
      return {
        minute: inRecording(endMs * 0.88),
        actor: assistantOf(leg),
        command: { type: 'answer_quiz', quizId, legId: leg.id, counts },
      }
    }),
    by(inRecording(endMs * 0.92), { type: 'close_quiz', quizId }),
    by(inRecording(endMs * 0.97), { type: 'put_away_quiz', quizId }),
  ]
}

/** Under the new words a line, stroke by stroke. */
function inkSteps(
  by: By,
  fileId: string,
  { at, page }: SpokenPage,
  inRecording: (ms: number) => number,
  newId: () => string,
): Step[] {
  const surface = slideSurface(fileId, page)
  return [0, 1, 2].map((number) =>
    by(inRecording(at + 2_500 + number * 2_000), {
      type: 'draw_strokes',
      surface,
      strokes: [wave(newId(), 1_600 + number * 2_400, 7_200)],
    }),
  )
}

const stroke = (
  id: string,
  colour: InkColour,
  places: readonly (readonly [number, number])[],
  width = 40,
): Stroke => ({
  id,
  tool: 'pen',
  colour,
  width,
  points: places.flatMap(([x, y]) => [
    Math.max(0, Math.min(SURFACE_UNITS, Math.round(x))),
    Math.max(0, Math.min(SURFACE_UNITS, Math.round(y))),
    128,
  ]),
})

const wave = (id: string, x: number, y: number): Stroke =>
  stroke(
    id,
    'red',
    Array.from({ length: 24 }, (_, step) => [x + step * 70, y + Math.sin(step / 2) * 70] as const),
  )

const smile = (id: string): Stroke =>
  stroke(
    id,
    'green',
    Array.from({ length: 30 }, (_, step) => {
      const angle = Math.PI * (0.15 + (0.7 * step) / 29)
      return [5_000 - Math.cos(angle) * 1_800, 3_600 + Math.sin(angle) * 3_000] as const
    }),
    90,
  )
