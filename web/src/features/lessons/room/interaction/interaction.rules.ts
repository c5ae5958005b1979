/** Seconds left as `1:05` or `9`; never below 0. */
export function countdown(endsAt: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((endsAt - now) / 1000))
  const rest = String(seconds % 60).padStart(2, '0')
  return seconds < 60 ? String(seconds) : `${Math.floor(seconds / 60)}:${rest}`
}

/** A number in the one form the server takes; null when it is none. */
export function numberAnswer(typed: string): string | null {
  const text = typed.trim().replace(',', '.')
  if (!/^-?\d{1,6}(\.\d{1,3})?$/.test(text)) return null
  const number = Number(text)
  return String(Object.is(number, -0) ? 0 : number)
}

/** Shares of talk in whole per cent that add up to 100; null when nobody has spoken. */
export function talkShares(
  lecturerMs: number,
  classesMs: number,
): { lecturer: number; classes: number } | null {
  const sum = lecturerMs + classesMs
  if (sum <= 0) return null
  const lecturer = Math.round((100 * lecturerMs) / sum)
  return { lecturer, classes: 100 - lecturer }
}
