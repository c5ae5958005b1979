import { z } from 'zod'
import { Id, Millis } from '../primitives.ts'
import { applyQuiz, Quiz, QUIZ_COMMANDS, QUIZ_EVENTS, withoutSeal } from './quiz.ts'

/** 讲授: listening classes are silent; 互动: one is on stage; 讨论: all are open (domain §4.4). */
export const TeachingMode = z.enum(['lecture', 'interaction', 'discussion'])
export type TeachingMode = z.infer<typeof TeachingMode>

/** How microphones are treated: `music` in stereo with more bits and without noise suppression. */
export const SoundPreset = z.enum(['speech', 'music'])
export type SoundPreset = z.infer<typeof SoundPreset>

/** What a classroom's own PC hears of its microphone: nothing at all, or more than it can carry. */
export const MicrophoneTrouble = z.enum(['silent', 'clipping'])
export type MicrophoneTrouble = z.infer<typeof MicrophoneTrouble>

const leg = { legId: Id }
const seat = z.int().min(1).max(100)

/** What goes on between the classes beside hands and stage. */
export const InteractionState = z.object({
  teaching: TeachingMode,
  sound: SoundPreset,
  timer: z.object({ startedAt: Millis, endsAt: Millis }).nullable(),
  /**
   * Whom the server drew, or the lecturer `called` in the own room; gone when somebody is on stage. `legId` null is the
   * lecture class.
   */
  pick: z
    .object({ id: Id, legId: Id.nullable(), seat, at: Millis, called: z.literal(true).optional() })
    .nullable(),
  /** The newest praise; `legId` null is for all classes. */
  praise: z.object({ id: Id, legId: Id.nullable(), at: Millis }).nullable(),
  /** How often a class was praised alone. */
  praises: z.record(z.string(), z.int()),
  /** 抢答: the first class by the server's clock. */
  buzzer: z.object({ openedAt: Millis, winner: z.object({ ...leg, at: Millis }).nullable() }).nullable(),
  quiz: Quiz.nullable(),
  quizzes: z.int(),
  microphones: z.record(z.string(), MicrophoneTrouble),
})
export type InteractionState = z.infer<typeof InteractionState>

export const INTERACTION_COMMANDS = [
  z.object({ type: z.literal('set_teaching'), mode: TeachingMode }),
  z.object({ type: z.literal('set_sound'), preset: SoundPreset }),
  z.object({ type: z.literal('start_timer'), seconds: z.int().min(5).max(3600) }),
  z.object({ type: z.literal('stop_timer') }),
  /** Null: any class, or with `own` the lecture class alone. */
  z.object({ type: z.literal('pick_seat'), legId: Id.nullable(), own: z.literal(true).optional() }),
  /** A seat of the lecture class, which is in the lecturer's room and on no stage. */
  z.object({ type: z.literal('call_own_seat'), seat }),
  z.object({ type: z.literal('put_away_pick') }),
  z.object({ type: z.literal('praise'), legId: Id.nullable() }),
  z.object({ type: z.literal('open_buzzer') }),
  z.object({ type: z.literal('close_buzzer') }),
  z.object({ type: z.literal('buzz'), ...leg }),
  z.object({ type: z.literal('report_microphone'), ...leg, trouble: MicrophoneTrouble.nullable() }),
  ...QUIZ_COMMANDS,
] as const

export const INTERACTION_EVENTS = [
  z.object({ kind: z.literal('teaching_set'), mode: TeachingMode }),
  z.object({ kind: z.literal('sound_set'), preset: SoundPreset }),
  z.object({ kind: z.literal('timer_started'), seconds: z.int().min(5).max(3600) }),
  z.object({ kind: z.literal('timer_stopped') }),
  z.object({
    kind: z.literal('seat_picked'),
    pickId: Id,
    legId: Id.nullable(),
    seat,
    called: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('pick_put_away') }),
  z.object({ kind: z.literal('praised'), praiseId: Id, legId: Id.nullable() }),
  z.object({ kind: z.literal('buzzer_opened') }),
  z.object({ kind: z.literal('buzzer_closed') }),
  z.object({ kind: z.literal('buzzed'), ...leg }),
  z.object({ kind: z.literal('microphone_reported'), ...leg, trouble: MicrophoneTrouble.nullable() }),
  ...QUIZ_EVENTS,
] as const
export type InteractionBody = z.infer<(typeof INTERACTION_EVENTS)[number]>

const KINDS: ReadonlySet<string> = new Set(INTERACTION_EVENTS.map(({ shape }) => shape.kind.value))

export const isInteraction = <B extends { kind: string }>(body: B): body is Extract<B, InteractionBody> =>
  KINDS.has(body.kind)

/** Before anything happened. Music lessons begin with the music preset. */
export const emptyInteraction = (subject: string): InteractionState => ({
  teaching: 'lecture',
  sound: subject === 'music' ? 'music' : 'speech',
  timer: null,
  pick: null,
  praise: null,
  praises: {},
  buzzer: null,
  quiz: null,
  quizzes: 0,
  microphones: {},
})

const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))

/** The class that took part by this event, so that it counts as an interaction; a corrected answer counts once. */
export function takesPart(state: InteractionState, body: InteractionBody): string | null {
  if (body.kind === 'buzzed') return body.legId
  if (body.kind !== 'quiz_answered' || body.legId === null) return null
  return state.quiz?.classes[body.legId] ? null : body.legId
}

function applyOwn(state: InteractionState, body: InteractionBody, at: number): InteractionState {
  switch (body.kind) {
    case 'teaching_set':
      return { ...state, teaching: body.mode }
    case 'sound_set':
      return { ...state, sound: body.preset }
    case 'timer_started':
      return { ...state, timer: { startedAt: at, endsAt: at + body.seconds * 1000 } }
    case 'timer_stopped':
      return { ...state, timer: null }
    case 'seat_picked': {
      const { pickId: id, legId, seat: number, called } = body
      return { ...state, pick: { id, legId, seat: number, at, ...(called ? { called } : {}) } }
    }
    case 'pick_put_away':
      return { ...state, pick: null }
    case 'praised': {
      const { legId, praiseId: id } = body
      const praises = legId ? { ...state.praises, [legId]: (state.praises[legId] ?? 0) + 1 } : state.praises
      return { ...state, praises, praise: { id, legId, at } }
    }
    case 'buzzer_opened':
      return { ...state, buzzer: { openedAt: at, winner: null } }
    case 'buzzer_closed':
      return { ...state, buzzer: null }
    case 'buzzed':
      return state.buzzer && !state.buzzer.winner
        ? { ...state, buzzer: { ...state.buzzer, winner: { legId: body.legId, at } } }
        : state
    case 'microphone_reported': {
      const { legId, trouble } = body
      const others = without(state.microphones, legId)
      return { ...state, microphones: trouble ? { ...others, [legId]: trouble } : others }
    }
    default: {
      const quizzes = state.quizzes + (body.kind === 'quiz_started' ? 1 : 0)
      return { ...state, quizzes, quiz: applyQuiz(state.quiz, Math.max(1, quizzes), body, at) }
    }
  }
}

const ENDS: ReadonlySet<string> = new Set(['ended', 'cancelled', 'rescheduled', 'not_held'])

/** What other events of the lesson change here. */
function applyForeign(state: InteractionState, body: { kind: string; legId?: unknown }): InteractionState {
  if (ENDS.has(body.kind)) {
    const { sound, praises, quizzes } = state
    return { ...emptyInteraction(''), sound, praises, quizzes }
  }
  // Whoever is called on stage has ended the lecturing, and what was asked before.
  if (body.kind === 'stage_taken')
    return {
      ...state,
      pick: null,
      buzzer: null,
      teaching: state.teaching === 'lecture' ? 'interaction' : state.teaching,
    }
  if (body.kind === 'leg_offline' && typeof body.legId === 'string')
    return state.microphones[body.legId]
      ? { ...state, microphones: without(state.microphones, body.legId) }
      : state
  return state
}

/** What goes on between the classes after one more event of the lesson. Pure. */
export const applyInteraction = (
  state: InteractionState,
  body: { kind: string; legId?: unknown },
  at: number,
): InteractionState =>
  KINDS.has(body.kind) ? applyOwn(state, body as InteractionBody, at) : applyForeign(state, body)

/** As every client may know it. */
export const sealInteraction = (state: InteractionState): InteractionState => ({
  ...state,
  quiz: withoutSeal(state.quiz),
})
