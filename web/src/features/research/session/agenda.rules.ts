import type { SessionAgendaItem } from '@tongke/contract'

/** An item while it is written; `key` is its place on the page, also before it has an id. */
export interface DraftItem {
  readonly key: string
  readonly id: string | null
  readonly title: string
  readonly minutes: number | null
}

/** One empty line to begin with where there is no agenda yet. */
export const draftOf = (agenda: readonly SessionAgendaItem[]): DraftItem[] =>
  agenda.length > 0
    ? agenda.map((item) => ({ ...item, key: item.id }))
    : [{ key: 'first', id: null, title: '', minutes: 10 }]

export function moved(items: readonly DraftItem[], index: number, by: 1 | -1): DraftItem[] {
  const next = [...items]
  const [item] = next.splice(index, 1)
  if (item) next.splice(index + by, 0, item)
  return next
}

export const isReady = (items: readonly DraftItem[]): boolean =>
  items.every(({ title, minutes }) => title.trim() !== '' && minutes !== null && minutes >= 1)
