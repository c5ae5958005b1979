import type { ReportState } from '@tongke/contract'

const DAY_MS = 24 * 3_600_000

interface Dates {
  readonly frozenAt: number | null
  readonly publishedAt: number | null
  /** Today, and the month's last day, `YYYY-MM-DD`. */
  readonly today: string
  readonly lastDay: string
}

/** Domain §6: schools see their numbers, may object, and then they are frozen. */
export function reportStateOf({ frozenAt, publishedAt, today, lastDay }: Dates): ReportState {
  if (frozenAt !== null) return 'FROZEN'
  if (publishedAt !== null) return 'PUBLISHED'
  return today > lastDay ? 'OPEN' : 'RUNNING'
}

export const freezableAt = (publishedAt: number, objectionDays: number): number =>
  publishedAt + objectionDays * DAY_MS
