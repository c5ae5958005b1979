import { createHmac, timingSafeEqual } from 'node:crypto'
import { SIGNATURE_MAX_AGE_MS } from '@tongke/contract'

export interface SignedRequest {
  readonly method: string
  readonly path: string
  readonly body: string
}

const digest = (secret: string, at: number, request: SignedRequest): Buffer =>
  createHmac('sha256', secret).update(`${at}.${request.method}.${request.path}.${request.body}`).digest()

/** Value of the signature header (contract: media/control). @param at ms since the epoch */
export const sign = (secret: string, request: SignedRequest, at: number): string =>
  `t=${at},v=${digest(secret, at, request).toString('hex')}`

/** Whether `header` signs this request and is not older, or further in the future, than a minute. */
export function isSigned(
  secret: string,
  request: SignedRequest,
  header: string | undefined,
  now: number,
): boolean {
  const [, at, value] = /^t=(\d{1,16}),v=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (at === undefined || value === undefined) return false
  if (Math.abs(now - Number(at)) > SIGNATURE_MAX_AGE_MS) return false
  return timingSafeEqual(digest(secret, Number(at), request), Buffer.from(value, 'hex'))
}
