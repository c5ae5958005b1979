import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { LessonStatus } from '../lesson/terms.ts'
import { DateOnly, Id, Label, Millis, PageQuery, pageOf } from '../primitives.ts'
import { endpoint } from './endpoint.ts'
import { Verdict } from './lessons.ts'
import { DeviceCondition, DeviceKind } from './organizations.ts'

const tag = 'rooms'
/** A room is known by its device. */
const byId = z.object({ id: Id })

/** Of a camera or microphone: `denied` by the browser's settings, `busy` in another program, `unknown` where nobody may look. */
export const PartCondition = z.enum(['ok', 'missing', 'denied', 'busy', 'unknown'])
export type PartCondition = z.infer<typeof PartCondition>

/** What a classroom PC says of itself. */
export const RoomReport = z.object({
  place: z.enum(['home', 'lesson', 'check', 'other']),
  camera: PartCondition,
  microphone: PartCondition,
  /** Highest level of the last sample, dBFS; null when nothing was sampled. Never sound. */
  microphoneLevel: z.number().min(-120).max(0).nullable(),
  /** What the browser may keep and keeps, MB; the nearest a page comes to the disk. */
  storage: z.object({ quotaMb: z.int().nonnegative(), usedMb: z.int().nonnegative() }).nullable(),
  browser: Label(60),
  chromiumVersion: z.int().positive().max(9999).nullable(),
  system: z.string().trim().max(60),
  screen: z.object({
    width: z.int().positive().max(20_000),
    height: z.int().positive().max(20_000),
    scale: z.number().positive().max(16),
  }),
  /** Name of the page's build. */
  page: z.string().trim().max(60),
  /** Round trip of the last report, ms, and what the browser believes of the line. */
  rttMs: z.int().nonnegative().max(600_000).nullable(),
  downKbps: z.int().nonnegative().nullable(),
})
export type RoomReport = z.infer<typeof RoomReport>

export const reportRoom = endpoint({
  method: 'POST',
  path: '/api/room/reports',
  tag,
  summary: 'How this room is; said again after `nextSeconds`',
  access: 'device',
  body: RoomReport,
  response: z.object({
    now: Millis,
    nextSeconds: z.int().positive(),
    /** A lesson is near: the next report should bring a level of the microphone. */
    sampleMicrophone: z.boolean(),
  }),
  errors: ['request.rate'],
})

export const RepairKind = z.enum([
  'offline',
  'camera',
  'microphone',
  'check',
  'disk',
  'browser',
  'sound',
  'picture',
  'network',
  'power',
  'other',
])
export type RepairKind = z.infer<typeof RepairKind>
/** Those the system finds by itself; the others are told by people. */
export const FOUND_KINDS = ['offline', 'camera', 'microphone', 'check', 'disk', 'browser'] as const
/** What somebody in the room can tell. */
export const ToldKind = z.enum(['sound', 'picture', 'camera', 'microphone', 'network', 'power', 'other'])
export type ToldKind = z.infer<typeof ToldKind>

export const RepairState = z.enum(['OPEN', 'ACKNOWLEDGED', 'FIXED', 'CLOSED'])
export type RepairState = z.infer<typeof RepairState>

export const RepairTicket = z.object({
  id: Id,
  roomId: Id,
  roomName: z.string(),
  orgName: z.string(),
  className: z.string().nullable(),
  kind: RepairKind,
  state: RepairState,
  /** Null: the system. */
  openedBy: z.string().nullable(),
  openedAt: Millis,
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: Millis.nullable(),
  fixedAt: Millis.nullable(),
  closedAt: Millis.nullable(),
  /** The lesson it threatens. */
  lesson: z.object({ id: Id, title: z.string(), plannedStart: Millis }).nullable(),
  lastNote: z.string(),
  canManage: z.boolean(),
})
export type RepairTicket = z.infer<typeof RepairTicket>

export const RepairEvent = z.object({
  at: Millis,
  kind: z.enum(['opened', 'acknowledged', 'fixed', 'closed', 'reopened', 'noted']),
  by: z.string().nullable(),
  text: z.string(),
})
export type RepairEvent = z.infer<typeof RepairEvent>

export const RoomLesson = z.object({
  id: Id,
  title: z.string(),
  status: LessonStatus,
  subject: Subject,
  grade: Grade,
  plannedStart: Millis,
  plannedMinutes: z.int(),
  lecturerName: z.string(),
  lectureOrgName: z.string(),
  /** The room listens, or the lecture is given from here. */
  role: z.enum(['listen', 'lecture']),
  /** A listening room goes in by itself from `enterFrom` until `enterUntil`. */
  enterFrom: Millis,
  enterUntil: Millis,
  /** When it was moved: where to. */
  movedTo: Millis.nullable(),
})
export type RoomLesson = z.infer<typeof RoomLesson>

export const getRoomDay = endpoint({
  method: 'GET',
  path: '/api/room/day',
  tag,
  summary: 'What is on today in this room, and whom to call',
  access: 'device',
  response: z.object({
    now: Millis,
    lessons: z.array(RoomLesson),
    hotline: z.object({ orgName: z.string(), contact: z.string() }).nullable(),
    /** Not fixed yet. */
    repairs: z.array(RepairTicket.pick({ id: true, kind: true, state: true, openedAt: true })),
  }),
  errors: [],
})

const told = z.object({ kind: ToldKind, text: z.string().trim().max(500).default('') })

export const tellRepairHere = endpoint({
  method: 'POST',
  path: '/api/room/repairs',
  tag,
  summary:
    'Something does not work in this room. While it is being seen to, the answer is the ticket there is',
  access: 'device',
  body: told,
  response: RepairTicket,
  errors: ['request.rate'],
})
export const tellRepair = endpoint({
  method: 'POST',
  path: '/api/rooms/:id/repairs',
  tag,
  summary: 'The same, by somebody of the school',
  access: 'person',
  params: byId,
  body: told,
  response: RepairTicket,
  errors: ['auth.forbidden', 'not_found'],
})

export const RoomProblem = z.object({
  kind: z.enum(FOUND_KINDS),
  verdict: z.enum(['AMBER', 'RED']),
  value: z.number().nullable(),
  limit: z.number().nullable(),
})
export type RoomProblem = z.infer<typeof RoomProblem>

/** BAD: a class would suffer now. OFFLINE: silent while no lesson is near. UNKNOWN: it never reported. */
export const RoomState = z.enum(['BAD', 'WARN', 'OFFLINE', 'UNKNOWN', 'REPAIR', 'GOOD'])
export type RoomState = z.infer<typeof RoomState>

export const Room = z.object({
  id: Id,
  name: z.string(),
  kind: DeviceKind,
  condition: DeviceCondition,
  orgId: Id,
  orgName: z.string(),
  className: z.string().nullable(),
  state: RoomState,
  problems: z.array(RoomProblem),
  online: z.boolean(),
  lastSeenAt: Millis.nullable(),
  report: RoomReport.nullable(),
  lastCheck: z.object({ verdict: Verdict, at: Millis }).nullable(),
  next: z.object({ id: Id, title: z.string(), plannedStart: Millis, status: LessonStatus }).nullable(),
  openRepairs: z.int(),
})
export type Room = z.infer<typeof Room>

export const listRooms = endpoint({
  method: 'GET',
  path: '/api/rooms',
  tag,
  summary: 'Rooms of my schools as they are now, the worst first',
  access: 'person',
  query: PageQuery.extend({ orgId: Id.optional(), state: RoomState.optional() }),
  response: pageOf(Room).extend({
    /** How many of the rooms in scope are in each state. */
    counts: z.record(RoomState, z.int()),
  }),
  errors: ['auth.forbidden'],
})

/** A moment of the history: what had changed, or every few minutes while it was on. */
export const RoomSample = z.object({
  at: Millis,
  state: RoomState,
  problems: z.array(RoomProblem),
  microphoneLevel: z.number().nullable(),
  rttMs: z.int().nullable(),
  place: RoomReport.shape.place,
})
export type RoomSample = z.infer<typeof RoomSample>

export const RoomDetail = Room.extend({
  /** Newest first, of the last seven days. */
  samples: z.array(RoomSample),
  /** Lessons of this week with how the room was before them; null: not yet, or nobody looked. */
  lessons: z.array(
    z.object({
      id: Id,
      title: z.string(),
      plannedStart: Millis,
      status: LessonStatus,
      readiness: Verdict.nullable(),
    }),
  ),
  repairs: z.array(RepairTicket),
  can: z.object({ manage: z.boolean(), tell: z.boolean() }),
})
export type RoomDetail = z.infer<typeof RoomDetail>

export const getRoom = endpoint({
  method: 'GET',
  path: '/api/rooms/:id',
  tag,
  summary: 'One room: now, its week, its repairs',
  access: 'person',
  params: byId,
  response: RoomDetail,
  errors: ['not_found'],
})

export const getRoomFigures = endpoint({
  method: 'GET',
  path: '/api/rooms/figures',
  tag,
  summary: 'R24: room-days green before class, and how long repairs take',
  access: 'person',
  /** Days of the county, both included. */
  query: z.object({ from: DateOnly, to: DateOnly, orgId: Id.optional() }),
  response: z.object({
    /** Days on which a room had a lesson, and those on which it was green before every one. */
    roomDays: z.int(),
    greenDays: z.int(),
    /** Repairs of these days, by the day they were told. */
    repairs: z.int(),
    open: z.int(),
    medianRepairHours: z.number().nullable(),
  }),
  errors: ['auth.forbidden'],
})

export const listRepairs = endpoint({
  method: 'GET',
  path: '/api/repairs',
  tag,
  summary: 'Repairs of my schools: those that wait first, the oldest of them first',
  access: 'person',
  query: PageQuery.extend({ state: z.enum(['waiting', 'fixed', 'all']).default('waiting') }),
  response: pageOf(RepairTicket),
  errors: ['auth.forbidden'],
})
export const getRepair = endpoint({
  method: 'GET',
  path: '/api/repairs/:id',
  tag,
  summary: 'One repair with everything that was done',
  access: 'person',
  params: byId,
  response: RepairTicket.extend({ events: z.array(RepairEvent) }),
  errors: ['not_found'],
})
export const stepRepair = endpoint({
  method: 'POST',
  path: '/api/repairs/:id/steps',
  tag,
  summary: 'Take it on, call it fixed, close it, open it again; or only note something',
  access: 'person',
  params: byId,
  body: z.object({
    step: z.enum(['acknowledge', 'fix', 'close', 'reopen', 'note']),
    text: z.string().trim().max(500).default(''),
  }),
  response: RepairTicket.extend({ events: z.array(RepairEvent) }),
  errors: ['auth.forbidden', 'not_found', 'repair.state', 'request.invalid'],
})
export type RepairStep = 'acknowledge' | 'fix' | 'close' | 'reopen' | 'note'
