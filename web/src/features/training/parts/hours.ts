/** Tenths of a 学时 as read: 25 is "2.5", 30 is "3". */
export const hoursOf = (tenths: number): string => String(tenths / 10)

/** Share of a whole in percent, never above 100. */
export const percentOf = (part: number, whole: number): number =>
  whole <= 0 ? 0 : Math.min(100, Math.floor((part / whole) * 100))

/** A share as read; small groups as counts, because a percentage of three people tells nothing. */
export const ratioText = ({ n, of }: { n: number; of: number }): string =>
  of === 0 ? '—' : of < 5 ? `${n}/${of}` : `${((n / of) * 100).toFixed(1)}%`
