const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

const pad = (value: number) => String(value).padStart(2, '0')

/** `09:05` on this PC's clock face. */
export const timeOf = (at: number): string => {
  const date = new Date(at)
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** `2026-11-23`. */
export const dateOf = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

export const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** Whole calendar days from `now` to `at`: 0 today, 1 tomorrow, -1 yesterday. */
export const daysFrom = (now: number, at: number): number =>
  Math.round((startOfDay(at) - startOfDay(now)) / DAY)

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/**
 * `11月23日 周一` or `November 23 Mon`. Not by `Intl`: the first use of that reads a calendar for 36 ms on a good PC, and
 * every home page begins with a day.
 */
export const dayName = (at: number, language: string): string => {
  const date = new Date(at)
  const [month, day, weekday] = [date.getMonth(), date.getDate(), date.getDay()]
  return language === 'zh-CN'
    ? `${month + 1}月${day}日 周${'日一二三四五六'[weekday]}`
    : `${MONTHS[month]} ${day} ${WEEKDAYS[weekday]}`
}

/** `2026-11-23 09:05`. */
export const momentOf = (at: number): string => `${dateOf(at)} ${timeOf(at)}`

/** `1:05` minutes and seconds left, never negative. */
export const countdown = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`
}

export const minutesOf = (minutes: number): number => minutes * MINUTE
