const PAGE = /^page-(\d+)\.webp$/

/** Numbers of the pages that there are pictures of, in order. */
export const pageNumbers = (renditions: readonly string[]): number[] =>
  renditions
    .flatMap((name) => PAGE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)

/** The page a key leads to; undefined for other keys. Clickers of classrooms send PageUp and PageDown. */
export function stepFor(key: string, page: number, last: number): number | undefined {
  const targets: Record<string, number> = {
    ArrowRight: page + 1,
    ArrowDown: page + 1,
    PageDown: page + 1,
    ' ': page + 1,
    ArrowLeft: page - 1,
    ArrowUp: page - 1,
    PageUp: page - 1,
    Home: 1,
    End: last,
  }
  const to = targets[key]
  return to === undefined ? undefined : Math.max(1, Math.min(last, to))
}
