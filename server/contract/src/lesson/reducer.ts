import { applyBoard, emptyBoard } from './board.ts'
import type { LessonEvent, LessonEventBody } from './events.ts'
import { STAFF_KINDS } from './events.ts'
import {
  applyInteraction,
  emptyInteraction,
  isInteraction,
  sealInteraction,
  takesPart,
  type InteractionBody,
} from './interaction.ts'
import { SEALED_KINDS } from './quiz.ts'
import {
  applyMeeting,
  closeMeeting,
  emptyMeeting,
  isMeetingEvent,
  startMeeting,
  type MeetingEvent,
} from './meeting.ts'
import { applyRecording, noRecording } from './recording.ts'
import type { LegState, LessonPlan, LessonState } from './state.ts'
import type { LessonStatus } from './terms.ts'
import { MESSAGES_KEPT } from './state.ts'

const newLeg = (): LegState => ({
  status: 'EXPECTED',
  mode: null,
  assistantPresent: false,
  muted: false,
  headcount: null,
  soundLostAt: null,
  fallback: false,
  lastInteractedAt: null,
  interactions: 0,
})

const legsOf = (plan: LessonPlan): Record<string, LegState> =>
  Object.fromEntries(plan.legs.map((leg) => [leg.id, newLeg()]))

/** The state before any event but `planned`. */
export const emptyLesson = (lessonId: string, plan: LessonPlan): LessonState => ({
  lessonId,
  revision: 0,
  status: 'SCHEDULED',
  plan,
  openedAt: null,
  startedAt: null,
  endedAt: null,
  lecturerLostAt: null,
  lecturerOnline: false,
  legs: legsOf(plan),
  hands: [],
  stage: null,
  lecturerMuted: false,
  sharing: false,
  page: null,
  board: emptyBoard(),
  observers: [],
  interaction: emptyInteraction(plan.subject),
  recording: noRecording,
  meeting: emptyMeeting(plan.meeting),
  messages: [],
})

const withLeg = (state: LessonState, legId: string, change: Partial<LegState>): LessonState => {
  const leg = state.legs[legId]
  return leg ? { ...state, legs: { ...state.legs, [legId]: { ...leg, ...change } } } : state
}

const interacted = (state: LessonState, legId: string, at: number): LessonState => {
  const leg = state.legs[legId]
  return leg ? withLeg(state, legId, { lastInteractedAt: at, interactions: leg.interactions + 1 }) : state
}

const offStage = (state: LessonState, legId: string): LessonState =>
  state.stage?.legId === legId ? { ...state, stage: null } : state

const withoutHand = (state: LessonState, handId: string | null): LessonState => ({
  ...state,
  hands: state.hands.filter((hand) => hand.id !== handId),
})

const withoutHandsOf = (state: LessonState, legId: string): LessonState => ({
  ...state,
  hands: state.hands.filter((hand) => hand.legId !== legId),
})

/** When the room closes nobody is on stage, no hand is up, and legs have left. */
const closed = (state: LessonState, status: LessonStatus, at: number): LessonState => ({
  ...state,
  status,
  endedAt: state.endedAt ?? at,
  stage: null,
  hands: [],
  sharing: false,
  lecturerOnline: false,
  lecturerLostAt: null,
  observers: [],
  meeting: closeMeeting(state.meeting, at),
  legs: Object.fromEntries(
    Object.entries(state.legs).map(([id, leg]) => [
      id,
      {
        ...leg,
        status: leg.status === 'EXPECTED' ? leg.status : 'LEFT',
        assistantPresent: false,
        soundLostAt: null,
      },
    ]),
  ),
})

const idleStatus = (leg: LegState | undefined, assistantPresent: boolean): LegState['status'] => {
  if (!leg) return 'EXPECTED'
  if (leg.status === 'EXPECTED' || leg.status === 'READY') return assistantPresent ? 'READY' : 'EXPECTED'
  return leg.status
}

function countTaking(state: LessonState, body: InteractionBody, at: number): LessonState {
  const legId = takesPart(state.interaction, body)
  return legId === null ? state : interacted(state, legId, at)
}

type RoomBody = Exclude<LessonEventBody, InteractionBody | MeetingEvent>

function applyBody(state: LessonState, body: RoomBody, at: number): LessonState {
  switch (body.kind) {
    case 'planned':
    case 'replanned':
      return {
        ...state,
        status: 'SCHEDULED',
        plan: body.plan,
        legs: legsOf(body.plan),
        interaction: emptyInteraction(body.plan.subject),
        meeting: emptyMeeting(body.plan.meeting),
      }
    case 'prepared':
      return { ...state, status: 'PREPARED' }
    case 'checked':
      return { ...state, status: 'CHECKED' }
    case 'opened':
      return { ...state, status: 'WAITING', openedAt: at }
    case 'started':
      return { ...state, status: 'LIVE', startedAt: at, meeting: startMeeting(state.meeting, at) }
    case 'interrupted':
      return { ...state, status: 'INTERRUPTED' }
    case 'resumed':
      return { ...state, status: 'LIVE', lecturerLostAt: null }
    case 'ended':
      return closed(state, 'ENDED', at)
    case 'settled':
      return { ...state, status: 'SETTLED' }
    case 'cancelled':
      return closed(state, 'CANCELLED', at)
    case 'rescheduled':
      return closed(state, 'RESCHEDULED', at)
    case 'not_held':
      return closed(state, 'NOT_HELD', at)
    case 'lecturer_online':
      return { ...state, lecturerOnline: true, lecturerLostAt: null }
    case 'lecturer_lost':
      return { ...state, lecturerOnline: false, lecturerLostAt: at, sharing: false }
    case 'leg_online':
      return withLeg(state, body.legId, { status: 'ONLINE' })
    case 'leg_offline':
      return withLeg(state, body.legId, { status: 'OFFLINE', mode: null })
    case 'leg_mode':
      return withLeg(state, body.legId, {
        mode: body.mode,
        status: body.mode === 'full' ? 'ONLINE' : 'DEGRADED',
      })
    case 'assistant_arrived':
      return withLeg(state, body.legId, {
        assistantPresent: true,
        status: idleStatus(state.legs[body.legId], true),
      })
    case 'assistant_left':
      return withLeg(state, body.legId, {
        assistantPresent: false,
        status: idleStatus(state.legs[body.legId], false),
      })
    case 'observer_arrived':
      return {
        ...state,
        observers: [
          ...state.observers.filter((one) => one.id !== body.id),
          {
            id: body.id,
            name: body.name,
            orgName: body.orgName,
            ...(body.hidden ? { hidden: true as const } : {}),
          },
        ],
      }
    case 'observer_left':
      return { ...state, observers: state.observers.filter((one) => one.id !== body.id) }
    case 'hand_raised':
      return {
        ...state,
        hands: [...state.hands, { id: body.handId, legId: body.legId, seat: body.seat, raisedAt: at }],
      }
    case 'hand_lowered':
      return withoutHand(state, body.handId)
    case 'stage_taken':
      return interacted(
        {
          ...withoutHand(withLeg(state, body.legId, { muted: false }), body.handId),
          stage: { legId: body.legId, handId: body.handId, seat: body.seat, since: at },
        },
        body.legId,
        at,
      )
    case 'stage_left':
      return offStage(state, body.legId)
    case 'leg_muted':
      return withLeg(state, body.legId, { muted: true })
    case 'leg_unmuted':
      return withLeg(state, body.legId, { muted: false })
    case 'lecturer_muted':
      return { ...state, lecturerMuted: true }
    case 'lecturer_unmuted':
      return { ...state, lecturerMuted: false }
    case 'share_started':
      return { ...state, sharing: true }
    case 'share_stopped':
      return { ...state, sharing: false }
    case 'page_turned':
      return { ...state, page: body.page }
    case 'deck_chosen':
    case 'surface_shown':
    case 'board_added':
    case 'writing_allowed':
    case 'surface_cleared':
    case 'clear_undone':
    case 'stroke_drawn':
    case 'strokes_erased':
      return { ...state, board: applyBoard(state.board, body) }
    case 'assistant_spoke':
      return interacted(state, body.legId, at)
    case 'headcount_taken':
      return withLeg(state, body.legId, { headcount: body.headcount })
    case 'sound_lost':
      return withLeg(state, body.legId, { soundLostAt: at })
    case 'sound_back':
      return withLeg(state, body.legId, { soundLostAt: null })
    case 'fallback_chosen':
      return withoutHandsOf(offStage(withLeg(state, body.legId, { fallback: true }), body.legId), body.legId)
    case 'message_sent':
      return {
        ...state,
        messages: [
          ...state.messages,
          {
            id: body.messageId,
            at,
            fromId: body.fromId,
            fromName: body.fromName,
            legId: body.legId,
            text: body.text,
          },
        ].slice(-MESSAGES_KEPT),
      }
    case 'notice_seen':
    case 'recording_started':
    case 'recording_paused':
    case 'recording_resumed':
    case 'recording_stopped':
    case 'recording_refused':
      return { ...state, recording: applyRecording(state.recording, body, at) }
    case 'hidden':
      return state
  }
}

function partOf(state: LessonState, body: LessonEventBody, at: number): LessonState {
  if (isInteraction(body)) return countTaking(state, body, at)
  if (!isMeetingEvent(body)) return applyBody(state, body, at)
  if (!state.meeting) return state
  const { plan } = state
  const next = { ...state, meeting: applyMeeting(state.meeting, body, at) }
  return body.kind === 'people_set' && plan.meeting
    ? { ...next, plan: { ...plan, meeting: { ...plan.meeting, people: body.people } } }
    : next
}

/**
 * The room after one more event. Pure; server and browser run the same function. An event that is not the next one
 * (`revision` ≠ state's + 1) leaves the state as it is: the caller must fetch what is missing.
 */
export function applyLessonEvent(state: LessonState, { revision, body, at }: LessonEvent): LessonState {
  if (revision !== state.revision + 1) return state
  const next = partOf(state, body, at)
  return { ...next, interaction: applyInteraction(next.interaction, body, at), revision }
}

/** An inspector who looks in unseen (巡课) is told of after class only, and not by the log. */
const isUnseen = (body: LessonEventBody): boolean => 'hidden' in body && body.hidden === true

const isReadBy = (body: LessonEventBody, isStaff: boolean): boolean =>
  !SEALED_KINDS.includes(body.kind) && !isUnseen(body) && (isStaff || !STAFF_KINDS.includes(body.kind))

/**
 * Lecturer and assistants read the private line, room devices and observers never; what is sealed, and who looks in unseen,
 * nobody reads.
 */
export const projectEvent = (event: LessonEvent, isStaff: boolean): LessonEvent =>
  isReadBy(event.body, isStaff) ? event : { ...event, body: { kind: 'hidden' } }

export const projectState = (state: LessonState, isStaff: boolean): LessonState => ({
  ...state,
  observers: state.observers.filter((one) => !one.hidden),
  interaction: sealInteraction(state.interaction),
  messages: isStaff ? state.messages : [],
})
