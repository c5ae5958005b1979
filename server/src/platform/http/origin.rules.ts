import type { IncomingHttpHeaders } from 'node:http'
import { isOriginOf } from '@tongke/contract'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface OriginFacts {
  readonly method: string
  /** Host and port the request was sent to. */
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly hasCookie: boolean
}

/** @param host the one the request was sent to, by `sourceOf` */
export const originFacts = (
  method: string,
  host: string | undefined,
  headers: IncomingHttpHeaders,
): OriginFacts => ({
  method,
  host,
  origin: headers.origin,
  fetchSite: headers['sec-fetch-site'] as string | undefined,
  hasCookie: headers.cookie !== undefined,
})

/**
 * May this request change state? A browser names the page's origin; it must be ours. What names none is not a browser
 * and may not carry a browser's cookies.
 */
export function originAllowed(facts: OriginFacts): boolean {
  if (SAFE.has(facts.method)) return true
  if (facts.origin !== undefined) return isOriginOf(facts.host, facts.origin)
  if (facts.fetchSite !== undefined) return facts.fetchSite === 'same-origin'
  return !facts.hasCookie
}

/** Sockets: a page of another site must not ride on our cookies, whatever the method. */
export const socketOriginAllowed = (host: string | undefined, headers: IncomingHttpHeaders): boolean =>
  originAllowed(originFacts('POST', host, headers))
