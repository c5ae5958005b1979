import {
  Refusal,
  type ErrorCode,
  type LessonCommand,
  type LessonEventBody,
  type LessonState,
  type LessonStatus,
  type Part,
  INTERACTION_COMMANDS,
} from '@tongke/contract'
import type { z } from 'zod'
import type { Moment } from './lesson-command.rules.ts'
import { answerQuiz, closeQuiz, putAwayQuiz, startQuiz } from './quiz.rules.ts'

export type InteractionCommand = z.infer<(typeof INTERACTION_COMMANDS)[number]>
type InteractionType = InteractionCommand['type']
type Of<T extends InteractionType> = Extract<LessonCommand, { type: T }>
type Decision = LessonEventBody[] | Refusal
type Handlers = { [T in InteractionType]: (moment: Moment, command: Of<T>) => Decision }

const OPEN: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']
const TEACHING: readonly LessonStatus[] = ['LIVE', 'INTERRUPTED']
const LIVE: readonly LessonStatus[] = ['LIVE']
const lecturer: readonly Part[] = ['lecturer']

/** Which part may ask for what between the classes, and in which states. */
export const INTERACTION_ACCESS: Record<
  InteractionType,
  { parts: readonly Part[]; in: readonly LessonStatus[] }
> = {
  set_teaching: { parts: lecturer, in: LIVE },
  set_sound: { parts: lecturer, in: OPEN },
  start_timer: { parts: lecturer, in: LIVE },
  stop_timer: { parts: lecturer, in: TEACHING },
  pick_seat: { parts: lecturer, in: LIVE },
  call_own_seat: { parts: lecturer, in: LIVE },
  put_away_pick: { parts: lecturer, in: TEACHING },
  praise: { parts: lecturer, in: LIVE },
  open_buzzer: { parts: lecturer, in: LIVE },
  close_buzzer: { parts: lecturer, in: TEACHING },
  buzz: { parts: ['assistant'], in: LIVE },
  report_microphone: { parts: ['room'], in: OPEN },
  start_quiz: { parts: lecturer, in: LIVE },
  answer_quiz: { parts: ['lecturer', 'assistant'], in: TEACHING },
  close_quiz: { parts: lecturer, in: TEACHING },
  put_away_quiz: { parts: lecturer, in: TEACHING },
}

const when = (changes: boolean, ...events: LessonEventBody[]): LessonEventBody[] => (changes ? events : [])

const mayTakePart = ({ legs }: LessonState, legId: string): ErrorCode | null => {
  const leg = legs[legId]
  if (leg?.fallback) return 'lesson.transition'
  return leg?.status === 'ONLINE' || leg?.status === 'DEGRADED' ? null : 'lesson.leg_offline'
}

/** Lecturing silences the classes, a discussion opens all of them. */
function setTeaching({ state }: Moment, { mode }: Of<'set_teaching'>): Decision {
  if (state.interaction.teaching === mode) return []
  const events: LessonEventBody[] = []
  if (mode === 'lecture' && state.stage) events.push({ kind: 'stage_left', legId: state.stage.legId })
  if (mode === 'discussion')
    for (const [legId, leg] of Object.entries(state.legs))
      if (leg.muted) events.push({ kind: 'leg_unmuted', legId })
  return [...events, { kind: 'teaching_set', mode }]
}

interface Drawable {
  /** Null: the lecture class, which sits in the lecturer's room. */
  readonly legId: string | null
  readonly seats: number
}

/** The classes that are there, the lecture class last where its number of pupils is known. */
function drawable(state: LessonState, { legId, own }: Of<'pick_seat'>): Drawable[] {
  const { legs, lectureClass } = state.plan
  const listening = legs
    .filter(({ id }) => !own && (legId === null || id === legId) && mayTakePart(state, id) === null)
    .map(({ id, headcount }) => ({ legId: id, seats: state.legs[id]?.headcount?.expected ?? headcount }))
  const pupils = lectureClass.headcount ?? 0
  return legId === null && pupils > 0 ? [...listening, { legId: null, seats: pupils }] : listening
}

/** First the class, each as likely as any other, then the seat: a small class is asked as often as a large one. */
function pickSeat({ state, facts }: Moment, command: Of<'pick_seat'>): Decision {
  if (command.legId !== null) {
    const refused = mayTakePart(state, command.legId)
    if (refused) return new Refusal(refused)
  }
  const there = drawable(state, command)
  const drawn = there[facts.randomBelow(Math.max(1, there.length))]
  if (!drawn || drawn.seats < 1) return new Refusal('lesson.nobody_to_pick')
  const seat = 1 + facts.randomBelow(Math.min(100, drawn.seats))
  return [{ kind: 'seat_picked', pickId: facts.commandId, legId: drawn.legId, seat }]
}

/** Whoever was on stage has answered: now it is somebody in the lecturer's own room. */
const callOwnSeat = ({ state, facts }: Moment, { seat }: Of<'call_own_seat'>): Decision => [
  ...when(state.stage !== null, { kind: 'stage_left', legId: state.stage?.legId ?? '' }),
  { kind: 'seat_picked', pickId: facts.commandId, legId: null, seat, called: true },
]

function buzz({ state }: Moment, { legId }: Of<'buzz'>): Decision {
  const { buzzer } = state.interaction
  if (buzzer?.winner?.legId === legId) return []
  if (!buzzer || buzzer.winner) return new Refusal('lesson.buzzer_over')
  const refused = mayTakePart(state, legId)
  return refused ? new Refusal(refused) : [{ kind: 'buzzed', legId }]
}

/** Commands that ask for what is already so are done without an event. */
export const INTERACTION_HANDLERS: Handlers = {
  set_teaching: setTeaching,
  set_sound: ({ state }, { preset }) =>
    when(state.interaction.sound !== preset, { kind: 'sound_set', preset }),
  start_timer: (_, { seconds }) => [{ kind: 'timer_started', seconds }],
  stop_timer: ({ state }) => when(state.interaction.timer !== null, { kind: 'timer_stopped' }),
  pick_seat: pickSeat,
  call_own_seat: callOwnSeat,
  put_away_pick: ({ state }) => when(state.interaction.pick !== null, { kind: 'pick_put_away' }),
  praise: ({ facts }, { legId }) => [{ kind: 'praised', praiseId: facts.commandId, legId }],
  open_buzzer: () => [{ kind: 'buzzer_opened' }],
  close_buzzer: ({ state }) => when(state.interaction.buzzer !== null, { kind: 'buzzer_closed' }),
  buzz,
  report_microphone: ({ state }, { legId, trouble }) =>
    when((state.interaction.microphones[legId] ?? null) !== trouble, {
      kind: 'microphone_reported',
      legId,
      trouble,
    }),
  start_quiz: startQuiz,
  answer_quiz: answerQuiz,
  close_quiz: closeQuiz,
  put_away_quiz: putAwayQuiz,
}
