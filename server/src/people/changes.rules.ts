import { isDeepStrictEqual } from 'node:util'

/** For the audit log: a field from and to, or only that it changed when its value is nobody else's business. */
export type Change = readonly [from: unknown, to: unknown] | 'changed'

/** Never in the audit log, which nobody can correct or delete. */
const PRIVATE = new Set(['phone', 'contact'])

/** Which fields of `after` differ from what was there before. */
export function changesOf<T extends object>(before: T, after: Partial<T>): Record<string, Change> {
  const fields = Object.keys(after) as (keyof T & string)[]
  return Object.fromEntries(
    fields
      .filter((field) => !isDeepStrictEqual(before[field] ?? null, after[field] ?? null))
      .map((field) => [
        field,
        PRIVATE.has(field) ? 'changed' : [before[field] ?? null, after[field] ?? null],
      ]),
  )
}
