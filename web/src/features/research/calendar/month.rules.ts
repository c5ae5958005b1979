const DAY_MS = 86_400_000

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`)
const isoOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** So many days later; `YYYY-MM-DD` both ways. */
export const daysAfter = (day: string, days: number): string => isoOf(dateOf(day).getTime() + days * DAY_MS)

/** Monday of the week of a day. */
export const mondayOf = (day: string): string => daysAfter(day, -((dateOf(day).getUTCDay() + 6) % 7))

/** The same day so many months later, or that month's last one. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return isoOf(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

/** Weeks, Monday first, that show the whole month of a day. */
export function weeksOfMonth(day: string): string[][] {
  const first = `${day.slice(0, 7)}-01`
  const end = monthsAfter(first, 1)
  const weeks: string[][] = []
  for (let monday = mondayOf(first); monday < end; monday = daysAfter(monday, 7)) weeks.push(weekOf(monday))
  return weeks
}

/** The seven days from the Monday of a day. */
export const weekOf = (day: string): string[] =>
  [0, 1, 2, 3, 4, 5, 6].map((days) => daysAfter(mondayOf(day), days))
