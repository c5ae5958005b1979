import { z } from 'zod'
import {
  ClassState,
  ClassType,
  Grade,
  NetworkType,
  OrgKind,
  SchoolType,
  Stage,
  UrbanRural,
} from '../codes.ts'
import { DateOnly, Id, Label, Millis, PageQuery, pageOf } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

export const OrganizationInput = z.object({
  parentId: Id.nullable(),
  kind: OrgKind,
  name: Label(60),
  /** 学校(机构)标识码, 10 digits; many teaching points have none. */
  code: z
    .string()
    .regex(/^\d{10}$/)
    .nullable(),
  schoolType: SchoolType.nullable(),
  urbanRural: UrbanRural.nullable(),
  /** Null: what a school of this type usually teaches. */
  stages: z.array(Stage).max(2).nullable().default(null),
  town: Label(30).nullable(),
  pupils: z.int().min(0).max(20_000).nullable(),
  /** Measured or contracted line, kbit/s. */
  downlinkKbps: z.int().min(0).max(10_000_000).nullable(),
  uplinkKbps: z.int().min(0).max(10_000_000).nullable(),
  networkType: NetworkType.nullable().default(null),
  contact: z.string().trim().max(100).nullable(),
})
export type OrganizationInput = z.infer<typeof OrganizationInput>

export const Organization = OrganizationInput.extend({
  id: Id,
  parentName: z.string().nullable(),
  stages: z.array(Stage),
  openedOn: DateOnly,
  closedOn: DateOnly.nullable(),
  /** The school that took over the pupils and teachers when this one was closed (撤并). */
  mergedInto: z.object({ id: Id, name: z.string() }).nullable(),
  version: z.int(),
})
export type Organization = z.infer<typeof Organization>

const tag = 'organizations'
const byId = z.object({ id: Id })

export const listOrganizations = endpoint({
  method: 'GET',
  path: '/api/organizations',
  tag,
  summary: 'Organizations in my scope (search by name, pinyin initials or code)',
  access: 'person',
  query: PageQuery.extend({
    kind: OrgKind.optional(),
    parentId: Id.optional(),
    closed: z.enum(['true', 'false']).default('false'),
  }),
  response: pageOf(Organization),
  errors: [],
})
export const getOrganization = endpoint({
  method: 'GET',
  path: '/api/organizations/:id',
  tag,
  summary: 'One organization',
  access: 'person',
  params: byId,
  response: Organization,
  errors: ['not_found'],
})
export const createOrganization = endpoint({
  method: 'POST',
  path: '/api/organizations',
  tag,
  summary: 'Create an organization under a parent',
  access: 'person',
  body: OrganizationInput,
  response: Organization,
  errors: ['auth.forbidden', 'org.parent_kind', 'org.duplicate'],
})
export const updateOrganization = endpoint({
  method: 'PUT',
  path: '/api/organizations/:id',
  tag,
  summary: 'Change an organization; `version` is the one that was read',
  access: 'person',
  params: byId,
  body: OrganizationInput.extend({ version: z.int() }),
  response: Organization,
  errors: ['auth.forbidden', 'not_found', 'conflict.changed', 'org.parent_kind', 'org.duplicate'],
})
export const closeOrganization = endpoint({
  method: 'POST',
  path: '/api/organizations/:id/close',
  tag,
  summary: 'Close an organization from a day on, perhaps merged into another; its code is never reused',
  access: 'person',
  params: byId,
  body: z.object({ on: DateOnly, mergedIntoId: Id.nullable().default(null) }),
  response: Organization,
  errors: ['auth.forbidden', 'not_found', 'org.has_children', 'org.successor'],
})
export const reopenOrganization = endpoint({
  method: 'POST',
  path: '/api/organizations/:id/reopen',
  tag,
  summary: 'Undo a closing',
  access: 'person',
  params: byId,
  response: Organization,
  errors: ['auth.forbidden', 'not_found', 'org.duplicate', 'org.closed'],
})

export const ClassInput = z.object({
  orgId: Id,
  /** Year in which the school year begins: 2026 for 2026–2027. */
  schoolYear: z.int().min(2000).max(2100),
  name: Label(30),
  classType: ClassType,
  /** Ascending, distinct; several only in a multigrade class. */
  grades: z.array(Grade).min(1).max(6),
  headcount: z.int().min(0).max(100),
  room: z.string().trim().max(30).nullable(),
})
export type ClassInput = z.infer<typeof ClassInput>
export const SchoolClass = ClassInput.extend({
  id: Id,
  orgName: z.string(),
  state: ClassState,
  closedOn: DateOnly.nullable(),
  version: z.int(),
})
export type SchoolClass = z.infer<typeof SchoolClass>

export const listClasses = endpoint({
  method: 'GET',
  path: '/api/classes',
  tag: 'classes',
  summary: 'Classes; `for=lesson` lists what a lecturer may invite, county-wide',
  access: 'person',
  query: PageQuery.extend({
    orgId: Id.optional(),
    grade: z.coerce.number().int().min(1).max(9).optional(),
    for: z.enum(['administration', 'lesson']).default('administration'),
    closed: z.enum(['true', 'false']).default('false'),
  }),
  response: pageOf(SchoolClass),
  errors: [],
})
export const createClass = endpoint({
  method: 'POST',
  path: '/api/classes',
  tag: 'classes',
  summary: 'Create a class',
  access: 'person',
  body: ClassInput,
  response: SchoolClass,
  errors: ['auth.forbidden', 'class.duplicate', 'class.grades', 'org.closed'],
})
export const updateClass = endpoint({
  method: 'PUT',
  path: '/api/classes/:id',
  tag: 'classes',
  summary: 'Change a class',
  access: 'person',
  params: byId,
  body: ClassInput.extend({ version: z.int() }),
  response: SchoolClass,
  errors: ['auth.forbidden', 'not_found', 'conflict.changed', 'class.duplicate', 'class.grades'],
})
export const closeClass = endpoint({
  method: 'POST',
  path: '/api/classes/:id/close',
  tag: 'classes',
  summary: 'Close a class',
  access: 'person',
  params: byId,
  body: z.object({ on: DateOnly }),
  response: SchoolClass,
  errors: ['auth.forbidden', 'not_found'],
})
export const reopenClass = endpoint({
  method: 'POST',
  path: '/api/classes/:id/reopen',
  tag: 'classes',
  summary: 'Undo the closing of a class',
  access: 'person',
  params: byId,
  response: SchoolClass,
  errors: ['auth.forbidden', 'not_found', 'class.duplicate', 'org.closed'],
})

export const DeviceKind = z.enum(['lecture', 'listen', 'mobile'])
/** Set by people of the school; what a line check finds stands beside it. */
export const DeviceCondition = z.enum(['OK', 'REPAIR'])
const Part = z.string().trim().max(60).nullable().default(null)
export const DeviceInput = z.object({
  name: Label(40),
  kind: DeviceKind,
  classId: Id.nullable(),
  condition: DeviceCondition.default('OK'),
  /** What stands in the room, in a few words; null when nobody wrote it down or there is none. */
  os: Part,
  camera: Part,
  microphone: Part,
  whiteboard: Part,
})
export type DeviceInput = z.infer<typeof DeviceInput>
export const Device = DeviceInput.extend({
  id: Id,
  name: z.string(),
  orgId: Id,
  orgName: z.string(),
  className: z.string().nullable(),
  confirmedBy: z.string(),
  confirmedAt: Millis,
  lastSeenAt: Millis.nullable(),
  lastCheck: z.object({ verdict: z.enum(['GREEN', 'AMBER', 'RED']), at: Millis }).nullable(),
  revokedAt: Millis.nullable(),
})
export type Device = z.infer<typeof Device>

export const beginEnrolment = endpoint({
  method: 'POST',
  path: '/api/device-enrolments',
  tag: 'devices',
  summary: 'A classroom PC asks for a code to show; an HttpOnly cookie ties the answer to this browser',
  access: 'public',
  response: z.object({ code: z.string().regex(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/), expiresAt: Millis }),
  errors: ['request.rate'],
})
export const pollEnrolment = endpoint({
  method: 'POST',
  path: '/api/device-enrolments/mine',
  tag: 'devices',
  summary: 'Has my code been confirmed? When it has, the device cookie is set and the device is signed in',
  access: 'public',
  response: z.object({ state: z.enum(['waiting', 'confirmed', 'expired']) }),
  errors: [],
})
export const lookUpEnrolment = endpoint({
  method: 'GET',
  path: '/api/device-enrolments/by-code/:code',
  tag: 'devices',
  summary: 'What the coordinator sees before confirming a code: when and from where it was shown',
  access: 'person',
  params: z.object({
    code: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9]{3}-?[A-Z0-9]{3}$/),
  }),
  response: z.object({ code: z.string(), createdAt: Millis, address: z.string(), userAgent: z.string() }),
  errors: ['device.code_unknown', 'auth.forbidden'],
})
export const confirmEnrolment = endpoint({
  method: 'POST',
  path: '/api/devices',
  tag: 'devices',
  summary: 'A coordinator confirms the code: the PC becomes the device of this room from then on',
  access: 'person',
  body: z.object({
    code: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9]{3}-?[A-Z0-9]{3}$/),
    name: Label(40),
    kind: DeviceKind,
    orgId: Id,
    classId: Id.nullable(),
  }),
  response: Device,
  errors: ['device.code_unknown', 'device.other_school', 'auth.forbidden', 'org.closed'],
})
export const listDevices = endpoint({
  method: 'GET',
  path: '/api/devices',
  tag: 'devices',
  summary: 'Room devices in my scope',
  access: 'person',
  query: PageQuery.extend({ orgId: Id.optional(), revoked: z.enum(['true', 'false']).default('false') }),
  response: pageOf(Device),
  errors: [],
})
export const updateDevice = endpoint({
  method: 'PUT',
  path: '/api/devices/:id',
  tag: 'devices',
  summary: 'Describe a device, send it to repair, or move it to another class of its school',
  access: 'person',
  params: byId,
  body: DeviceInput,
  response: Device,
  errors: ['auth.forbidden', 'not_found'],
})
export const revokeDevice = endpoint({
  method: 'POST',
  path: '/api/devices/:id/revoke',
  tag: 'devices',
  summary: 'Revoke a device: it is signed out at once and must be confirmed anew',
  access: 'person',
  params: byId,
  response: Device,
  errors: ['auth.forbidden', 'not_found'],
})
