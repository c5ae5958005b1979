/** `20M`, `2.5M`, `800k` bit/s; a dash when nobody measured it. */
export function speedOf(kbps: number | null): string {
  if (kbps === null) return '—'
  return kbps < 1000 ? `${kbps}k` : `${Math.round(kbps / 100) / 10}M`
}
