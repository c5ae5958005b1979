const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

/** `0:02.5`, `12:30`, `1:02:03.25`: as short as it can be typed. */
export function stampOf(ms: number): string {
  const whole = Math.max(0, Math.round(ms))
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3_600_000),
    Math.floor(whole / 60_000) % 60,
    Math.floor(whole / 1000) % 60,
  ]
  const rest = pad(whole % 1000, 3).replace(/0+$/, '')
  const head = hours > 0 ? `${hours}:${pad(minutes)}` : String(minutes)
  return `${head}:${pad(seconds)}${rest && `.${rest}`}`
}

const STAMP = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/

/** Milliseconds of what somebody typed: seconds, minutes and seconds, or all three; null when it is no time. */
export function msOf(text: string): number | null {
  const match = STAMP.exec(text.trim().replaceAll('：', ':').replaceAll('。', '.'))
  if (!match) return null
  const [, hours = '0', minutes, seconds = '0', rest = ''] = match
  if (minutes !== undefined && Number(seconds) >= 60) return null
  return (
    ((Number(hours) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds)) * 1000 + Number(rest.padEnd(3, '0'))
  )
}
