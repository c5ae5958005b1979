import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { LessonStatus } from '../lesson/terms.ts'
import { DateOnly, Id, Label, Millis } from '../primitives.ts'

/** 集体备课, 磨课, 同课异构, 课例研究, 专题讲座 (domain §4.3). */
export const SessionForm = z.enum(['preparation', 'polishing', 'variants', 'lesson_study', 'lecture'])
export type SessionForm = z.infer<typeof SessionForm>

export const SessionState = z.enum([
  'PROPOSED',
  'SCHEDULED',
  'INDIVIDUAL_PREP',
  'DISCUSSION',
  'SECOND_PREP',
  'TEACHING',
  'REVIEW',
  'REFLECTION',
  'OUTCOME',
  'CLOSED',
  'CANCELLED',
])
export type SessionState = z.infer<typeof SessionState>

const WHOLE_PATH = SessionState.options.filter((state) => state !== 'CANCELLED')
/** The states each form goes through, in order. A lecture has nothing to prepare together and no lesson to teach. */
export const SESSION_PATHS: Record<SessionForm, readonly SessionState[]> = {
  preparation: WHOLE_PATH,
  polishing: WHOLE_PATH,
  variants: WHOLE_PATH,
  lesson_study: WHOLE_PATH,
  lecture: ['PROPOSED', 'SCHEDULED', 'DISCUSSION', 'REFLECTION', 'OUTCOME', 'CLOSED'],
}

/** What a lesson of the portal is to the session: the live room of its members, or the lesson that is taught. */
export const SessionLessonPurpose = z.enum(['meeting', 'teaching'])
export type SessionLessonPurpose = z.infer<typeof SessionLessonPurpose>

export const SessionInput = z.object({
  theme: Label(80),
  /** What shall be solved, in plain words. */
  summary: z.string().trim().max(1000).default(''),
  subject: Subject,
  grade: Grade,
  /** Node of the curriculum tree, usually a lesson. */
  nodeId: Id.nullable().default(null),
  form: SessionForm,
  communityId: Id.nullable().default(null),
  /** 主备人. Always a member. */
  mainPreparerId: Id,
  /** When the members meet; null: not agreed yet. */
  startsAt: Millis.nullable().default(null),
  plannedMinutes: z.int().min(20).max(240).default(90),
})
export type SessionInput = z.infer<typeof SessionInput>

export const SessionAgendaItem = z.object({
  id: Id,
  title: Label(60),
  /** How long it may take. */
  minutes: z.int().min(1).max(180),
})
export type SessionAgendaItem = z.infer<typeof SessionAgendaItem>

export const SessionCard = z.object({
  id: Id,
  theme: z.string(),
  subject: Subject,
  grade: Grade,
  form: SessionForm,
  state: SessionState,
  /** 1, and more for a lesson that is polished. */
  round: z.int().positive(),
  communityId: Id.nullable(),
  communityName: z.string().nullable(),
  hostOrgId: Id,
  hostOrgName: z.string(),
  mainPreparerId: Id,
  mainPreparerName: z.string(),
  startsAt: Millis.nullable(),
  plannedMinutes: z.int(),
  /** First version of the design (个人初备) and reflections are due on these days. */
  prepDueOn: DateOnly.nullable(),
  reflectionDueOn: DateOnly.nullable(),
  members: z.int(),
  schools: z.int(),
  ruralMembers: z.int(),
  /** Null until it was decided. */
  counted: z.boolean().nullable(),
  /** Whether the reader is one of its members. */
  mine: z.boolean(),
})
export type SessionCard = z.infer<typeof SessionCard>

export const SessionMember = z.object({
  personId: Id,
  name: z.string(),
  orgId: Id,
  orgName: z.string(),
  rural: z.boolean(),
  isMainPreparer: z.boolean(),
  hasReflected: z.boolean(),
  /** By the server's join intervals; null before they were summed up. */
  attendedMinutes: z.number().nullable(),
  attended: z.boolean().nullable(),
})
export type SessionMember = z.infer<typeof SessionMember>

export const SessionLesson = z.object({
  lessonId: Id,
  purpose: SessionLessonPurpose,
  round: z.int().positive(),
  title: z.string(),
  status: LessonStatus,
  lecturerName: z.string(),
  plannedStart: Millis,
  plannedMinutes: z.int(),
})
export type SessionLesson = z.infer<typeof SessionLesson>

/** A step that was taken; `byName` null: nobody, time did it. */
export const SessionStep = z.object({
  state: SessionState,
  round: z.int().positive(),
  at: Millis,
  byName: z.string().nullable(),
})
export type SessionStep = z.infer<typeof SessionStep>

export const SessionDetail = z.object({
  card: SessionCard,
  revision: z.int(),
  summary: z.string(),
  nodeId: Id.nullable(),
  /** The node spelled out from the volume on, empty without one. */
  nodePath: z.array(z.string()),
  cancelReason: z.string().nullable(),
  /** States of its form in order. */
  path: z.array(SessionState),
  steps: z.array(SessionStep),
  members: z.array(SessionMember),
  agenda: z.array(SessionAgendaItem),
  lessons: z.array(SessionLesson),
  /** The newest live room of the members. */
  meetingLessonId: Id.nullable(),
  can: z.object({
    edit: z.boolean(),
    manageMembers: z.boolean(),
    link: z.boolean(),
    /** Is a member of a session that is under way: prepares, observes, discusses. */
    takePart: z.boolean(),
    reflect: z.boolean(),
    /** States it may be brought to now. */
    steps: z.array(SessionState),
  }),
})
export type SessionDetail = z.infer<typeof SessionDetail>
