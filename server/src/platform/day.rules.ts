/** Calendar day `YYYY-MM-DD` of an instant in a time zone. */
export const dayIn = (timeZone: string, instant: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  )

/** The day before, `YYYY-MM-DD` both ways. */
export const dayBefore = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}

/** True when `day` lies in `[from, to]`; an open end is null. */
export const dayWithin = (day: string, from: string, to: string | null): boolean =>
  from <= day && (to === null || day <= to)

const DAY_MS = 86_400_000

/** So many days later, or earlier when negative; `YYYY-MM-DD` both ways. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** Days from one to another; negative when `to` comes first. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** Monday of the week of a day. */
export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day))

/**
 * The instant, ms, at which clocks of a time zone show a minute of a calendar day. An hour that a zone skips is read as
 * the one after it.
 */
export function instantIn(timeZone: string, day: string, minuteOfDay: number): number {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`) + minuteOfDay * 60_000
  const first = asIfUtc - offsetIn(timeZone, asIfUtc)
  return asIfUtc - offsetIn(timeZone, first)
}

/** What the clocks of a zone are ahead of UTC at an instant, ms. */
function offsetIn(timeZone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const at = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
  return shown - Math.floor(instant / 1000) * 1000
}
