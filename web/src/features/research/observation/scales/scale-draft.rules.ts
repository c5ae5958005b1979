import type { ScaleContent, ScaleDimension, ScaleItem, ScaleItemKind } from '@tongke/contract'

const DEFAULT_LEVELS = [5, 4, 3, 2]

export const newItem = (id: string, kind: ScaleItemKind = 'score'): ScaleItem => ({
  id,
  label: '',
  hint: '',
  kind,
  levels: kind === 'score' ? DEFAULT_LEVELS : [],
  weight: kind === 'score' ? 5 : 0,
})

export const newDimension = (id: string, itemId: string): ScaleDimension => ({
  id,
  title: '',
  bonus: false,
  items: [newItem(itemId)],
})

/** Another kind has other steps and another weight; what it is about stays. */
export const withKind = (item: ScaleItem, kind: ScaleItemKind): ScaleItem => ({
  ...newItem(item.id, kind),
  label: item.label,
  hint: item.hint,
  ...(kind === 'yes_no' ? { weight: item.weight } : {}),
})

/** One place up (-1) or down (1); at the end it stays. */
export function moved<T>(items: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by
  if (to < 0 || to >= items.length) return [...items]
  const next = [...items]
  const [item] = next.splice(index, 1)
  next.splice(to, 0, item as T)
  return next
}

/** `5 4，3/2` as steps, best first; what is no number is left out. */
export const levelsOf = (text: string): number[] =>
  [...new Set((text.match(/\d+/g) ?? []).map(Number).filter((level) => level <= 100))]
    .sort((a, b) => b - a)
    .slice(0, 11)

/** Everything that is still without words. */
export const isUnnamed = ({ dimensions }: ScaleContent): boolean =>
  dimensions.some(({ title, items }) => title.trim() === '' || items.some(({ label }) => label.trim() === ''))
