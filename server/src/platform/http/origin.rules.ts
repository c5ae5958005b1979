const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface OriginFacts {
  readonly method: string
  /** Host and port the request was sent to. */
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly hasCookie: boolean
}

/**
 * May this request change state? A browser names the page's origin; it must be ours. What names none is not a browser
 * and may not carry a browser's cookies.
 */
export function originAllowed(facts: OriginFacts): boolean {
  if (SAFE.has(facts.method)) return true
  if (facts.origin !== undefined) return sameHost(facts.origin, facts.host)
  if (facts.fetchSite !== undefined) return facts.fetchSite === 'same-origin'
  return !facts.hasCookie
}

/** Sockets: a page of another site must not ride on our cookies, whatever the method. */
export const socketOriginAllowed = (facts: Omit<OriginFacts, 'method'>): boolean =>
  originAllowed({ ...facts, method: 'POST' })

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return host !== undefined && new URL(origin).host === host.toLowerCase()
  } catch {
    return false
  }
}
