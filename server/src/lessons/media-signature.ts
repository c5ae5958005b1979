import { createHmac, timingSafeEqual } from 'node:crypto'
import { SIGNATURE_MAX_AGE_MS } from '@tongke/contract'

export interface SignedRequest {
  method: string
  path: string
  body: string
}

const digest = (secret: string, at: number, { method, path, body }: SignedRequest): Buffer =>
  createHmac('sha256', secret).update(`${at}.${method}.${path}.${body}`).digest()

/** Value of the signature header (contract: media/control). @param at ms since the epoch */
export const signMedia = (secret: string, request: SignedRequest, at: number): string =>
  `t=${at},v=${digest(secret, at, request).toString('hex')}`

/** Whether the header signs this request and is at most a minute away from `now`. */
export function isSignedMedia(
  secret: string,
  request: SignedRequest,
  header: string | undefined,
  now: number,
): boolean {
  const [, at, value] = /^t=(\d{1,16}),v=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (at === undefined || value === undefined || Math.abs(now - Number(at)) > SIGNATURE_MAX_AGE_MS)
    return false
  return timingSafeEqual(digest(secret, Number(at), request), Buffer.from(value, 'hex'))
}
