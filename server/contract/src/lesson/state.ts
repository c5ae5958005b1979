import { z } from 'zod'
import { Subject, Grade } from '../codes.ts'
import { Id, Millis } from '../primitives.ts'
import { BoardState } from './board.ts'
import { InteractionState } from './interaction.ts'
import { MeetingPlan, MeetingState } from './meeting.ts'
import { LessonRecording } from './recording.ts'
import { Headcount, LegMode, LessonStatus, LessonType } from './terms.ts'

/** What was agreed before the lesson; it does not change in the room. */
export const LessonPlan = z.object({
  title: z.string(),
  type: LessonType,
  subject: Subject,
  grade: Grade,
  plannedStart: Millis,
  plannedMinutes: z.int(),
  lecturer: z.object({ id: Id, name: z.string(), orgName: z.string() }),
  /** Of a meeting, which has no class, the chair's school with an empty name. Plans from before it was kept have no `headcount`. */
  lectureClass: z.object({ id: Id, name: z.string(), orgName: z.string(), headcount: z.int().optional() }),
  legs: z.array(
    z.object({
      id: Id,
      classId: Id,
      className: z.string(),
      orgId: Id,
      orgName: z.string(),
      assistantId: Id.nullable(),
      assistantName: z.string().nullable(),
      headcount: z.int(),
    }),
  ),
  /** Of type `meeting`, and of no other. */
  meeting: MeetingPlan.optional(),
})
export type LessonPlan = z.infer<typeof LessonPlan>

/** 应到…: `EXPECTED→READY→ONLINE⇄DEGRADED⇄OFFLINE→LEFT` (domain §4.2). READY: the assistant is there, the device not yet. */
export const LegStatus = z.enum(['EXPECTED', 'READY', 'ONLINE', 'DEGRADED', 'OFFLINE', 'LEFT'])
export type LegStatus = z.infer<typeof LegStatus>

export const LegState = z.object({
  status: LegStatus,
  mode: LegMode.nullable(),
  assistantPresent: z.boolean(),
  muted: z.boolean(),
  headcount: Headcount.nullable(),
  /** Since when the assistant says the class hears nothing; null while it does. */
  soundLostAt: Millis.nullable(),
  /** The assistant teaches locally from now on (FALLBACK_LOCAL). */
  fallback: z.boolean(),
  lastInteractedAt: Millis.nullable(),
  interactions: z.int(),
})
export type LegState = z.infer<typeof LegState>

export const Hand = z.object({
  id: Id,
  legId: Id,
  /** Seat in the class, 1 to 100; null when the whole class asks. No pupil names anywhere. */
  seat: z.int().min(1).max(100).nullable(),
  raisedAt: Millis,
})
export type Hand = z.infer<typeof Hand>

export const StaffMessage = z.object({
  id: Id,
  at: Millis,
  fromId: Id,
  fromName: z.string(),
  /** The leg the message is about or for; null from the lecturer to all assistants. */
  legId: Id.nullable(),
  text: z.string(),
})
export type StaffMessage = z.infer<typeof StaffMessage>

/** The room as everyone in it sees it: the value of the pure reducer after `revision` events. */
export const LessonState = z.object({
  lessonId: Id,
  revision: z.int().nonnegative(),
  status: LessonStatus,
  plan: LessonPlan,
  openedAt: Millis.nullable(),
  startedAt: Millis.nullable(),
  endedAt: Millis.nullable(),
  /** Since when the lecturer's media connection is gone; null while it is there or before it first came. */
  lecturerLostAt: Millis.nullable(),
  lecturerOnline: z.boolean(),
  legs: z.record(z.string(), LegState),
  hands: z.array(Hand),
  stage: z.object({ legId: Id, handId: Id.nullable(), seat: z.int().nullable(), since: Millis }).nullable(),
  lecturerMuted: z.boolean(),
  sharing: z.boolean(),
  /** Textbook page the lecturer has announced. */
  page: z.int().min(1).max(999).nullable(),
  board: BoardState,
  observers: z.array(
    z.object({ id: Id, name: z.string(), orgName: z.string(), hidden: z.literal(true).optional() }),
  ),
  interaction: InteractionState,
  recording: LessonRecording,
  /** Null in a lesson that is no meeting. */
  meeting: MeetingState.nullable().default(null),
  /** Lecturer and assistants only; empty for everyone else. Newest last, at most 100. */
  messages: z.array(StaffMessage),
})
export type LessonState = z.infer<typeof LessonState>

export const MAX_LEGS = 4
export const MESSAGES_KEPT = 100
