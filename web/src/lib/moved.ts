/** The list with one item moved by so many places, no further than its ends. */
export function moved<T>(list: readonly T[], index: number, by: number): T[] {
  const next = [...list]
  const [item] = next.splice(index, 1)
  if (item !== undefined) next.splice(Math.max(0, Math.min(next.length, index + by)), 0, item)
  return next
}
