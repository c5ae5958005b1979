const DAY_MS = 24 * 3_600_000
const FRIDAY = 5

export interface MonthDays {
  /** Monday of its first week, and of the first week of the next month: days `YYYY-MM-DD` of the county. */
  readonly from: string
  readonly until: string
  /** Its last Sunday. */
  readonly to: string
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The first Friday of a month, as UTC midnight of that calendar day. */
const firstFriday = (year: number, month: number): number => {
  const first = Date.UTC(year, month, 1)
  return first + ((FRIDAY - new Date(first).getUTCDay() + 7) % 7) * DAY_MS
}

/** Domain §6: a month is the weeks, Monday to Sunday, whose Friday falls in it. @param month `YYYY-MM` */
export function daysOfMonth(month: string): MonthDays {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const from = firstFriday(year, number - 1) - 4 * DAY_MS
  const until = firstFriday(year, number) - 4 * DAY_MS
  return { from: dayOf(from), until: dayOf(until), to: dayOf(until - DAY_MS) }
}

/** The month that a calendar day belongs to. */
export function monthOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  const weekday = (new Date(at).getUTCDay() + 6) % 7
  return dayOf(at + (FRIDAY - 1 - weekday) * DAY_MS).slice(0, 7)
}

/** A day of the calendar, and a Monday. */
export function isMonday(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && dayOf(at) === day && new Date(at).getUTCDay() === 1
}
