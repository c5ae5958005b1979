import type { LessonEvent, LessonEventBody } from './events.ts'
import { STAFF_KINDS } from './events.ts'
import type { LegState, LessonPlan, LessonState, LessonStatus } from './state.ts'
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
  observers: [],
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

function applyBody(state: LessonState, body: LessonEventBody, at: number): LessonState {
  switch (body.kind) {
    case 'planned':
    case 'replanned':
      return { ...state, status: 'SCHEDULED', plan: body.plan, legs: legsOf(body.plan) }
    case 'prepared':
      return { ...state, status: 'PREPARED' }
    case 'checked':
      return { ...state, status: 'CHECKED' }
    case 'opened':
      return { ...state, status: 'WAITING', openedAt: at }
    case 'started':
      return { ...state, status: 'LIVE', startedAt: at }
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
    case 'hidden':
      return state
  }
}

/**
 * The room after one more event. Pure; server and browser run the same function. An event that is not the next one
 * (`revision` ≠ state's + 1) leaves the state as it is: the caller must fetch what is missing.
 */
export const applyLessonEvent = (state: LessonState, event: LessonEvent): LessonState =>
  event.revision === state.revision + 1
    ? { ...applyBody(state, event.body, event.at), revision: event.revision }
    : state

/** An inspector who looks in unseen (巡课) is told of after class only, and not by the log. */
const isUnseen = (body: LessonEventBody): boolean => 'hidden' in body && body.hidden === true

/** Lecturer and assistants read the private line; room devices and observers never do. Nobody reads of a hidden observer. */
export const projectEvent = (event: LessonEvent, isStaff: boolean): LessonEvent =>
  (isStaff || !STAFF_KINDS.includes(event.body.kind)) && !isUnseen(event.body)
    ? event
    : { ...event, body: { kind: 'hidden' } }

export const projectState = (state: LessonState, isStaff: boolean): LessonState => ({
  ...state,
  observers: state.observers.filter((one) => !one.hidden),
  messages: isStaff ? state.messages : [],
})
