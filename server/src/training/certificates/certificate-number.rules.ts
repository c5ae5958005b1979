/** Crockford's base 32: no I, L, O, U, so that nothing is read wrong from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHECK_LENGTH = 8

/**
 * `TK2026-000123-7F3K9QXM`. The last part is 40 random bits: whoever tries numbers finds none, and looking up is limited.
 * @param random eight bytes from a source that cannot be guessed
 */
export function certificateNumber(year: number, serial: number, random: Uint8Array): string {
  const check = Array.from({ length: CHECK_LENGTH }, (_, at) => ALPHABET[(random[at] ?? 0) % 32]).join('')
  return `TK${year}-${String(serial).padStart(6, '0')}-${check}`
}

/** The first character of a name and a star for each other one: 林**, M*** . */
export const maskedName = (name: string): string => {
  const [first = '', ...rest] = Array.from(name)
  return first + '*'.repeat(Math.max(1, rest.length))
}
