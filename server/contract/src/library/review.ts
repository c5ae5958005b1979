import { z } from 'zod'

/**
 * State of one version; domain §3.6. `SCHOOL_PUBLISHED` is where a resource for the own school alone may stop. A newer
 * version in review leaves the published one as it is.
 */
export const VersionState = z.enum([
  'DRAFT',
  'SELF_REVIEWED',
  'SCHOOL_REVIEW',
  'CITY_REVIEW',
  'PUBLISHED',
  'SCHOOL_PUBLISHED',
  'REJECTED',
  'SUPERSEDED',
])
export type VersionState = z.infer<typeof VersionState>

/** Whether what is published may be seen: 出库 is `OFFLINE`, an order of the bureau is `TAKEN_DOWN`. */
export const ResourceStanding = z.enum(['NEW', 'ONLINE', 'OFFLINE', 'TAKEN_DOWN', 'ARCHIVED'])
export type ResourceStanding = z.infer<typeof ResourceStanding>

/** 本校 or 全市: whom a version is offered to. */
export const PublishScope = z.enum(['school', 'county'])
export type PublishScope = z.infer<typeof PublishScope>

export const ReviewLevel = z.enum(['SELF', 'SCHOOL', 'CITY'])
export type ReviewLevel = z.infer<typeof ReviewLevel>

/** 政治性、导向性、科学性、适用性、规范性、时效性、公益性: 教科信厅〔2024〕1号. */
export const ReviewAspect = z.enum([
  'political',
  'guidance',
  'scientific',
  'suitable',
  'standard',
  'timely',
  'public_good',
])
export type ReviewAspect = z.infer<typeof ReviewAspect>

export const ReviewDecision = z.enum(['PASS', 'REJECT'])
export type ReviewDecision = z.infer<typeof ReviewDecision>

/** Every aspect is judged; a rejection names at least one that fails and says why. */
export const ReviewVerdict = z
  .object({
    aspects: z.record(ReviewAspect, z.boolean()),
    decision: ReviewDecision,
    comment: z.string().trim().max(1000).default(''),
  })
  .refine(({ decision, aspects }) => (decision === 'PASS') === Object.values(aspects).every(Boolean), {
    path: ['aspects'],
    message: 'A pass needs all aspects, a rejection at least one that fails',
  })
  .refine(({ decision, comment }) => decision === 'PASS' || comment.length >= 5, {
    path: ['comment'],
    message: 'A rejection says why',
  })
export type ReviewVerdict = z.infer<typeof ReviewVerdict>

export const ReviewRecord = z.object({
  id: z.uuid(),
  versionNumber: z.int(),
  level: ReviewLevel,
  reviewerName: z.string(),
  at: z.int(),
  aspects: z.record(ReviewAspect, z.boolean()).nullable(),
  decision: ReviewDecision,
  comment: z.string(),
})
export type ReviewRecord = z.infer<typeof ReviewRecord>
