import { z } from 'zod'
import { OrgKind, Role } from '../codes.ts'
import { DateOnly, Id, Label, Millis } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

export const Post = z.object({
  id: Id,
  orgId: Id,
  orgName: z.string(),
  orgKind: OrgKind,
  role: Role,
  from: DateOnly,
  /** Last day of the post; null while it is open. */
  to: DateOnly.nullable(),
})
export type Post = z.infer<typeof Post>

/** The signed-in principal: a person with the posts of today, or a classroom device that may act as its room only. */
export const Me = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    id: Id,
    name: z.string(),
    posts: z.array(Post),
    mustChangePassword: z.boolean(),
  }),
  z.object({
    kind: z.literal('device'),
    id: Id,
    name: z.string(),
    orgId: Id,
    orgName: z.string(),
    classId: Id.nullable(),
    className: z.string().nullable(),
  }),
])
export type Me = z.infer<typeof Me>

export const Password = z.string().min(8).max(200)

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  tag: 'session',
  summary: 'Sign in by name or phone and password; sets the session cookie',
  access: 'public',
  body: z.object({ login: Label(50), password: z.string().min(1).max(200) }),
  response: Me,
  errors: ['auth.invalid', 'auth.ambiguous', 'auth.throttled', 'request.invalid', 'request.origin'],
})

export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  tag: 'session',
  summary: 'Sign out: revokes this session',
  access: 'any',
  errors: [],
})

export const getMe = endpoint({
  method: 'GET',
  path: '/api/session',
  tag: 'session',
  summary: 'Who am I',
  access: 'any',
  response: Me,
  errors: ['auth.required', 'device.revoked'],
})

export const changePassword = endpoint({
  method: 'PUT',
  path: '/api/session/password',
  tag: 'session',
  summary: 'Change my password; revokes my other sessions',
  access: 'person',
  body: z.object({ current: z.string().min(1).max(200), next: Password }),
  errors: ['auth.password_wrong', 'auth.password_weak'],
})

export const Session = z.object({
  id: Id,
  createdAt: Millis,
  lastSeenAt: Millis,
  address: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
})

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  tag: 'session',
  summary: 'My live sessions',
  access: 'person',
  response: z.array(Session),
  errors: [],
})

export const revokeSession = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:id',
  tag: 'session',
  summary: 'Revoke one of my sessions',
  access: 'person',
  params: z.object({ id: Id }),
  errors: ['not_found'],
})
