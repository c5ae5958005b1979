import { hash, verify } from '@node-rs/argon2'
import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'

/** OWASP's minimum for argon2id: 19 MiB, 2 passes, 1 lane. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** No 0/O, 1/I/L, 2/Z, 5/S, 8/B: read aloud over a telephone, typed once. */
const PLAIN_ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679'

const draw = (length: number): string =>
  Array.from({ length }, () => PLAIN_ALPHABET[randomInt(PLAIN_ALPHABET.length)]).join('')

/** An opaque 256-bit token for a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** The device's own token, always the same for one enrolment: a poll that is repeated disturbs nothing. */
export const deviceTokenOf = (enrolmentSecret: string): string =>
  createHmac('sha256', enrolmentSecret).update('tongke device token').digest('base64url')

/** Only this is stored: a read of the database opens no session. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Shown on a classroom screen, `ABC-DEF`. */
export const newEnrolmentCode = (): string => `${draw(3)}-${draw(3)}`

export const newFirstPassword = (): string => `${draw(4)}-${draw(4)}-${draw(4)}`.toLowerCase()

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON)

const NOBODY = await hashPassword(newToken())

/** Takes as long for an account that does not exist (`stored` null) as for one that does. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? NOBODY, password)
  return matches && stored !== null
}
