import type { Figures, Share } from '@tongke/contract'

export const DASH = '—'

/** Small denominators are shown as counts (domain §6). */
export function shareText({ n, of }: Share, smallest: number): string {
  if (of === 0) return DASH
  return of < smallest ? `${n}/${of}` : `${((n / of) * 100).toFixed(1)}%`
}

export const isBelow = ({ n, of }: Share, percent: number): boolean => of > 0 && (n / of) * 100 < percent

export const perHundred = (count: number, legs: number): string =>
  legs === 0 ? DASH : ((count / legs) * 100).toFixed(1)

/** `full 82 % · low 10 % · …` of the minutes online, without what did not occur. */
export function modeShares(modes: Figures['modes']): { mode: keyof Figures['modes']; percent: number }[] {
  const all = modes.full + modes.low + modes.image + modes.audio
  if (all === 0) return []
  return (Object.entries(modes) as [keyof Figures['modes'], number][])
    .map(([mode, minutes]) => ({ mode, percent: Math.round((minutes / all) * 100) }))
    .filter(({ percent }) => percent > 0)
}
