import { createHash } from 'node:crypto'
import type { AnyPrincipal } from './principal.ts'

/** So long an address's other callers are not asked to share with whoever proved to be somebody. */
const KEPT_MS = 12 * 3_600_000

/**
 * Who was let in by which cookies lately, so that the limit of requests can be by person: hundreds watch a lesson from
 * behind one school's address. It decides nothing else; whoever it does not know is counted by address.
 */
export class KnownCallers {
  private readonly known = new Map<string, { caller: string; until: number }>()

  constructor(private readonly most = 20_000) {}

  /** @param cookies the header as it came; whatever is in it, one person is one caller */
  remember(cookies: string | undefined, { kind, id }: AnyPrincipal, now: number): void {
    if (!cookies) return
    const key = digest(cookies)
    this.known.delete(key)
    this.known.set(key, { caller: `${kind}:${id}`, until: now + KEPT_MS })
    const oldest = this.known.keys().next()
    if (this.known.size > this.most && !oldest.done) this.known.delete(oldest.value)
  }

  of(cookies: string | undefined, now: number): string | null {
    if (!cookies) return null
    const found = this.known.get(digest(cookies))
    return found && found.until > now ? found.caller : null
  }
}

/** Cookies themselves are kept nowhere. */
const digest = (cookies: string): string => createHash('sha256').update(cookies).digest('base64url')
