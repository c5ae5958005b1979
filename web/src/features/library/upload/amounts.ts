const UNITS = ['KB', 'MB', 'GB'] as const

/** `0.4 MB`, `12 MB`, `1.3 GB`: two digits are enough to see it move. */
export function bytesText(bytes: number): string {
  let amount = bytes / 1024
  let unit = 0
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1024
    unit++
  }
  return `${amount >= 10 || unit === 0 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[unit]}`
}

/** `0:09`, `12:30`, `2:05:00`. */
export function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const tail = String(rest).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}
