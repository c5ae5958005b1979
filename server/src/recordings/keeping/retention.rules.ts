import type { Term } from '@tongke/contract'
import { termOn } from '../../schedule/calendar/calendar.rules.ts'
import type { ReplayPolicy } from '../replay-policy.rules.ts'

const pad = (value: number): string => String(value).padStart(2, '0')
const dayOf = (year: number, monthDay: number): string =>
  `${year}-${pad(Math.floor(monthDay / 100))}-${pad(monthDay % 100)}`

/** Last day of the term a day is in: by the calendar, else by what is usual. @param day YYYY-MM-DD */
export const termEndOf = (terms: readonly Term[], day: string, policy: ReplayPolicy): string =>
  termOn({ terms }, day)?.endsOn ?? usualTermEnd(day, policy)

/** Last day of the term a day is in, where the calendar has none. @param day YYYY-MM-DD */
export function usualTermEnd(day: string, { firstTermEnd, secondTermEnd }: ReplayPolicy): string {
  const year = Number(day.slice(0, 4))
  const ends = [dayOf(year, firstTermEnd), dayOf(year, secondTermEnd), dayOf(year + 1, firstTermEnd)]
  return ends.find((end) => day <= end) ?? day
}

/** The first day on which a recording is deleted. @param termEnd YYYY-MM-DD */
export function deletionDay(termEnd: string, { keepDays }: ReplayPolicy): string {
  const day = new Date(`${termEnd}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + keepDays + 1)
  return day.toISOString().slice(0, 10)
}
