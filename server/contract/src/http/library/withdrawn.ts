import { z } from 'zod'
import { Millis, PageQuery, pageOf } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'
import { ResourceCard } from './resources.ts'

export const WithdrawnStanding = z.enum(['TAKEN_DOWN', 'OFFLINE', 'ARCHIVED'])

export const WithdrawnResource = z.object({
  card: ResourceCard,
  /** Somebody's words, `licence.expired`, or null while a take-down waits for its reason. */
  reason: z.string().nullable(),
  since: Millis.nullable(),
  /** Until when a missing reason is in time. */
  explainBy: Millis.nullable(),
  /** Only the bureau may bring it back. */
  held: z.boolean(),
  can: z.object({ restore: z.boolean(), explain: z.boolean(), archive: z.boolean() }),
})
export type WithdrawnResource = z.infer<typeof WithdrawnResource>

export const listWithdrawn = endpoint({
  method: 'GET',
  path: '/api/resources/withdrawn',
  tag: 'review',
  summary: 'What was published and is not there now, for those who may bring it back; the newest order first',
  access: 'person',
  query: PageQuery.extend({ standing: WithdrawnStanding.optional() }),
  response: pageOf(WithdrawnResource),
  errors: ['auth.forbidden'],
})
