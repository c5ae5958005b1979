export const DAY_MS = 86_400_000

/** The instant at which the calendar day of `now` began in a time zone. */
export function dayStart(timeZone: string, now: Date): Date {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(now)
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const sinceMidnight =
    ((number('hour') * 60 + number('minute')) * 60 + number('second')) * 1000 + now.getMilliseconds()
  return new Date(now.getTime() - sinceMidnight)
}

/** When a screen of the day stops looking ahead: at midnight, or `ahead` ms from now when that is later. */
export const dayEnd = (timeZone: string, now: Date, ahead = 0): Date =>
  new Date(Math.max(dayStart(timeZone, now).getTime() + DAY_MS, now.getTime() + ahead))
