import { z } from 'zod'
import { PublishScope, ReviewLevel, ReviewVerdict } from '../../library/review.ts'
import { Id, Millis, PageQuery, pageOf } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'
import { ResourceCard, ResourceDetail } from './resources.ts'

const tag = 'review'
const byId = z.object({ id: Id })
const refusals = ['auth.forbidden', 'not_found', 'resource.state', 'conflict.changed'] as const
/** The version that was looked at: a decision never falls on another one. */
const seen = { versionId: Id, revision: z.int() }

export const submitResource = endpoint({
  method: 'POST',
  path: '/api/resources/:id/submit',
  tag,
  summary:
    'Self-review with pledge, then into review of the school (`scope` school ends there, county goes on)',
  access: 'person',
  params: byId,
  body: z.object({
    ...seen,
    scope: PublishScope,
    /** The author's own: nobody submits what fails in their own eyes. */
    verdict: ReviewVerdict.refine(({ decision }) => decision === 'PASS', { path: ['decision'] }),
    pledge: z.literal(true),
  }),
  response: ResourceDetail,
  errors: [...refusals, 'resource.incomplete', 'resource.processing', 'resource.metadata'],
})
export const withdrawResource = endpoint({
  method: 'POST',
  path: '/api/resources/:id/withdraw',
  tag,
  summary: 'The author takes a version in review back to the draft',
  access: 'person',
  params: byId,
  body: z.object(seen),
  response: ResourceDetail,
  errors: refusals,
})
export const reviewResource = endpoint({
  method: 'POST',
  path: '/api/resources/:id/review',
  tag,
  summary: 'Decide on the version in review; an 优课 takes two city reviewers, a third when they disagree',
  access: 'person',
  params: byId,
  body: z.object({ ...seen, verdict: ReviewVerdict }),
  response: ResourceDetail,
  errors: [...refusals, 'review.own', 'review.twice'],
})
const withReason = z.object({ reason: z.string().trim().min(5).max(500) })
export const takeDownResource = endpoint({
  method: 'POST',
  path: '/api/resources/:id/take-down',
  tag,
  summary: 'An officer takes it down at once; the reason may follow within 24 hours',
  access: 'person',
  params: byId,
  body: z.object({ reason: z.string().trim().max(500).default('') }),
  response: ResourceDetail,
  errors: refusals,
})
export const explainTakeDown = endpoint({
  method: 'POST',
  path: '/api/resources/:id/take-down/reason',
  tag,
  summary: 'The reason of a take-down',
  access: 'person',
  params: byId,
  body: withReason,
  response: ResourceDetail,
  errors: refusals,
})
export const restoreResource = endpoint({
  method: 'POST',
  path: '/api/resources/:id/restore',
  tag,
  summary: 'Back from a take-down or from offline',
  access: 'person',
  params: byId,
  body: withReason,
  response: ResourceDetail,
  errors: [...refusals, 'resource.licence_expired'],
})
export const takeOffline = endpoint({
  method: 'POST',
  path: '/api/resources/:id/offline',
  tag,
  summary: '出库: the author or the bureau takes a published resource out of the library',
  access: 'person',
  params: byId,
  body: withReason,
  response: ResourceDetail,
  errors: refusals,
})
export const archiveResource = endpoint({
  method: 'POST',
  path: '/api/resources/:id/archive',
  tag,
  summary: 'Close an offline resource for good; its history stays',
  access: 'person',
  params: byId,
  response: ResourceDetail,
  errors: refusals,
})

export const ReviewQueueItem = z.object({
  card: ResourceCard,
  level: ReviewLevel,
  versionNumber: z.int(),
  isUpdate: z.boolean(),
  submittedAt: Millis,
  /** City reviewers who have decided already, and how many are needed. */
  decided: z.int(),
  needed: z.int(),
})
export type ReviewQueueItem = z.infer<typeof ReviewQueueItem>

export const listReviewQueue = endpoint({
  method: 'GET',
  path: '/api/review-queue',
  tag,
  summary: 'What waits for my decision, oldest first',
  access: 'person',
  query: PageQuery.extend({ level: z.enum(['SCHOOL', 'CITY']).optional() }),
  response: pageOf(ReviewQueueItem).extend({
    /** How many wait for me: up to three days, up to seven, longer. */
    ages: z.object({ fresh: z.int(), overThreeDays: z.int(), overSevenDays: z.int() }),
  }),
  errors: ['auth.forbidden'],
})
