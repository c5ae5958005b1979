import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { Participant } from '../lesson/class-plane.ts'
import {
  CancelReason,
  Headcount,
  LegResult,
  LessonState,
  LessonStatus,
  LessonType,
  MAX_LEGS,
} from '../lesson/state.ts'
import { Id, Label, Millis, PageQuery, pageOf } from '../primitives.ts'
import { CurriculumNode } from './curriculum.ts'
import { endpoint } from './endpoint.ts'
import { MAX_MATERIALS } from './lesson-materials.ts'

const tag = 'lessons'
const byId = z.object({ id: Id })

export const LessonInput = z.object({
  title: Label(60),
  /** A meeting is planned with its research session. */
  type: LessonType.exclude(['meeting']).default('delivery'),
  subject: Subject,
  grade: Grade,
  /** Null: now; the lecturer is then in the waiting room at once. */
  plannedStart: Millis.nullable(),
  plannedMinutes: z.int().min(10).max(120).default(40),
  /** Whoever plans for somebody else (coordinator, officer) names the lecturer; null is oneself. */
  lecturerId: Id.nullable().default(null),
  lectureClassId: Id,
  /** None in a master teacher's lesson for teachers alone. */
  legs: z.array(z.object({ classId: Id, assistantId: Id.nullable() })).max(MAX_LEGS),
  /** What of the textbook it teaches; a node of the same subject. */
  nodeId: Id.nullable().default(null),
})
export type LessonInput = z.infer<typeof LessonInput>

/** Why a class listens that no agreement in force lets listen; only whoever plans lessons for others can give one. */
const pairingReason = z.string().trim().min(2).max(200).nullable().default(null)

export const LessonSummary = z.object({
  id: Id,
  status: LessonStatus,
  title: z.string(),
  type: LessonType,
  subject: Subject,
  grade: Grade,
  plannedStart: Millis,
  plannedMinutes: z.int(),
  startedAt: Millis.nullable(),
  endedAt: Millis.nullable(),
  lecturerName: z.string(),
  lectureOrgName: z.string(),
  lectureClassName: z.string(),
  legs: z.array(
    z.object({
      id: Id,
      orgName: z.string(),
      className: z.string(),
      assistantName: z.string().nullable(),
      result: LegResult.nullable(),
    }),
  ),
  /** My part in it, null when I only may read it. */
  me: Participant.nullable(),
})
export type LessonSummary = z.infer<typeof LessonSummary>

/** Minutes are whole-lesson sums, to a tenth. */
export const LegLedger = z.object({
  legId: Id,
  orgName: z.string(),
  className: z.string(),
  assistantName: z.string().nullable(),
  /** Online times inside the lesson, overlaps counted once, by media-node events only. */
  intervals: z.array(z.object({ from: Millis, to: Millis })),
  plannedMinutes: z.number(),
  onlineMinutes: z.number(),
  modeMinutes: z.object({
    full: z.number(),
    low: z.number(),
    image: z.number(),
    audio: z.number(),
    off: z.number(),
  }),
  interruptions: z.int(),
  interactions: z.int(),
  headcount: Headcount.nullable(),
  result: LegResult.nullable(),
})
export type LegLedger = z.infer<typeof LegLedger>

export const LessonDetail = z.object({
  summary: LessonSummary,
  state: LessonState,
  ledger: z.array(LegLedger),
  /** Observers who were there, shown after class. */
  observers: z.array(z.object({ id: Id, name: z.string(), orgName: z.string() })),
  node: CurriculumNode.nullable(),
  can: z.object({
    edit: z.boolean(),
    cancel: z.boolean(),
    enter: z.boolean(),
    settle: z.boolean(),
    export: z.boolean(),
  }),
})
export type LessonDetail = z.infer<typeof LessonDetail>

export const listLessons = endpoint({
  method: 'GET',
  path: '/api/lessons',
  tag,
  summary: 'Lessons I take part in or may see. A device gets those of its class',
  access: 'any',
  query: PageQuery.extend({
    scope: z.enum(['mine', 'all']).default('mine'),
    when: z.enum(['today', 'coming', 'past', 'any']).default('any'),
    from: z.coerce.number().int().optional(),
    to: z.coerce.number().int().optional(),
  }),
  response: pageOf(LessonSummary),
  errors: [],
})
export const planLesson = endpoint({
  method: 'POST',
  path: '/api/lessons',
  tag,
  summary: 'Plan a lesson, or start one now (plannedStart null)',
  access: 'person',
  /** `materialIds`: resources of the library that I may see. */
  body: LessonInput.extend({ materialIds: z.array(Id).max(MAX_MATERIALS).default([]), pairingReason }),
  response: LessonSummary,
  errors: [
    'auth.forbidden',
    'lesson.legs',
    'lesson.busy',
    'lesson.unpaired',
    'not_found',
    'lesson.unprepared',
    'lesson.not_lecturer',
    'node.unknown',
  ],
})
export const getLesson = endpoint({
  method: 'GET',
  path: '/api/lessons/:id',
  tag,
  summary: 'One lesson: plan, state, leg ledger, what I may do',
  access: 'any',
  params: byId,
  response: LessonDetail,
  errors: ['not_found'],
})
export const updateLesson = endpoint({
  method: 'PUT',
  path: '/api/lessons/:id',
  tag,
  summary: 'Change the plan before the room opens',
  access: 'person',
  params: byId,
  /** `version`: the `revision` of the state that was read. */
  body: LessonInput.extend({ version: z.int().positive(), pairingReason }),
  response: LessonSummary,
  errors: [
    'auth.forbidden',
    'not_found',
    'conflict.changed',
    'lesson.transition',
    'lesson.legs',
    'lesson.busy',
    'lesson.unpaired',
    'node.unknown',
  ],
})
export const cancelLesson = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/cancel',
  tag,
  summary: 'Cancel before it is live, with a reason',
  access: 'person',
  params: byId,
  body: z.object({ reason: CancelReason }),
  response: LessonSummary,
  errors: ['auth.forbidden', 'not_found', 'lesson.transition'],
})
export const rescheduleLesson = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/reschedule',
  tag,
  summary: 'Move to another time: this one becomes RESCHEDULED, the answer is the new lesson',
  access: 'person',
  params: byId,
  body: z.object({ plannedStart: Millis, reason: CancelReason }),
  response: LessonSummary,
  errors: ['auth.forbidden', 'not_found', 'lesson.transition', 'lesson.busy'],
})
export const settleLesson = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/settle',
  tag,
  summary: 'Settle when every leg has handed in its headcount (else the system does after 24 h)',
  access: 'person',
  params: byId,
  response: LessonSummary,
  errors: ['auth.forbidden', 'not_found', 'lesson.transition', 'lesson.unsettled'],
})
export const exportLedger = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/ledger.xlsx',
  tag,
  summary: 'The leg ledger as a workbook',
  access: 'person',
  params: byId,
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: ['not_found', 'auth.forbidden'],
})

/** Everything a browser needs to join in two more round trips. */
export const MediaAccess = z.object({
  /** Origin of the node for browsers, e.g. `http://127.0.0.1:8081`. */
  url: z.url(),
  ticket: z.string(),
  expiresAt: Millis,
  rtpCapabilities: z.record(z.string(), z.unknown()),
  iceServers: z.array(
    z.object({ urls: z.string(), username: z.string().optional(), credential: z.string().optional() }),
  ),
})
export type MediaAccess = z.infer<typeof MediaAccess>

export const getMediaAccess = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/media-access',
  tag,
  summary: 'A ticket for the media room of a lesson that is WAITING, LIVE or INTERRUPTED',
  access: 'any',
  params: byId,
  response: MediaAccess,
  errors: ['not_found', 'lesson.not_participant', 'lesson.closed_room', 'media.no_node'],
})

export const getCheckAccess = endpoint({
  method: 'POST',
  path: '/api/device-checks/media-access',
  tag: 'checks',
  summary: 'A ticket for an echo room of my own on the media node, for the line check',
  access: 'any',
  response: MediaAccess,
  errors: ['media.no_node'],
})

/** Measured by the browser against the real media node; null where it could not be measured. */
export const CheckMeasurements = z.object({
  camera: z.boolean(),
  microphone: z.boolean(),
  /** Highest microphone level heard, dBFS. */
  microphoneLevel: z.number().min(-120).max(0).nullable(),
  /** The person confirmed the tone from the speaker. */
  speaker: z.boolean().nullable(),
  browser: z.string().max(60),
  chromiumVersion: z.int().nullable(),
  downKbps: z.number().nonnegative().nullable(),
  upKbps: z.number().nonnegative().nullable(),
  rttMs: z.number().nonnegative().nullable(),
  loss: z.number().min(0).max(1).nullable(),
  path: z.enum(['udp', 'tcp', 'relay', 'none']),
  clockSkewMs: z.number(),
})
export type CheckMeasurements = z.infer<typeof CheckMeasurements>

export const Verdict = z.enum(['GREEN', 'AMBER', 'RED'])
/** One finding: a stable key the web app translates into what is wrong and what to do. */
export const CheckFinding = z.object({
  item: z.enum(['camera', 'microphone', 'speaker', 'browser', 'down', 'up', 'rtt', 'loss', 'path', 'clock']),
  verdict: Verdict,
  value: z.number().nullable(),
  limit: z.number().nullable(),
})
export const DeviceCheck = z.object({
  id: Id,
  at: Millis,
  verdict: Verdict,
  findings: z.array(CheckFinding),
  measurements: CheckMeasurements,
  lessonId: Id.nullable(),
})
export type DeviceCheck = z.infer<typeof DeviceCheck>

export const submitCheck = endpoint({
  method: 'POST',
  path: '/api/device-checks',
  tag: 'checks',
  summary: 'Store a finished check; the server judges it by the thresholds in force',
  access: 'any',
  body: z.object({ lessonId: Id.nullable(), measurements: CheckMeasurements }),
  response: DeviceCheck,
  errors: [],
})
export const listChecks = endpoint({
  method: 'GET',
  path: '/api/device-checks',
  tag: 'checks',
  summary: 'My latest checks, or those of one device in my scope',
  access: 'any',
  query: z.object({ deviceId: Id.optional() }),
  response: z.array(DeviceCheck),
  errors: ['not_found'],
})

export const Health = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  dependencies: z.record(
    z.string(),
    z.object({ status: z.enum(['ok', 'down']), detail: z.string().optional() }),
  ),
})
export const getHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  tag: 'system',
  summary: 'Readiness with the state of each dependency (503 when down); `?live` answers liveness only',
  access: 'public',
  query: z.object({ live: z.string().optional() }),
  response: Health,
  errors: [],
})
