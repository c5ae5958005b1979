import { z } from 'zod'
import { Subject } from '../../codes.ts'
import { DateOnly, Id, PageQuery, pageOf } from '../../primitives.ts'
import {
  SessionAgendaItem,
  SessionCard,
  SessionDetail,
  SessionInput,
  SessionState,
} from '../../research/session.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'research'
const byId = z.object({ id: Id })
/** The session as it was looked at: no step is taken on another one. */
const seen = z.object({ revision: z.int() })
const refusals = ['auth.forbidden', 'not_found', 'research.state', 'conflict.changed'] as const
const described = [
  'research.description',
  'research.member',
  'research.community_closed',
  'node.unknown',
] as const

export const listResearchSessions = endpoint({
  method: 'GET',
  path: '/api/research/sessions',
  tag,
  summary: 'Research sessions I may see, by the day they meet; those without a day come last',
  access: 'person',
  query: PageQuery.extend({
    scope: z.enum(['all', 'mine']).default('all'),
    subject: Subject.optional(),
    communityId: Id.optional(),
    state: SessionState.optional(),
    /** Days in the county's time zone, both included. */
    from: DateOnly.optional(),
    to: DateOnly.optional(),
    /** Those whose day is not agreed yet. */
    undated: z.enum(['true', 'false']).default('false'),
  }),
  response: pageOf(SessionCard),
  errors: ['auth.forbidden'],
})
export const proposeSession = endpoint({
  method: 'POST',
  path: '/api/research/sessions',
  tag,
  summary: 'Propose a session that my organization hosts; members of its community are its members',
  access: 'person',
  body: SessionInput.extend({
    hostOrgId: Id,
    /** What of the community's plan it is. */
    planItemId: Id.nullable().default(null),
  }),
  response: SessionDetail,
  errors: ['auth.forbidden', 'not_found', 'org.closed', 'research.plan', ...described],
})
export const getSession = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id',
  tag,
  summary: 'One session with its members, agenda, lessons and what I may do',
  access: 'person',
  params: byId,
  response: SessionDetail,
  errors: ['not_found'],
})
export const updateSession = endpoint({
  method: 'PUT',
  path: '/api/research/sessions/:id',
  tag,
  summary: 'Describe a session anew; its form only before it was scheduled',
  access: 'person',
  params: byId,
  body: SessionInput.extend(seen.shape),
  response: SessionDetail,
  errors: [...refusals, ...described],
})
export const stepSession = endpoint({
  method: 'POST',
  path: '/api/research/sessions/:id/step',
  tag,
  summary: 'Bring a session to its next state, into another round, or cancel it with a reason',
  access: 'person',
  params: byId,
  body: seen
    .extend({ to: SessionState, reason: z.string().trim().max(300).default('') })
    .refine(({ to, reason }) => to !== 'CANCELLED' || reason.length >= 2, { path: ['reason'] }),
  response: SessionDetail,
  errors: [
    ...refusals,
    'research.unplanned',
    'research.no_design',
    'research.no_lesson',
    'research.no_reflection',
    'research.no_outcome',
    'research.rounds',
  ],
})
export const addSessionMember = endpoint({
  method: 'PUT',
  path: '/api/research/sessions/:id/members/:personId',
  tag,
  summary: 'Bring a teacher in, of whatever school',
  access: 'person',
  params: byId.extend({ personId: Id }),
  response: SessionDetail,
  errors: ['auth.forbidden', 'not_found', 'research.state', 'research.member', 'research.full'],
})
export const removeSessionMember = endpoint({
  method: 'DELETE',
  path: '/api/research/sessions/:id/members/:personId',
  tag,
  summary: 'Let a member go who has done nothing in it yet; never the main preparer',
  access: 'person',
  params: byId.extend({ personId: Id }),
  response: SessionDetail,
  errors: ['auth.forbidden', 'not_found', 'research.state', 'research.main_preparer', 'research.has_worked'],
})
export const saveAgenda = endpoint({
  method: 'PUT',
  path: '/api/research/sessions/:id/agenda',
  tag,
  summary: 'The agenda in order: what is talked about and for how long',
  access: 'person',
  params: byId,
  body: seen.extend({
    items: z
      .array(
        SessionAgendaItem.extend({
          /** Null: a new one. */
          id: Id.nullable(),
        }),
      )
      .max(20),
  }),
  response: SessionDetail,
  errors: [...refusals, 'research.agenda', 'research.unplanned'],
})
