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
