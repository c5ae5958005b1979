import type { PlanArea, PlanHours, PlanShare } from '@tongke/contract'

/** Shares of the 2022 curriculum plan in all hours of the nine years, percent (domain §3.1). */
export const STANDARD_SHARES: readonly PlanShare[] = [
  { group: 'morality', min: 6, max: 8 },
  { group: 'chinese', min: 20, max: 22 },
  { group: 'mathematics', min: 13, max: 15 },
  { group: 'foreign', min: 6, max: 8 },
  { group: 'humanities', min: 3, max: 4 },
  { group: 'science', min: 8, max: 10 },
  { group: 'ict', min: 1, max: 3 },
  { group: 'pe', min: 10, max: 11 },
  { group: 'arts', min: 9, max: 11 },
  { group: 'integrated', min: 14, max: 18 },
]

/**
 * Weekly periods of grades 1–9 where no province or city has said otherwise: a placeholder whose sums and shares are right
 * (domain §3.1). The province fixes the real ones.
 */
const STANDARD_WEEKLY: Record<PlanArea, readonly number[]> = {
  morality: [2, 2, 2, 2, 3, 3, 2, 2, 2],
  chinese: [8, 8, 7, 7, 6, 6, 5, 5, 5],
  mathematics: [4, 4, 4, 4, 5, 5, 4, 5, 5],
  foreign: [0, 0, 2, 2, 3, 3, 3, 4, 4],
  history: [0, 0, 0, 0, 0, 0, 2, 2, 2],
  geography: [0, 0, 0, 0, 0, 0, 2, 2, 0],
  science: [1, 1, 2, 2, 2, 2, 0, 0, 0],
  physics: [0, 0, 0, 0, 0, 0, 0, 2, 3],
  chemistry: [0, 0, 0, 0, 0, 0, 0, 0, 3],
  biology: [0, 0, 0, 0, 0, 0, 3, 2, 0],
  ict: [0, 0, 1, 1, 1, 1, 1, 1, 0],
  pe: [4, 4, 3, 3, 3, 3, 3, 3, 3],
  arts: [4, 4, 4, 4, 3, 3, 2, 2, 2],
  integrated: [3, 3, 5, 5, 4, 4, 7, 4, 5],
}

export const standardHours = (): PlanHours[] =>
  Object.entries(STANDARD_WEEKLY).flatMap(([area, weekly]) =>
    weekly.flatMap((hours, index) =>
      hours === 0 ? [] : [{ grade: index + 1, area: area as PlanArea, odd: hours, even: hours }],
    ),
  )
