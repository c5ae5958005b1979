const DAY_MS = 86_400_000

/** How long something has waited, and how bad that is: three and seven days, as the counts of the queue have it. */
export function ageOf(submittedAt: number, now: number): { days: number; tone: 'ok' | 'warn' | 'bad' } {
  const waited = Math.max(0, now - submittedAt)
  const tone = waited <= 3 * DAY_MS ? 'ok' : waited <= 7 * DAY_MS ? 'warn' : 'bad'
  return { days: Math.floor(waited / DAY_MS), tone }
}
