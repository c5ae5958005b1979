import { z } from 'zod'
import { OrgKind, Subject } from '../codes.ts'
import { endpoint } from '../http/endpoint.ts'
import { DateOnly, Id, Millis, PageQuery, pageOf } from '../primitives.ts'

const tag = 'visits'
const byId = z.object({ id: Id })

/** Domain §4.2: planned, done, and followed once the school has answered. */
export const VisitState = z.enum(['PLANNED', 'DONE', 'FOLLOWED'])
export type VisitState = z.infer<typeof VisitState>
export const VisitPurpose = z.enum(['guidance', 'observation', 'send_teaching', 'inspection', 'mentoring'])
export type VisitPurpose = z.infer<typeof VisitPurpose>

/** A lesson somebody sat in on. The id is made by the page, so that a lesson sent twice is one. */
export const ObservedLesson = z.object({
  id: Id,
  className: z.string().trim().max(40),
  subject: Subject.nullable(),
  teacherName: z.string().trim().max(40),
  topic: z.string().trim().max(80),
  /** In the visitor's own words or figures. */
  scores: z.string().trim().max(300),
  remark: z.string().trim().max(2000),
})
export type ObservedLesson = z.infer<typeof ObservedLesson>

/** Everything a visitor writes: the plan, then the record. */
export const VisitRecord = z.object({
  orgId: Id,
  day: DateOnly,
  purpose: VisitPurpose,
  /** What it is for, in words. */
  note: z.string().trim().max(500),
  /** Who comes along. */
  companions: z.string().trim().max(200),
  isDone: z.boolean(),
  lessons: z.array(ObservedLesson).max(20),
  advice: z.string().trim().max(5000),
  followUp: z.string().trim().max(2000),
  followUpDue: DateOnly.nullable(),
})
export type VisitRecord = z.infer<typeof VisitRecord>

export const VisitPhoto = z.object({
  id: Id,
  caption: z.string(),
  width: z.int(),
  height: z.int(),
  sizeBytes: z.int(),
  addedAt: Millis,
})
export type VisitPhoto = z.infer<typeof VisitPhoto>

export const Visit = z.object({
  id: Id,
  visitorId: Id,
  visitorName: z.string(),
  orgName: z.string(),
  orgKind: OrgKind,
  isRural: z.boolean(),
  state: VisitState,
  record: VisitRecord,
  /** Counts the saves that changed it. */
  revision: z.int(),
  /** Two devices wrote at once and both words were kept. */
  isMerged: z.boolean(),
  photos: z.array(VisitPhoto),
  answer: z.string().nullable(),
  answeredByName: z.string().nullable(),
  answeredAt: Millis.nullable(),
  /** The follow-up is due and nobody has answered. */
  isOverdue: z.boolean(),
  can: z.object({ write: z.boolean(), answer: z.boolean() }),
  updatedAt: Millis,
})
export type Visit = z.infer<typeof Visit>

export const VisitScope = z.enum(['mine', 'school', 'all'])
export type VisitScope = z.infer<typeof VisitScope>
export const listVisits = endpoint({
  method: 'GET',
  path: '/api/visits',
  tag,
  summary: 'Visits: my own, those to my school, or all that I may see. Due follow-ups first',
  access: 'person',
  query: PageQuery.extend({
    scope: VisitScope.default('mine'),
    state: VisitState.optional(),
    overdue: z.enum(['true', 'false']).optional(),
  }),
  response: pageOf(Visit),
  errors: [],
})
export const getVisitFrame = endpoint({
  method: 'GET',
  path: '/api/visits/frame',
  tag,
  summary: 'What a phone keeps for a village without a line: whether I visit, and the schools',
  access: 'person',
  response: z.object({
    mayVisit: z.boolean(),
    hasSchool: z.boolean(),
    seesAll: z.boolean(),
    schools: z.array(z.object({ id: Id, name: z.string(), kind: OrgKind, isRural: z.boolean() })),
  }),
  errors: [],
})
export const getVisit = endpoint({
  method: 'GET',
  path: '/api/visits/:id',
  tag,
  summary: 'One visit',
  access: 'person',
  params: byId,
  response: Visit,
  errors: ['not_found'],
})
export const saveVisit = endpoint({
  method: 'PUT',
  path: '/api/visits/:id',
  tag,
  summary:
    'Write a visit, its id made by the page. `key` names this save: sent again it changes nothing. `base` is the revision it was written on (0: none); what others wrote since is kept beside it',
  access: 'person',
  params: byId,
  body: z.object({ key: Id, base: z.int().nonnegative(), record: VisitRecord }),
  response: Visit,
  errors: ['auth.forbidden', 'not_found', 'visit.school', 'visit.day'],
})
export const removeVisit = endpoint({
  method: 'DELETE',
  path: '/api/visits/:id',
  tag,
  summary: 'Call off a visit that has not been made',
  access: 'person',
  params: byId,
  errors: ['not_found', 'visit.state'],
})
export const answerVisit = endpoint({
  method: 'POST',
  path: '/api/visits/:id/answer',
  tag,
  summary: 'The school says what it did about the advice',
  access: 'person',
  params: byId,
  body: z.object({ answer: z.string().trim().min(2).max(2000) }),
  response: Visit,
  errors: ['auth.forbidden', 'not_found', 'visit.state'],
})
export const VISIT_PHOTOS_MAX = 20
export const addVisitPhoto = endpoint({
  method: 'POST',
  path: '/api/visits/:id/photos/:photoId',
  tag,
  summary:
    'A photo, its id made by the page: sent again it is the same one. JPEG, PNG or WebP by content, kept without what the camera wrote into it',
  access: 'person',
  params: z.object({ id: Id, photoId: Id }),
  multipart: true,
  response: VisitPhoto,
  errors: ['not_found', 'visit.photo', 'visit.photos_full'],
})
export const removeVisitPhoto = endpoint({
  method: 'DELETE',
  path: '/api/visits/:id/photos/:photoId',
  tag,
  summary: 'Take a photo away for good',
  access: 'person',
  params: z.object({ id: Id, photoId: Id }),
  errors: ['not_found'],
})
export const getVisitPhoto = endpoint({
  method: 'GET',
  path: '/api/visits/:id/photos/:photoId',
  tag,
  summary: 'The picture, for those who see the visit',
  access: 'person',
  params: z.object({ id: Id, photoId: Id }),
  bytes: true,
  errors: ['not_found'],
})
