import { z } from 'zod'
import {
  EvaluationMarks,
  EvaluatorRole,
  IncidentKind,
  RollSource,
  RollState,
  SeatMark,
} from '../lesson/papers.ts'
import { Headcount, LegResult, LessonStatus } from '../lesson/terms.ts'
import { Id, Millis } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

const tag = 'lesson papers'
const byId = z.object({ id: Id })
const remark = z.string().trim().max(500)

export const LegRoll = z.object({
  headcount: Headcount,
  source: RollSource,
  /** Only inside the listening school; null for everybody else. */
  seats: z.array(SeatMark).nullable(),
  takenByName: z.string(),
  /** Entered by a coordinator in place of the assistant. */
  byProxy: z.boolean(),
  handedInAt: Millis,
  changedAt: Millis,
  state: RollState,
  amendReason: z.string().nullable(),
})
export type LegRoll = z.infer<typeof LegRoll>

export const LegEvaluation = z.object({
  role: EvaluatorRole,
  marks: EvaluationMarks,
  remark: z.string(),
  byName: z.string(),
  changedAt: Millis,
})
export type LegEvaluation = z.infer<typeof LegEvaluation>

export const LessonIncident = z.object({
  id: Id,
  /** Null: of the lecture room, or of the whole lesson. */
  legId: Id.nullable(),
  kind: IncidentKind,
  minutes: z.int(),
  remark: z.string(),
  byName: z.string(),
  reportedAt: Millis,
})
export type LessonIncident = z.infer<typeof LessonIncident>

export const LegPapers = z.object({
  legId: Id,
  orgName: z.string(),
  className: z.string(),
  /** Pupils by the class list: 应到 unless said otherwise. */
  pupils: z.int(),
  result: LegResult.nullable(),
  roll: LegRoll.nullable(),
  evaluations: z.array(LegEvaluation),
  /** The class was there for less than it should and nobody has said why. */
  incidentDue: z.boolean(),
  /** Of the media node's minutes; null when it told nothing. */
  quality: z.object({ rttMs: z.number().nullable(), loss: z.number(), minutes: z.int() }).nullable(),
  /** How long the class heard nothing, by its assistant's word, seconds. */
  silentSeconds: z.int(),
})
export type LegPapers = z.infer<typeof LegPapers>

export const LessonPapers = z.object({
  lessonId: Id,
  title: z.string(),
  status: LessonStatus,
  plannedStart: Millis,
  endedAt: Millis.nullable(),
  legs: z.array(LegPapers),
  incidents: z.array(LessonIncident),
  /** Until when; null while the lesson goes on. */
  closes: z.object({ roll: Millis, upload: Millis, evaluation: Millis }).nullable(),
  /** What I may write: legs whose roll, legs to evaluate as which role, legs (null: the lesson) with an incident form. */
  mine: z.object({
    roll: z.array(Id),
    evaluate: z.array(Id),
    role: EvaluatorRole.nullable(),
    incident: z.array(Id.nullable()),
  }),
})
export type LessonPapers = z.infer<typeof LessonPapers>

/** Made by the client and repeated on a retry: the same key takes effect once. */
const key = { key: Id }

export const RollPaper = z
  .object({
    ...key,
    legId: Id,
    headcount: Headcount,
    source: RollSource,
    seats: z.array(SeatMark).max(100),
    /** Why it is changed although it is locked. */
    reason: z.string().trim().min(1).max(200).nullable(),
  })
  .refine(({ seats }) => new Set(seats.map(({ seat }) => seat)).size === seats.length, {
    error: 'every seat once',
    path: ['seats'],
  })
  .refine(
    ({ source, seats, headcount }) =>
      source === 'quick'
        ? seats.length === 0
        : seats.filter(({ mark }) => mark === 'leave').length === headcount.leave &&
          seats.filter(({ mark }) => mark === 'absent').length === headcount.absent,
    { error: 'seats and counts must agree', path: ['seats'] },
  )
export type RollPaper = z.infer<typeof RollPaper>

export const EvaluationPaper = z.object({ ...key, legId: Id, marks: EvaluationMarks, remark })
export type EvaluationPaper = z.infer<typeof EvaluationPaper>

export const IncidentPaper = z.object({
  ...key,
  /** The same form sent again, changed, has the same id. */
  incidentId: Id,
  legId: Id.nullable(),
  kind: IncidentKind,
  minutes: z.int().min(0).max(120),
  remark,
})
export type IncidentPaper = z.infer<typeof IncidentPaper>

export const getPapers = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/papers',
  tag,
  summary: 'Roll, evaluations and incidents of a lesson, and which of them I may write',
  access: 'person',
  params: byId,
  response: LessonPapers,
  errors: ['not_found'],
})
export const handInRoll = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/papers/roll',
  tag,
  summary:
    'The roll of one class, also long after it was taken: by its assistant, or a coordinator in their place',
  access: 'person',
  params: byId,
  body: RollPaper,
  response: LessonPapers,
  errors: [
    'not_found',
    'auth.forbidden',
    'lesson.leg_unknown',
    'lesson.not_your_leg',
    'lesson.transition',
    'paper.too_late',
    'paper.locked',
    'request.invalid',
  ],
})
export const handInEvaluation = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/papers/evaluation',
  tag,
  summary: 'Five items about one class, by the lecturer or its assistant; changeable for a week',
  access: 'person',
  params: byId,
  body: EvaluationPaper,
  response: LessonPapers,
  errors: [
    'not_found',
    'auth.forbidden',
    'lesson.leg_unknown',
    'lesson.not_your_leg',
    'lesson.transition',
    'paper.locked',
    'request.invalid',
  ],
})
export const reportIncident = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/papers/incident',
  tag,
  summary: 'What went wrong in one class or the whole lesson, for how long',
  access: 'person',
  params: byId,
  body: IncidentPaper,
  response: LessonPapers,
  errors: [
    'not_found',
    'auth.forbidden',
    'lesson.leg_unknown',
    'lesson.not_your_leg',
    'lesson.transition',
    'paper.too_late',
    'request.invalid',
  ],
})
