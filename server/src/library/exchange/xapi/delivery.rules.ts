/** What an answer of the record store means for the statements that were sent. */
export type Verdict =
  /** They are there, also when they were before: an id is taken once (xAPI 1.0.3 Data §2.3.2). */
  | 'delivered'
  /** Now is not the time: the store is away, busy, or does not know us. */
  | 'later'
  /** One of them is at fault: send each alone. */
  | 'split'
  /** It will never be taken. */
  | 'refused'

/** @param status of HTTP, null when there was no answer @param count statements that were sent together */
export function verdictOf(status: number | null, count: number): Verdict {
  if (status === null) return 'later'
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 409 && count === 1) return 'delivered'
  if (![400, 409, 413, 422].includes(status)) return 'later'
  return count > 1 ? 'split' : 'refused'
}

const FIRST_MS = 1_000
const LONGEST_MS = 3_600_000

/** Until the next try, after so many that failed. */
export const backoffMs = (attempts: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)))
