const pad = (value: number) => String(value).padStart(2, '0')

/** `08:20` of a minute of the day. */
export const clockOf = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`

/** The minute of the day of `08:20`. */
export const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
