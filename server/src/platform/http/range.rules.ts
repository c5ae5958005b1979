import type { ByteRange } from '../store/object-store.ts'

const SINGLE = /^bytes=(\d*)-(\d*)$/

/**
 * The one range that is answered. Several ranges, other units and nonsense are answered in full, as RFC 9110 §14.2 allows;
 * a list of a thousand ranges therefore costs no more than none.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = SINGLE.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: Math.min(last === '' ? Infinity : Number(last), size - 1) }
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  return range.start > range.end || range.start >= size ? 'unsatisfiable' : range
}
