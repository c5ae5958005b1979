/**
 * A picture that says who sent it and which frame it is: 8 × 4 black and white cells over the whole frame, row by row.
 * 4 cells sender, 20 cells value (Gray code: neighbouring frames differ little, which spares the encoder), 8 cells checksum.
 * Cells of a 160 × 90 layer are still 20 × 22 pixels, so the code survives the lowest layer of a weak line.
 */
export const COLUMNS = 8
export const ROWS = 4
/** Values wrap here: 2^20, about 17 minutes as milliseconds, more than 9 hours as frames. */
export const VALUE_MODULUS = 1 << 20

/** What a decoded picture says. */
export interface Stamp {
  readonly sender: number
  readonly value: number
}

/** Self-contained: it also runs inside the page, handed over as text. */
export function encodeStamp(sender: number, value: number): boolean[] {
  const wrapped = value % 1_048_576
  const gray = wrapped ^ (wrapped >> 1)
  const checksum = (Math.imul((sender << 20) | gray, 0x9e37_79b1) >>> 24) ^ 0xa5
  const bits = (number: number, width: number) =>
    Array.from({ length: width }, (_, index) => ((number >> (width - 1 - index)) & 1) === 1)
  return [...bits(sender, 4), ...bits(gray, 20), ...bits(checksum, 8)]
}

/** The stamp in 32 cells, or null when they do not fit together. Self-contained, as above. */
export function decodeStamp(cells: readonly boolean[]): { sender: number; value: number } | null {
  const number = (from: number, width: number) =>
    cells.slice(from, from + width).reduce((sum, cell) => (sum << 1) | (cell ? 1 : 0), 0)
  const sender = number(0, 4)
  const gray = number(4, 20)
  const checksum = (Math.imul((sender << 20) | gray, 0x9e37_79b1) >>> 24) ^ 0xa5
  if (cells.length !== 32 || checksum !== number(24, 8)) return null
  let value = gray
  for (let shift = gray >> 1; shift > 0; shift >>= 1) value ^= shift
  return { sender, value }
}
