const FIRST_BACK_OFF_MS = 100
const LONGEST_BACK_OFF_MS = 5_000

/** Milliseconds to wait before a restart, given how many times in a row the process has died young: at once, then 0.1 s doubling to 5 s. */
export function restartDelay(deathsInARow) {
  if (deathsInARow <= 1) return 0
  return Math.min(FIRST_BACK_OFF_MS * 2 ** (deathsInARow - 2), LONGEST_BACK_OFF_MS)
}
