import {
  Refusal,
  type ErrorCode,
  type LessonCommand,
  type LessonCommandType,
  type LessonEventBody,
  type LessonState,
  type LessonStatus,
  type Part,
} from '@tongke/contract'
import { BOARD_HANDLERS, BOARD_ROOM_COMMANDS } from './board/board-commands.rules.ts'
import { INTERACTION_ACCESS, INTERACTION_HANDLERS } from './interaction-commands.rules.ts'
import type { LessonActor, Moment } from './lesson-command.rules.ts'
import {
  isOfThisKind,
  MEETING_HANDLERS,
  MEETING_ROOM_COMMANDS,
  silenceAll,
} from './meetings/meeting-commands.rules.ts'
import { RECORDING_HANDLERS, RECORDING_ROOM_COMMANDS } from './recording/recording.rules.ts'
import { decideRoll, quickRoll } from './papers/roll.rules.ts'

const OPEN: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']
const TEACHING: readonly LessonStatus[] = ['LIVE', 'INTERRUPTED']
const LIVE: readonly LessonStatus[] = ['LIVE']
const lecturer: readonly Part[] = ['lecturer']
const assistant: readonly Part[] = ['assistant']
const staff: readonly Part[] = ['lecturer', 'assistant']

/** Which part may ask for what in the room, and in which states. A lifecycle command's states stand in TRANSITIONS. */
export const ROOM_COMMANDS: Record<
  LessonCommandType,
  { parts: readonly Part[]; in: readonly LessonStatus[] | null }
> = {
  prepare: { parts: lecturer, in: null },
  open: { parts: lecturer, in: null },
  start: { parts: lecturer, in: null },
  end: { parts: lecturer, in: null },
  call_on_stage: { parts: lecturer, in: LIVE },
  leave_stage: { parts: lecturer, in: TEACHING },
  mute_leg: { parts: lecturer, in: OPEN },
  unmute_leg: { parts: lecturer, in: OPEN },
  mute_all: { parts: lecturer, in: OPEN },
  mute_lecturer: { parts: lecturer, in: OPEN },
  unmute_lecturer: { parts: lecturer, in: OPEN },
  start_share: { parts: lecturer, in: OPEN },
  stop_share: { parts: lecturer, in: OPEN },
  turn_page: { parts: lecturer, in: OPEN },
  ...BOARD_ROOM_COMMANDS,
  raise_hand: { parts: assistant, in: TEACHING },
  lower_hand: { parts: staff, in: TEACHING },
  take_headcount: { parts: assistant, in: [...OPEN, 'ENDED', 'SETTLED'] },
  sound_lost: { parts: assistant, in: OPEN },
  sound_back: { parts: assistant, in: OPEN },
  spoke: { parts: assistant, in: OPEN },
  choose_fallback: { parts: assistant, in: ['PREPARED', 'CHECKED', ...OPEN] },
  send_message: { parts: staff, in: OPEN },
  ...INTERACTION_ACCESS,
  ...RECORDING_ROOM_COMMANDS,
  ...MEETING_ROOM_COMMANDS,
}

type Of<T extends LessonCommandType> = Extract<LessonCommand, { type: T }>
type Lifecycle = 'prepare' | 'open' | 'start' | 'end'
export type TeachingCommand = Exclude<LessonCommand, { type: Lifecycle }>
type Decision = LessonEventBody[] | Refusal
type Handlers = { [T in TeachingCommand['type']]: (moment: Moment, command: Of<T>) => Decision }

const nothing: LessonEventBody[] = []
const when = (changes: boolean, ...events: LessonEventBody[]): LessonEventBody[] =>
  changes ? events : nothing

const mayUse = (type: LessonCommandType, actor: LessonActor): ErrorCode | null => {
  const parts: readonly string[] = ROOM_COMMANDS[type].parts
  if (parts.includes(actor.part)) return null
  return parts.some((part) => part !== 'lecturer') ? 'auth.forbidden' : 'lesson.not_lecturer'
}

/** An assistant or a room speaks for one class; a leg the lesson does not have is unknown to everybody. */
const legRefusal = (state: LessonState, actor: LessonActor, legId: string): ErrorCode | null => {
  if (!state.legs[legId]) return 'lesson.leg_unknown'
  const isOfOneClass = actor.part === 'assistant' || actor.part === 'room'
  return isOfOneClass && actor.legId !== legId ? 'lesson.not_your_leg' : null
}

const isOnline = (state: LessonState, legId: string): boolean =>
  state.legs[legId]?.status === 'ONLINE' || state.legs[legId]?.status === 'DEGRADED'

function callOnStage({ state }: Moment, { legId, handId, seat = null }: Of<'call_on_stage'>): Decision {
  if (!isOnline(state, legId)) return new Refusal('lesson.leg_offline')
  const hand = state.hands.find((one) => one.id === handId && one.legId === legId)
  if (handId !== null && !hand) return new Refusal('lesson.hand_unknown')
  const { stage } = state
  if (stage?.legId === legId && handId === null && (seat === null || seat === stage.seat)) return nothing
  return [
    ...when(stage !== null && stage.legId !== legId, { kind: 'stage_left', legId: stage?.legId ?? legId }),
    { kind: 'stage_taken', legId, handId, seat: hand?.seat ?? seat },
  ]
}

/** A class that is taught locally from now on asks its own teacher, not the lecturer. */
function raiseHand({ state, facts }: Moment, { legId, seat }: Of<'raise_hand'>): Decision {
  if (state.legs[legId]?.fallback) return new Refusal('lesson.transition')
  const isUp = state.hands.some((hand) => hand.legId === legId && hand.seat === seat)
  return when(!isUp, { kind: 'hand_raised', legId, seat, handId: facts.commandId })
}

function lowerHand({ state, actor }: Moment, { handId }: Of<'lower_hand'>): Decision {
  const hand = state.hands.find((one) => one.id === handId)
  if (!hand) return new Refusal('lesson.hand_unknown')
  const refused = legRefusal(state, actor, hand.legId)
  return refused ? new Refusal(refused) : [{ kind: 'hand_lowered', legId: hand.legId, handId }]
}

function sendMessage({ state, actor, facts }: Moment, { legId, text }: Of<'send_message'>): Decision {
  if (actor.part !== 'lecturer' && actor.part !== 'assistant') return new Refusal('auth.forbidden')
  const about = legId ?? (actor.part === 'assistant' ? actor.legId : null)
  const refused = about === null ? null : legRefusal(state, actor, about)
  if (refused) return new Refusal(refused)
  return [
    {
      kind: 'message_sent',
      messageId: facts.commandId,
      fromId: actor.personId,
      fromName: actor.name,
      legId: about,
      text,
    },
  ]
}

/** Commands that ask for what is already so are done without an event. */
const HANDLERS: Handlers = {
  call_on_stage: callOnStage,
  leave_stage: ({ state }) =>
    when(state.stage !== null, { kind: 'stage_left', legId: state.stage?.legId ?? '' }),
  mute_leg: ({ state }, { legId }) => when(!state.legs[legId]?.muted, { kind: 'leg_muted', legId }),
  unmute_leg: ({ state }, { legId }) => when(!!state.legs[legId]?.muted, { kind: 'leg_unmuted', legId }),
  mute_all: ({ state }) =>
    state.meeting
      ? silenceAll(state)
      : Object.entries(state.legs)
          .filter(([, leg]) => !leg.muted)
          .map(([legId]) => ({ kind: 'leg_muted', legId })),
  mute_lecturer: ({ state }) => when(!state.lecturerMuted, { kind: 'lecturer_muted' }),
  unmute_lecturer: ({ state }) => when(state.lecturerMuted, { kind: 'lecturer_unmuted' }),
  start_share: ({ state }) => when(!state.sharing, { kind: 'share_started' }),
  stop_share: ({ state }) => when(state.sharing, { kind: 'share_stopped' }),
  turn_page: ({ state }, { page }) => when(state.page !== page, { kind: 'page_turned', page }),
  ...BOARD_HANDLERS,
  raise_hand: raiseHand,
  lower_hand: lowerHand,
  take_headcount: (moment, command) => decideRoll(moment, quickRoll(command)),
  sound_lost: ({ state }, { legId }) =>
    when(state.legs[legId]?.soundLostAt === null, { kind: 'sound_lost', legId }),
  sound_back: ({ state }, { legId }) =>
    when(state.legs[legId]?.soundLostAt !== null, { kind: 'sound_back', legId }),
  spoke: ({ state }, { legId }) => when(state.status === 'LIVE', { kind: 'assistant_spoke', legId }),
  choose_fallback: ({ state }, { legId }) =>
    when(!state.legs[legId]?.fallback, { kind: 'fallback_chosen', legId }),
  send_message: sendMessage,
  ...INTERACTION_HANDLERS,
  ...RECORDING_HANDLERS,
  ...MEETING_HANDLERS,
}

/** Part, then state, then whose class, then the command's own rule. */
export function decideTeaching(moment: Moment, command: TeachingCommand): Decision {
  const notMine = mayUse(command.type, moment.actor)
  if (notMine) return new Refusal(notMine)
  const isPossible =
    isOfThisKind(moment.state, command.type) && ROOM_COMMANDS[command.type].in?.includes(moment.state.status)
  if (!isPossible) return new Refusal('lesson.transition')
  if ('legId' in command && command.legId !== null) {
    const refused = legRefusal(moment.state, moment.actor, command.legId)
    if (refused) return new Refusal(refused)
  }
  const handler = HANDLERS[command.type] as (moment: Moment, command: TeachingCommand) => Decision
  return handler(moment, command)
}
