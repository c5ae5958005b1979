import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { LessonStatus } from '../lesson/terms.ts'
import { Id, Millis } from '../primitives.ts'
import { ReplayTime } from '../recordings/replay.ts'
import { KeptMark, SentMark } from './marks.ts'
import { ScaleContent } from './scale.ts'

const tag = 'research'
const byId = z.object({ id: Id })

export const MAX_MARKS_AT_ONCE = 200

export const ItemAnswers = z
  .record(Id, z.object({ value: z.number().nullable(), text: z.string().max(1000) }))
  .refine((answers) => Object.keys(answers).length <= 600)

/** 观课记录: what one observer wrote of one lesson. Nobody else reads it before it is handed in. */
export const ObservationSheet = z.object({
  id: Id,
  sessionId: Id,
  lessonId: Id,
  /** Null: marks only, without a scale. */
  scaleVersionId: Id.nullable(),
  openedAt: Millis,
  handedInAt: Millis.nullable(),
  /** Until then what was handed in may be taken back; null: no more. */
  takeBackUntil: Millis.nullable(),
  marks: z.array(KeptMark),
  answers: ItemAnswers,
  /** Counts the author's changes of the answers, from 0. */
  answersEdit: z.int().nonnegative(),
})
export type ObservationSheet = z.infer<typeof ObservationSheet>

/** A scale as an observer fills it in. */
export const SheetScale = z.object({
  id: Id,
  title: z.string(),
  purpose: z.string(),
  number: z.int(),
  content: ScaleContent,
})
export type SheetScale = z.infer<typeof SheetScale>

export const SessionLessonSeen = z.object({
  id: Id,
  title: z.string(),
  status: LessonStatus,
  lecturerName: z.string(),
  orgName: z.string(),
  plannedStart: Millis,
  plannedMinutes: z.int(),
  startedAt: Millis.nullable(),
  endedAt: Millis.nullable(),
  /** There is something to play, and I may see it. */
  hasReplay: z.boolean(),
  classNames: z.array(z.string()),
})
export type SessionLessonSeen = z.infer<typeof SessionLessonSeen>

/** All that the observer's page needs, so that it can go on without a line. */
export const Observation = z.object({
  sessionId: Id,
  theme: z.string(),
  lessons: z.array(SessionLessonSeen),
  scales: z.array(SheetScale),
  /** Mine. */
  sheets: z.array(ObservationSheet),
  takeBackMinutes: z.number(),
  mayObserve: z.boolean(),
})
export type Observation = z.infer<typeof Observation>

export const getObservation = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/observation',
  tag,
  summary: 'The lessons of a session, the scales, and my own sheets',
  access: 'person',
  params: byId,
  response: Observation,
  errors: ['not_found', 'auth.forbidden'],
})
export const putSheet = endpoint({
  method: 'PUT',
  path: '/api/research/sessions/:id/sheets/:sheetId',
  tag,
  summary: 'Begin a sheet, or choose another scale for it. One observer has one sheet of a lesson',
  access: 'person',
  params: z.object({ id: Id, sheetId: Id }),
  body: z.object({ lessonId: Id, scaleVersionId: Id.nullable() }),
  response: ObservationSheet,
  errors: ['not_found', 'auth.forbidden', 'observation.closed', 'observation.handed_in', 'scale.state'],
})
export const syncSheet = endpoint({
  method: 'POST',
  path: '/api/research/sheets/:id/marks',
  tag,
  summary: 'Keep marks and answers. Repeated, each is kept once; an older edit changes nothing',
  access: 'person',
  params: byId,
  body: z.object({
    marks: z.array(SentMark).max(MAX_MARKS_AT_ONCE),
    answers: z.object({ edit: z.int().positive(), values: ItemAnswers }).nullable().default(null),
  }),
  response: z.object({ marks: z.array(KeptMark), answersEdit: z.int() }),
  errors: ['not_found', 'observation.handed_in', 'observation.full', 'observation.moment'],
})
export const putMarkVoice = endpoint({
  method: 'PUT',
  path: '/api/research/marks/:id/voice',
  tag,
  summary: 'The sound of a note of mine (WebM, Ogg or MP4, at most a minute); sent twice it is kept once',
  access: 'person',
  params: byId,
  multipart: true,
  errors: ['not_found', 'observation.handed_in', 'observation.voice', 'request.too_large'],
})
export const getMarkVoice = endpoint({
  method: 'GET',
  path: '/api/research/marks/:id/voice',
  tag,
  summary: 'The sound of a note: to its author, and to all who read the evidence once it is handed in',
  access: 'person',
  params: byId,
  bytes: true,
  errors: ['not_found'],
})
export const handInSheet = endpoint({
  method: 'POST',
  path: '/api/research/sheets/:id/hand-in',
  tag,
  summary: 'Hand a sheet in: from now on the session reads it. `marks` is how many the author has',
  access: 'person',
  params: byId,
  body: z.object({ marks: z.int().nonnegative() }),
  response: ObservationSheet,
  errors: ['not_found', 'observation.unsent', 'observation.blank'],
})
export const takeBackSheet = endpoint({
  method: 'POST',
  path: '/api/research/sheets/:id/take-back',
  tag,
  summary: 'Take a sheet back shortly after it was handed in',
  access: 'person',
  params: byId,
  response: ObservationSheet,
  errors: ['not_found', 'observation.final'],
})

export const EvidenceSheet = z.object({
  id: Id,
  observerId: Id,
  observerName: z.string(),
  orgName: z.string(),
  isRural: z.boolean(),
  handedInAt: Millis,
  scale: z.object({ versionId: Id, title: z.string(), number: z.int() }).nullable(),
})
export type EvidenceSheet = z.infer<typeof EvidenceSheet>

/** A mark on the evidence's clock: the replay's where there is one, else the lesson's. */
export const EvidenceMark = KeptMark.omit({ edit: true, lessonMs: true }).extend({
  sheetId: Id,
  place: ReplayTime,
})
export type EvidenceMark = z.infer<typeof EvidenceMark>

/** Of one dimension, or of the whole scale: percent of what could be reached. */
export const ScoreSpread = z.object({
  title: z.string(),
  bonus: z.boolean(),
  weight: z.number(),
  count: z.int(),
  mean: z.number(),
  least: z.number(),
  most: z.number(),
  deviation: z.number(),
})
export type ScoreSpread = z.infer<typeof ScoreSpread>

/** Figures of one lesson. Null stands for what is hidden because too few handed in, or for what was never measured. */
export const EvidenceSummary = z.object({
  /** So many sheets are needed before scores are shown. */
  minSheets: z.int(),
  scores: z.array(
    z.object({
      versionId: Id,
      title: z.string(),
      sheets: z.int(),
      dimensions: z.array(ScoreSpread).nullable(),
    }),
  ),
  /** By media nodes: the lecture room and all far classes, percent of what was heard. */
  talk: z.object({ lecturer: z.number(), classes: z.number() }).nullable(),
  /** By the lesson's log: calls on stage, hands, quizzes and the buzzer of far classes, and by which class. */
  log: z.array(
    z.object({ className: z.string(), orgName: z.string(), interactions: z.int(), talkMs: z.int() }),
  ),
  /** By observers' counts: far questions of all that were counted, percent; null when nobody counted. */
  farShare: z
    .object({ percent: z.number(), near: z.number(), far: z.number(), observers: z.int() })
    .nullable(),
  /** How long the lecturer waited, by observers, ms. */
  waits: z.array(
    z.object({ target: z.enum(['near', 'far']), count: z.int(), medianMs: z.int(), longestMs: z.int() }),
  ),
  /** Minutes of each activity, the mean of all observers who marked it. */
  activities: z.array(z.object({ activity: z.string(), minutes: z.number() })),
})
export type EvidenceSummary = z.infer<typeof EvidenceSummary>

export const Evidence = z.object({
  sessionId: Id,
  theme: z.string(),
  lessons: z.array(SessionLessonSeen),
  lessonId: Id.nullable(),
  durationMs: ReplayTime,
  sheets: z.array(EvidenceSheet),
  marks: z.array(EvidenceMark),
  /** Members of the session who have not handed in a sheet of this lesson. */
  missing: z.array(z.string()),
  summary: EvidenceSummary.nullable(),
  /** May show the same moment to all. */
  canSteer: z.boolean(),
})
export type Evidence = z.infer<typeof Evidence>

export const getEvidence = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/evidence',
  tag,
  summary: 'What all observers who handed in marked of one lesson, on one clock, with its figures',
  access: 'person',
  params: byId,
  query: z.object({ lessonId: Id.optional() }),
  response: Evidence,
  errors: ['not_found', 'auth.forbidden'],
})
