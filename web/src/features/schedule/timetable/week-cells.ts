import type { TimetableSlot, TimetableWeek, WeekPattern } from '@tongke/contract'

/** One column of a week: the day, and whose timetable it holds. */
export interface DayColumn {
  readonly date: string
  readonly weekday: number
  /** Null: a day off. */
  readonly runs: { readonly week: number; readonly weekday: number } | null
  readonly note: string | null
  /** It holds the lessons of another day. */
  readonly swapped: boolean
}

/** Monday to Friday, and a Saturday or Sunday only when it is taught. */
export const columnsOf = ({ days, week }: Pick<TimetableWeek, 'days' | 'week'>): DayColumn[] =>
  days
    .filter(({ weekday, runs }) => weekday <= 5 || runs !== null)
    .map((day) => ({
      ...day,
      swapped: day.runs !== null && (day.runs.weekday !== day.weekday || day.runs.week !== week),
    }))

export const takesPlaceIn = (pattern: WeekPattern, week: number): boolean => {
  if (pattern.kind === 'list') return pattern.weeks.includes(week)
  return pattern.kind === 'all' || (week % 2 === 1) === (pattern.kind === 'odd')
}

/** Lessons of a cell. A day off shows what it would hold, so that it can still be planned. */
export const slotsIn = (
  slots: readonly TimetableSlot[],
  { weekday, runs }: DayColumn,
  period: number,
  week: number,
): TimetableSlot[] => {
  const on = runs ?? { week, weekday }
  return slots.filter(
    (slot) => slot.weekday === on.weekday && slot.period === period && takesPlaceIn(slot.weeks, on.week),
  )
}

/** Periods that are rung, and those that hold a lesson all the same. */
export const periodsOf = ({ bells, slots }: Pick<TimetableWeek, 'bells' | 'slots'>): number[] =>
  [...new Set([...bells.map(({ period }) => period), ...slots.map(({ period }) => period)])].toSorted(
    (a, b) => a - b,
  )

export const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Weeks in few words: `1–4, 7`. */
export function weekRanges(weeks: readonly number[]): string {
  const parts: [number, number][] = []
  for (const week of weeks) {
    const last = parts.at(-1)
    if (last && last[1] === week - 1) last[1] = week
    else parts.push([week, week])
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
