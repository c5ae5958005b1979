/** Failures in a row of one step before the job is given up; every finished step begins the count anew. */
export const MOST_ATTEMPTS = 3
const FIRST_PAUSE_SECONDS = 2

/** Seconds until the next attempt, null when there is none. */
export const pauseAfter = (attempts: number): number | null =>
  attempts >= MOST_ATTEMPTS ? null : FIRST_PAUSE_SECONDS * 4 ** (attempts - 1)
