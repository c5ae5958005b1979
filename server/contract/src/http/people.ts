import { z } from 'zod'
import { BackboneLevel, Role, Subject, TaughtStage } from '../codes.ts'
import { ErrorDetail } from '../errors.ts'
import { DateOnly, Id, Label, Millis, PageQuery, pageOf } from '../primitives.ts'
import { endpoint } from './endpoint.ts'
import { Post } from './session.ts'

export const Phone = z
  .string()
  .trim()
  .regex(/^1[3-9]\d{9}$/)

export const PersonInput = z.object({
  /** County-level number that survives transfers (县管校聘). */
  countyNo: z
    .string()
    .trim()
    .regex(/^[A-Z0-9-]{3,20}$/),
  name: Label(30),
  phone: Phone.nullable(),
  subjects: z.array(Subject).max(10),
  /** Professional title, free text (职称). */
  title: z.string().trim().max(30).nullable(),
  taughtStage: TaughtStage.nullable().default(null),
  backboneLevel: BackboneLevel.nullable().default(null),
})
export type PersonInput = z.infer<typeof PersonInput>

export const PostInput = z.object({ orgId: Id, role: Role, from: DateOnly, to: DateOnly.nullable() })

export const PersonState = z.enum(['ACTIVE', 'TRANSFERRED', 'SECONDED', 'LEFT'])
export const Person = PersonInput.extend({
  id: Id,
  state: PersonState,
  posts: z.array(Post),
  lastSignInAt: Millis.nullable(),
  version: z.int(),
})
export type Person = z.infer<typeof Person>

const tag = 'people'
const byId = z.object({ id: Id })

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  tag,
  summary: 'People in my scope; `for=lesson` lists teachers county-wide by name only (no phone) for planning',
  access: 'person',
  query: PageQuery.extend({
    orgId: Id.optional(),
    role: Role.optional(),
    for: z.enum(['administration', 'lesson']).default('administration'),
    left: z.enum(['true', 'false']).default('false'),
  }),
  response: pageOf(Person),
  errors: [],
})
export const createPerson = endpoint({
  method: 'POST',
  path: '/api/people',
  tag,
  summary: 'Create a person with at least one post; answers the first password once',
  access: 'person',
  body: PersonInput.extend({ posts: z.array(PostInput).min(1).max(10) }),
  response: z.object({ person: Person, firstPassword: z.string() }),
  errors: ['auth.forbidden', 'person.duplicate', 'person.post_twice', 'org.closed'],
})
export const updatePerson = endpoint({
  method: 'PUT',
  path: '/api/people/:id',
  tag,
  summary: 'Change a person and the list of posts (posts left out are closed today)',
  access: 'person',
  params: byId,
  body: PersonInput.extend({
    posts: z.array(PostInput.extend({ id: Id.optional() })).max(20),
    version: z.int(),
  }),
  response: Person,
  errors: [
    'auth.forbidden',
    'not_found',
    'conflict.changed',
    'person.duplicate',
    'person.post_twice',
    'person.last_administrator',
    'org.closed',
  ],
})
export const closePerson = endpoint({
  method: 'POST',
  path: '/api/people/:id/close',
  tag,
  summary: 'A person leaves: posts end, sessions are revoked; history stays',
  access: 'person',
  params: byId,
  body: z.object({ on: DateOnly, state: z.enum(['TRANSFERRED', 'SECONDED', 'LEFT']) }),
  response: Person,
  errors: ['auth.forbidden', 'not_found', 'person.last_administrator'],
})
export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/people/:id/password',
  tag,
  summary: 'Set a new first password, shown once; revokes the sessions of that person',
  access: 'person',
  params: byId,
  response: z.object({ firstPassword: z.string() }),
  errors: ['auth.forbidden', 'not_found'],
})

/** One bad cell or row: `line` is the row in the sheet, from 2 (1 is the heading). */
export const ImportReport = z.object({
  rows: z.int(),
  creates: z.int(),
  updates: z.int(),
  problems: z.array(ErrorDetail.extend({ line: z.int(), column: z.string() })),
  imported: z.boolean(),
  /** First passwords of newly created people; only after a real import. */
  passwords: z.array(z.object({ countyNo: z.string(), name: z.string(), password: z.string() })),
})
export type ImportReport = z.infer<typeof ImportReport>

export const importPeople = endpoint({
  method: 'POST',
  path: '/api/people/import',
  tag,
  summary: 'People from XLSX. `dryRun=true` only reports; with problems nothing is imported at all',
  access: 'person',
  query: z.object({ dryRun: z.enum(['true', 'false']).default('true') }),
  multipart: true,
  response: ImportReport,
  errors: [
    'auth.forbidden',
    'import.unreadable',
    'request.too_large',
    'person.duplicate',
    'person.post_twice',
    'person.last_administrator',
    'org.closed',
  ],
})
export const importTemplate = endpoint({
  method: 'GET',
  path: '/api/people/import-template',
  tag,
  summary: 'The empty XLSX with headings, code lists and two sample rows',
  access: 'person',
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: [],
})

export const AuditEntry = z.object({
  id: Id,
  at: Millis,
  actor: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  tag,
  summary: 'The audit log, newest first; for administrators and inspectors',
  access: 'person',
  query: PageQuery.extend({ action: z.string().max(50).optional() }),
  response: pageOf(AuditEntry),
  errors: ['auth.forbidden'],
})
