import { createHmac, timingSafeEqual } from 'node:crypto'
import type { CheckInPurpose } from '@tongke/contract'

/** 128 bits: nobody guesses one within its window, and the QR stays coarse enough for the last row. */
const SIGNATURE_BYTES = 16

/** A key of its own, so that no other signature of the portal can be taken for a code. */
const keyOf = (secret: string): Buffer => createHmac('sha256', secret).update('tongke check-in').digest()

const signature = (secret: string, sessionId: string, window: number, purpose: CheckInPurpose): string =>
  createHmac('sha256', keyOf(secret))
    .update(`${sessionId} ${window} ${purpose}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES)
    .toString('base64url')

/** The code of a session in the window of `now` (ms since the epoch). */
export function checkInCode(
  secret: string,
  sessionId: string,
  purpose: CheckInPurpose,
  now: number,
  windowMs: number,
): { code: string; nextInMs: number } {
  const window = Math.floor(now / windowMs)
  const code = `${window}.${purpose}.${signature(secret, sessionId, window, purpose)}`
  return { code, nextInMs: (window + 1) * windowMs - now }
}

export type CodeReading =
  | { readonly ok: true; readonly purpose: CheckInPurpose }
  | { readonly ok: false; readonly why: 'wrong' | 'expired' }

/**
 * Reads a code at `now`. It is good in its window and half of the next: whoever read it at the last moment has time to open
 * the page on a weak line; a photo passed on to somebody at home has not.
 */
export function readCheckInCode(
  secret: string,
  sessionId: string,
  code: string,
  now: number,
  windowMs: number,
): CodeReading {
  const [, number = '', purpose = '', given = ''] = /^(\d{1,12})\.(in|out)\.([\w-]{22})$/.exec(code) ?? []
  if (purpose !== 'in' && purpose !== 'out') return { ok: false, why: 'wrong' }
  const window = Number(number)
  const expected = signature(secret, sessionId, window, purpose)
  // The signature first: only what we have signed can have run out.
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return { ok: false, why: 'wrong' }
  const age = now - window * windowMs
  if (age < 0) return { ok: false, why: 'wrong' }
  return age < windowMs * 1.5 ? { ok: true, purpose } : { ok: false, why: 'expired' }
}
