import { z } from 'zod'
import { Subject } from '../../codes.ts'
import { Id, PageQuery, pageOf } from '../../primitives.ts'
import {
  CommunityCard,
  CommunityInput,
  CommunityKind,
  CommunityMember,
  CommunityRole,
  PlanItem,
} from '../../research/community.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'research'
const byId = z.object({ id: Id })
const seen = z.object({ revision: z.int() })
const refusals = ['auth.forbidden', 'not_found', 'research.community_closed'] as const

export const CommunityDetail = z.object({
  card: CommunityCard,
  revision: z.int(),
  members: z.array(CommunityMember),
  /** What it wants to do in the year, by the day it is due. */
  plan: z.array(PlanItem),
  can: z.object({ manage: z.boolean(), propose: z.boolean() }),
})
export type CommunityDetail = z.infer<typeof CommunityDetail>

export const listCommunities = endpoint({
  method: 'GET',
  path: '/api/research/communities',
  tag,
  summary: 'Research communities, preparation groups, studios and mentor teams of the county',
  access: 'person',
  query: PageQuery.extend({
    scope: z.enum(['all', 'mine']).default('all'),
    kind: CommunityKind.optional(),
    subject: Subject.optional(),
  }),
  response: pageOf(CommunityCard),
  errors: ['auth.forbidden'],
})
export const createCommunity = endpoint({
  method: 'POST',
  path: '/api/research/communities',
  tag,
  summary: 'Found a community that my organization hosts',
  access: 'person',
  body: CommunityInput.extend({ orgId: Id, leadId: Id }),
  response: CommunityDetail,
  errors: ['auth.forbidden', 'not_found', 'org.closed', 'research.description', 'research.member'],
})
export const getCommunity = endpoint({
  method: 'GET',
  path: '/api/research/communities/:id',
  tag,
  summary: 'One community with its members',
  access: 'person',
  params: byId,
  response: CommunityDetail,
  errors: ['auth.forbidden', 'not_found'],
})
export const updateCommunity = endpoint({
  method: 'PUT',
  path: '/api/research/communities/:id',
  tag,
  summary: 'Describe a community anew',
  access: 'person',
  params: byId,
  body: CommunityInput.extend(seen.shape),
  response: CommunityDetail,
  errors: [...refusals, 'conflict.changed', 'research.description'],
})
export const closeCommunity = endpoint({
  method: 'POST',
  path: '/api/research/communities/:id/close',
  tag,
  summary: 'It takes no new sessions from now on; what it did stays',
  access: 'person',
  params: byId,
  body: seen,
  response: CommunityDetail,
  errors: [...refusals, 'conflict.changed'],
})
export const setCommunityMember = endpoint({
  method: 'PUT',
  path: '/api/research/communities/:id/members/:personId',
  tag,
  summary: 'Bring somebody in, or give them another part; who becomes the lead takes it from the one before',
  access: 'person',
  params: byId.extend({ personId: Id }),
  body: z.object({ role: CommunityRole }),
  response: CommunityDetail,
  errors: [...refusals, 'research.member', 'research.lead', 'research.full'],
})
export const removeCommunityMember = endpoint({
  method: 'DELETE',
  path: '/api/research/communities/:id/members/:personId',
  tag,
  summary: 'Let somebody go; the lead first hands over',
  access: 'person',
  params: byId.extend({ personId: Id }),
  response: CommunityDetail,
  errors: [...refusals, 'research.lead'],
})
export const saveCommunityPlan = endpoint({
  method: 'PUT',
  path: '/api/research/communities/:id/plan',
  tag,
  summary: 'What the community wants to do and by when; an item with a session stays',
  access: 'person',
  params: byId,
  body: seen.extend({
    items: z
      .array(
        PlanItem.omit({ sessionId: true, state: true }).extend({
          /** Null: a new one. */
          id: Id.nullable(),
        }),
      )
      .max(40),
  }),
  response: CommunityDetail,
  errors: [...refusals, 'conflict.changed', 'research.plan'],
})
