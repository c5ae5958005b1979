import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { DateOnly, Id, Label, Millis, PageQuery, pageOf } from '../primitives.ts'

const tag = 'programmes'
const byId = z.object({ id: Id })
const byPerson = z.object({ id: Id, personId: Id })
/** The programme as it was looked at: no step is taken on another one. */
const seen = z.object({ revision: z.int() })
const refusals = ['auth.forbidden', 'not_found', 'programme.state', 'conflict.changed'] as const

/** 国培·省培·市培·县培·校本, domain §4.2. */
export const ProgrammeLevel = z.enum(['national', 'provincial', 'municipal', 'county', 'school'])
export type ProgrammeLevel = z.infer<typeof ProgrammeLevel>
/** 集中·网络·校本·送教下乡·跟岗·工作坊·同步教研. */
export const ProgrammeType = z.enum([
  'central',
  'online',
  'school_based',
  'send_teaching',
  'shadowing',
  'workshop',
  'joint_research',
])
export type ProgrammeType = z.infer<typeof ProgrammeType>
export const ProgrammeAudience = z.enum(['everybody', 'teachers', 'rural_teachers', 'principals'])
export type ProgrammeAudience = z.infer<typeof ProgrammeAudience>
export const ProgrammeState = z.enum(['PLANNED', 'ENROLLING', 'RUNNING', 'ASSESSING', 'CLOSED', 'CANCELLED'])
export type ProgrammeState = z.infer<typeof ProgrammeState>
/** `WAITING`: approved by the school, but every place is taken; moves up by itself. */
export const EnrolmentState = z.enum(['REQUESTED', 'APPROVED', 'WAITING', 'REFUSED', 'WITHDRAWN'])
export type EnrolmentState = z.infer<typeof EnrolmentState>
/** 面授·直播·视频·校本·跟岗·送教下乡. */
export const ProgrammeSessionKind = z.enum(['face', 'live', 'video', 'school', 'shadowing', 'village'])
export type ProgrammeSessionKind = z.infer<typeof ProgrammeSessionKind>
/** Kinds at which people are in one place and check in by the code on the trainer's screen. */
export const CHECK_IN_KINDS: readonly ProgrammeSessionKind[] = ['face', 'school', 'village']

export const ProgrammeInput = z.object({
  title: Label(80),
  summary: z.string().trim().max(2000).default(''),
  level: ProgrammeLevel,
  type: ProgrammeType,
  audience: ProgrammeAudience,
  places: z.int().min(1).max(2000),
  /** Of the places, so many are for people of rural schools only. */
  ruralPlaces: z.int().min(0).max(2000),
  /** Class hours (学时) that whoever passes may claim. */
  hours: z.number().min(0.5).max(200).multipleOf(0.5),
  startsOn: DateOnly,
  endsOn: DateOnly,
  /** People who lead it beside its author. */
  trainerIds: z.array(Id).max(8).default([]),
  /** Share of the sessions that must count, %. */
  attendPercent: z.int().min(0).max(100),
  needsTests: z.boolean(),
  needsWork: z.boolean(),
})
export type ProgrammeInput = z.infer<typeof ProgrammeInput>

export const ProgrammeSessionInput = z.object({
  kind: ProgrammeSessionKind,
  title: Label(80),
  startsAt: Millis,
  endsAt: Millis,
  place: z.string().trim().max(80).default(''),
  /** The lesson or meeting that a live session is. */
  lessonId: Id.nullable().default(null),
  /** The video of the library that a video session is. */
  resourceId: Id.nullable().default(null),
  /** The school that takes people in, for shadowing. */
  hostOrgId: Id.nullable().default(null),
  /** Days of shadowing that must be signed. */
  days: z.int().min(1).max(60).nullable().default(null),
})
export type ProgrammeSessionInput = z.infer<typeof ProgrammeSessionInput>

/** What the server knows of one person at one session. */
export const SessionStanding = z.object({
  counted: z.boolean(),
  inAt: Millis.nullable(),
  outAt: Millis.nullable(),
  /** Written in by the trainer, with this reason. */
  reason: z.string().nullable(),
  /** Minutes in the live room; null for other kinds. */
  minutes: z.int().nullable(),
  watchedPercent: z.int().nullable(),
  testBest: z.int().nullable(),
  testPassed: z.boolean().nullable(),
  attemptsLeft: z.int().nullable(),
  signedDays: z.int().nullable(),
})
export type SessionStanding = z.infer<typeof SessionStanding>

export const ProgrammeSession = z.object({
  id: Id,
  ...ProgrammeSessionInput.shape,
  hostOrgName: z.string().nullable(),
  lessonTitle: z.string().nullable(),
  resourceTitle: z.string().nullable(),
  hasTest: z.boolean(),
  /** The reader's own standing; null for whoever is not enrolled. */
  mine: SessionStanding.nullable(),
  /** May sign days of shadowing for the host. */
  canSign: z.boolean(),
})
export type ProgrammeSession = z.infer<typeof ProgrammeSession>

export const ProgrammeCard = z.object({
  id: Id,
  title: z.string(),
  summary: z.string(),
  level: ProgrammeLevel,
  type: ProgrammeType,
  audience: ProgrammeAudience,
  state: ProgrammeState,
  orgName: z.string(),
  trainerNames: z.array(z.string()),
  places: z.int(),
  ruralPlaces: z.int(),
  taken: z.int(),
  ruralTaken: z.int(),
  waiting: z.int(),
  /** Requests nobody has decided on. */
  requested: z.int(),
  hours: z.number(),
  startsOn: DateOnly,
  endsOn: DateOnly,
  sessions: z.int(),
  /** The reader's own enrolment. */
  mine: EnrolmentState.nullable(),
})
export type ProgrammeCard = z.infer<typeof ProgrammeCard>

export const AssessmentGap = z.enum(['attendance', 'tests', 'work'])
export type AssessmentGap = z.infer<typeof AssessmentGap>
export const Assessment = z.object({
  sessions: z.int(),
  counted: z.int(),
  tests: z.int(),
  testsPassed: z.int(),
  workAccepted: z.boolean(),
  /** What the rule still misses. */
  gaps: z.array(AssessmentGap),
  passed: z.boolean(),
})
export type Assessment = z.infer<typeof Assessment>

export const ProgrammeWork = z.object({
  text: z.string(),
  handedInAt: Millis,
  /** Null: not looked at yet. */
  accepted: z.boolean().nullable(),
  comment: z.string(),
})
export type ProgrammeWork = z.infer<typeof ProgrammeWork>

export const ProgrammeDetail = z.object({
  card: ProgrammeCard,
  revision: z.int(),
  trainers: z.array(z.object({ id: Id, name: z.string() })),
  attendPercent: z.int(),
  needsTests: z.boolean(),
  needsWork: z.boolean(),
  sessions: z.array(ProgrammeSession),
  mine: z
    .object({
      state: EnrolmentState,
      /** Why it was refused. */
      reason: z.string().nullable(),
      /** Place in the waiting list, from 1. */
      position: z.int().nullable(),
      assessment: Assessment.nullable(),
      work: ProgrammeWork.nullable(),
    })
    .nullable(),
  cancelledReason: z.string().nullable(),
  /** Numbers it runs by, of the dated rules. */
  policy: z.object({
    passScore: z.number(),
    attempts: z.number(),
    watchedPercent: z.number(),
    livePercent: z.number(),
  }),
  can: z.object({
    edit: z.boolean(),
    schedule: z.boolean(),
    discard: z.boolean(),
    open: z.boolean(),
    start: z.boolean(),
    assess: z.boolean(),
    close: z.boolean(),
    cancel: z.boolean(),
    enrol: z.boolean(),
    withdraw: z.boolean(),
    /** Sees the enrolment desk, and may decide for people of some school. */
    decide: z.boolean(),
    /** Leads it: attendance, tests, works, assessment. */
    lead: z.boolean(),
    handIn: z.boolean(),
  }),
})
export type ProgrammeDetail = z.infer<typeof ProgrammeDetail>

export const ProgrammeScope = z.enum(['all', 'mine', 'led', 'decide'])
export type ProgrammeScope = z.infer<typeof ProgrammeScope>
export const listProgrammes = endpoint({
  method: 'GET',
  path: '/api/programmes',
  tag,
  summary: 'Training programmes: all, those I am enrolled in, those I lead, those with requests I decide on',
  access: 'person',
  query: PageQuery.extend({
    scope: ProgrammeScope.default('all'),
    level: ProgrammeLevel.optional(),
    type: ProgrammeType.optional(),
    state: ProgrammeState.optional(),
  }),
  response: pageOf(ProgrammeCard),
  errors: [],
})
export const createProgramme = endpoint({
  method: 'POST',
  path: '/api/programmes',
  tag,
  summary: 'Plan a programme of an organization I serve at',
  access: 'person',
  body: ProgrammeInput.extend({ orgId: Id }),
  response: ProgrammeDetail,
  errors: ['auth.forbidden', 'not_found', 'programme.description'],
})
export const getProgramme = endpoint({
  method: 'GET',
  path: '/api/programmes/:id',
  tag,
  summary: 'One programme with its sessions, what I have done of them and what I may do',
  access: 'person',
  params: byId,
  response: ProgrammeDetail,
  errors: ['not_found'],
})
export const updateProgramme = endpoint({
  method: 'PUT',
  path: '/api/programmes/:id',
  tag,
  summary: 'Describe it anew, until it runs. Places never become fewer than are taken',
  access: 'person',
  params: byId,
  body: ProgrammeInput.extend(seen.shape),
  response: ProgrammeDetail,
  errors: [...refusals, 'programme.description', 'programme.places'],
})
export const discardProgramme = endpoint({
  method: 'DELETE',
  path: '/api/programmes/:id',
  tag,
  summary: 'Throw a plan away that nobody has seen',
  access: 'person',
  params: byId,
  errors: refusals,
})

const step = (verb: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/api/programmes/:id/${verb}`,
    tag,
    summary,
    access: 'person',
    params: byId,
    body: seen,
    response: ProgrammeDetail,
    errors: refusals,
  })
export const openProgramme = endpoint({
  ...step('open', 'Teachers may enrol; it has a session'),
  errors: [...refusals, 'programme.incomplete'],
})
export const startProgramme = step('start', 'It runs')
export const assessProgramme = step('assess', 'Its sessions are over')
export const closeProgramme = step('close', 'Whoever passed claims the hours, once')
export const cancelProgramme = endpoint({
  ...step('cancel', 'Call it off, with a reason'),
  body: seen.extend({ reason: z.string().trim().min(2).max(300) }),
})

export const enrolInProgramme = endpoint({
  method: 'POST',
  path: '/api/programmes/:id/enrolment',
  tag,
  summary: 'Ask for a place; the school or the county decides',
  access: 'person',
  params: byId,
  response: ProgrammeDetail,
  errors: ['not_found', 'programme.state', 'programme.audience', 'programme.enrolled'],
})
export const withdrawFromProgramme = endpoint({
  method: 'DELETE',
  path: '/api/programmes/:id/enrolment',
  tag,
  summary: 'Give the place back; the next on the waiting list moves up',
  access: 'person',
  params: byId,
  response: ProgrammeDetail,
  errors: ['not_found', 'programme.state', 'programme.not_enrolled'],
})

export const Enrolment = z.object({
  personId: Id,
  name: z.string(),
  orgId: Id,
  orgName: z.string(),
  isRural: z.boolean(),
  isPrincipal: z.boolean(),
  state: EnrolmentState,
  requestedAt: Millis,
  decidedByName: z.string().nullable(),
  reason: z.string().nullable(),
  canDecide: z.boolean(),
})
export type Enrolment = z.infer<typeof Enrolment>
export const listEnrolments = endpoint({
  method: 'GET',
  path: '/api/programmes/:id/enrolments',
  tag,
  summary: 'Who asked for a place, as far as I lead the programme or decide for the school',
  access: 'person',
  params: byId,
  response: z.object({ items: z.array(Enrolment) }),
  errors: ['auth.forbidden', 'not_found'],
})
export const decideEnrolment = endpoint({
  method: 'POST',
  path: '/api/programmes/:id/enrolments/:personId/decision',
  tag,
  summary: 'Approve a request (a place, or the waiting list when all are taken) or refuse it with a reason',
  access: 'person',
  params: byPerson,
  body: z
    .object({ decision: z.enum(['APPROVE', 'REFUSE']), reason: z.string().trim().max(300).default('') })
    .refine(({ decision, reason }) => decision === 'APPROVE' || reason.length >= 2, { path: ['reason'] }),
  response: z.object({ state: EnrolmentState }),
  errors: ['auth.forbidden', 'not_found', 'programme.state', 'programme.decided'],
})

export const handInWork = endpoint({
  method: 'PUT',
  path: '/api/programmes/:id/work',
  tag,
  summary: 'Hand in my work, or a better one until it is accepted',
  access: 'person',
  params: byId,
  body: z.object({ text: z.string().trim().min(10).max(10_000) }),
  response: ProgrammeDetail,
  errors: ['not_found', 'programme.state', 'programme.not_enrolled', 'programme.work_accepted'],
})
export const SheetRow = z.object({
  personId: Id,
  name: z.string(),
  orgName: z.string(),
  isRural: z.boolean(),
  isPrincipal: z.boolean(),
  /** In the order of the sessions. */
  standings: z.array(SessionStanding),
  work: ProgrammeWork.nullable(),
  assessment: Assessment,
  override: z.object({ passed: z.boolean(), reason: z.string(), byName: z.string(), at: Millis }).nullable(),
  /** By the rule, or by the word of the trainer. */
  passed: z.boolean(),
  claimed: z.boolean(),
})
export type SheetRow = z.infer<typeof SheetRow>
export const getAssessmentSheet = endpoint({
  method: 'GET',
  path: '/api/programmes/:id/sheet',
  tag,
  summary: 'Everybody with a place: sessions, tests, work and what follows from the rule',
  access: 'person',
  params: byId,
  response: z.object({
    sessions: z.array(z.object({ id: Id, title: z.string(), kind: ProgrammeSessionKind })),
    rows: z.array(SheetRow),
  }),
  errors: ['auth.forbidden', 'not_found'],
})
export const judgeWork = endpoint({
  method: 'POST',
  path: '/api/programmes/:id/works/:personId/judgement',
  tag,
  summary: 'Accept a work that was handed in, or give it back with a comment',
  access: 'person',
  params: byPerson,
  body: z
    .object({ accepted: z.boolean(), comment: z.string().trim().max(500).default('') })
    .refine(({ accepted, comment }) => accepted || comment.length >= 2, { path: ['comment'] }),
  errors: ['auth.forbidden', 'not_found', 'programme.state'],
})
export const overrideAssessment = endpoint({
  method: 'POST',
  path: '/api/programmes/:id/sheet/:personId/override',
  tag,
  summary: 'Decide against the rule, with a reason that stays',
  access: 'person',
  params: byPerson,
  body: z.object({ passed: z.boolean(), reason: z.string().trim().min(5).max(300) }),
  errors: ['auth.forbidden', 'not_found', 'programme.state'],
})
