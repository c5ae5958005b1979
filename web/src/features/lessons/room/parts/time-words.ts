const two = (value: number) => String(value).padStart(2, '0')

/** Minutes and seconds, `07:05`; hours are minutes beyond 59. */
export const minutesSeconds = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** Wall clock of this place, `09:10`. */
export const clockTime = (at: number): string => {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}
