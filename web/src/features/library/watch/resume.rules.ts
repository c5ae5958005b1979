const LEAST_SECONDS = 5
const END_SHARE = 0.97

/** Where to go on, in seconds: 0 when hardly anything was seen or next to nothing is left. */
export function resumeAt(positionMs: number, durationMs: number | null): number {
  const at = positionMs / 1000
  if (at < LEAST_SECONDS) return 0
  return durationMs && positionMs > durationMs * END_SHARE ? 0 : at
}

/** `0:09`, `12:30`, `2:05:00` for whole or broken seconds. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const pad = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`
}
