import {
  DESIGN_REQUESTS,
  detailsOf,
  MAX_UPDATE_BYTES,
  Refusal,
  type DesignRequestName,
} from '@tongke/contract'
import type { z } from 'zod'

export type DesignRequest<N extends DesignRequestName> = z.output<(typeof DESIGN_REQUESTS)[N]['request']>

export const isDesignRequest = (name: string): name is DesignRequestName =>
  Object.hasOwn(DESIGN_REQUESTS, name)

/** Base64 of the largest update, and some air. */
export const MAX_DESIGN_MESSAGE_BYTES = Math.ceil(MAX_UPDATE_BYTES / 3) * 4 + 1_024

/** @throws Refusal request.invalid */
export function parseDesignRequest<N extends DesignRequestName>(name: N, body: unknown): DesignRequest<N> {
  const parsed = DESIGN_REQUESTS[name].request.safeParse(body)
  if (parsed.success) return parsed.data as DesignRequest<N>
  throw new Refusal('request.invalid', { details: detailsOf(parsed.error) })
}
