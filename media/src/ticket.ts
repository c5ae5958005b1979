import { isOriginOf, Refusal, TicketClaims } from '@tongke/contract'
import { errors, jwtVerify } from 'jose'

/**
 * Checks a ticket of the server; asks nobody.
 * @param origin the `Origin` that came with it; undefined for what is no browser
 */
export type CheckTicket = (ticket: string, origin: string | undefined) => Promise<TicketClaims>

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof errors.JWTExpired) return new Refusal('media.ticket_expired')
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return new Refusal('media.ticket_node')
  return new Refusal('media.ticket_invalid')
}

/**
 * @throws Refusal `media.ticket_expired`, `media.ticket_node`, `request.origin` in a page of another host, or
 * `media.ticket_invalid` for everything forged or damaged
 */
export const ticketChecker = (secret: string, nodeId: string): CheckTicket => {
  const key = new TextEncoder().encode(secret)
  return async (ticket, origin) => {
    const options = { audience: nodeId, algorithms: ['HS256'], requiredClaims: ['exp'] }
    const { payload } = await jwtVerify(ticket, key, options).catch((error: unknown) =>
      Promise.reject(refusalOf(error)),
    )
    const claims = TicketClaims.safeParse(payload)
    if (!claims.success) throw new Refusal('media.ticket_invalid')
    if (origin !== undefined && !isOriginOf(claims.data.pageHost, origin)) throw new Refusal('request.origin')
    return claims.data
  }
}
