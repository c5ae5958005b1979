import { z } from 'zod'
import { Id, Millis } from '../primitives.ts'
import { BOARD_EVENTS } from './board.ts'
import { INTERACTION_EVENTS } from './interaction.ts'
import { MEETING_EVENTS } from './meeting.ts'
import { RECORDING_EVENTS } from './recording.ts'
import { LessonPlan } from './state.ts'
import { CancelReason, Headcount, LegMode } from './terms.ts'

const leg = { legId: Id }

/** Everything that can happen in a lesson. `kind` and payload are what `lesson_event` stores. */
export const LessonEventBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('planned'), plan: LessonPlan }),
  z.object({ kind: z.literal('replanned'), plan: LessonPlan }),
  z.object({ kind: z.literal('prepared') }),
  z.object({ kind: z.literal('checked') }),
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('interrupted') }),
  z.object({ kind: z.literal('resumed') }),
  z.object({ kind: z.literal('ended'), by: z.enum(['lecturer', 'hard_stop', 'lost']) }),
  z.object({ kind: z.literal('settled') }),
  z.object({ kind: z.literal('cancelled'), reason: CancelReason, late: z.boolean() }),
  z.object({ kind: z.literal('rescheduled'), to: Id, reason: CancelReason, late: z.boolean() }),
  z.object({ kind: z.literal('not_held') }),
  // people and devices coming and going
  z.object({ kind: z.literal('lecturer_online') }),
  z.object({ kind: z.literal('lecturer_lost') }),
  z.object({ kind: z.literal('leg_online'), ...leg }),
  z.object({ kind: z.literal('leg_offline'), ...leg }),
  z.object({ kind: z.literal('leg_mode'), ...leg, mode: LegMode }),
  z.object({ kind: z.literal('assistant_arrived'), ...leg, personId: Id, name: z.string() }),
  z.object({ kind: z.literal('assistant_left'), ...leg }),
  z.object({
    kind: z.literal('observer_arrived'),
    id: Id,
    name: z.string(),
    orgName: z.string(),
    /** 巡课: nobody reads it before the lesson is over. */
    hidden: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('observer_left'), id: Id, hidden: z.literal(true).optional() }),
  // teaching
  z.object({ kind: z.literal('hand_raised'), ...leg, handId: Id, seat: z.int().min(1).max(100).nullable() }),
  z.object({ kind: z.literal('hand_lowered'), ...leg, handId: Id }),
  z.object({ kind: z.literal('stage_taken'), ...leg, handId: Id.nullable(), seat: z.int().nullable() }),
  z.object({ kind: z.literal('stage_left'), ...leg }),
  z.object({ kind: z.literal('leg_muted'), ...leg }),
  z.object({ kind: z.literal('leg_unmuted'), ...leg }),
  z.object({ kind: z.literal('lecturer_muted') }),
  z.object({ kind: z.literal('lecturer_unmuted') }),
  z.object({ kind: z.literal('share_started') }),
  z.object({ kind: z.literal('share_stopped') }),
  z.object({ kind: z.literal('page_turned'), page: z.int().min(1).max(999) }),
  ...BOARD_EVENTS,
  z.object({ kind: z.literal('assistant_spoke'), ...leg }),
  z.object({ kind: z.literal('headcount_taken'), ...leg, headcount: Headcount }),
  z.object({ kind: z.literal('sound_lost'), ...leg }),
  z.object({ kind: z.literal('sound_back'), ...leg }),
  z.object({ kind: z.literal('fallback_chosen'), ...leg }),
  z.object({
    kind: z.literal('message_sent'),
    messageId: Id,
    fromId: Id,
    fromName: z.string(),
    legId: Id.nullable(),
    text: z.string(),
  }),
  ...INTERACTION_EVENTS,
  ...RECORDING_EVENTS,
  ...MEETING_EVENTS,
  /** In place of an event the viewer may not read, so that revisions stay without gaps. Never stored. */
  z.object({ kind: z.literal('hidden') }),
])
export type LessonEventBody = z.infer<typeof LessonEventBody>
export type LessonEventKind = LessonEventBody['kind']

/** An event with its place in the lesson's log: `revision` counts from 1 without gaps, `at` is the server's clock. */
export const LessonEvent = z.object({ revision: z.int().positive(), at: Millis, body: LessonEventBody })
export type LessonEvent = z.infer<typeof LessonEvent>

/** Kinds that only lecturer and assistants may read. */
export const STAFF_KINDS: readonly LessonEventKind[] = ['message_sent']
