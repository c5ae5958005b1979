import { z } from 'zod'
import { Id, Label, Millis } from '../primitives.ts'
import { RecordingScope } from '../recording.ts'
import { endpoint } from './endpoint.ts'

const tag = 'lessons'
const byId = z.object({ id: Id })

/** A class's word on being recorded (domain §5.3 P2). A class that said nothing is recorded for the pair alone. */
export const ConsentAnswer = z.enum(['GIVEN', 'REFUSED'])
export const ClassConsent = z.object({
  answer: ConsentAnswer.nullable(),
  note: z.string(),
  byName: z.string().nullable(),
  at: Millis.nullable(),
  canAnswer: z.boolean(),
})
export type ClassConsent = z.infer<typeof ClassConsent>

export const RecordingAgreement = z.object({
  isRecorded: z.boolean(),
  /** Who may watch the lesson while it is given, beyond who has a part in it. */
  viewScope: RecordingScope,
  classes: z.array(z.object({ legId: Id, classId: Id, className: z.string(), consent: ClassConsent })),
  canEdit: z.boolean(),
})
export type RecordingAgreement = z.infer<typeof RecordingAgreement>

export const getRecordingAgreement = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/recording-agreement',
  tag,
  summary: 'Whether a lesson is recorded, who may watch it live, and what its classes said',
  access: 'any',
  params: byId,
  response: RecordingAgreement,
  errors: ['not_found'],
})
export const setRecordingAgreement = endpoint({
  method: 'PUT',
  path: '/api/lessons/:id/recording-agreement',
  tag,
  summary: 'Say so before the lesson, as its lecturer or whoever plans it',
  access: 'person',
  params: byId,
  body: z.object({ isRecorded: z.boolean(), viewScope: RecordingScope }),
  response: RecordingAgreement,
  errors: ['not_found', 'auth.forbidden', 'lesson.transition'],
})
export const setClassConsent = endpoint({
  method: 'PUT',
  path: '/api/classes/:id/recording-consent',
  tag,
  summary: 'Head or coordinator of the class’s school: the class may be recorded, or it refuses',
  access: 'person',
  params: byId,
  body: z.object({ answer: ConsentAnswer, note: Label(200).or(z.literal('')).default('') }),
  response: ClassConsent,
  errors: ['not_found', 'auth.forbidden'],
})
