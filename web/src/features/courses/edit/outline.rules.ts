import type { CourseUnit, EndpointInput, saveOutline } from '@tongke/contract'

/** An item as it is put into a unit; `id` null until it was saved. */
export interface DraftItem {
  readonly key: string
  readonly id: string | null
  readonly kind: 'resource' | 'lesson'
  readonly targetId: string
  /** Null: it may no longer be seen. */
  readonly title: string | null
  readonly note: string
}
export interface DraftUnit {
  readonly key: string
  readonly id: string | null
  readonly title: string
  readonly items: readonly DraftItem[]
}
export type Draft = readonly DraftUnit[]
type Body = EndpointInput<typeof saveOutline>['body']['units']

/** @param noteOf what stands below the title of an item */
export const draftOf = (
  units: readonly CourseUnit[],
  noteOf: (item: CourseUnit['items'][number]) => string,
): Draft =>
  units.map((unit) => ({
    key: unit.id,
    id: unit.id,
    title: unit.title,
    items: unit.items.map((item) => ({
      key: item.id,
      id: item.id,
      kind: item.kind,
      targetId: item.targetId,
      title: item.kind === 'lesson' ? item.lesson.title : (item.resource?.title ?? null),
      note: noteOf(item),
    })),
  }))

export const bodyOf = (draft: Draft): Body =>
  draft.map(({ id, title, items }) => ({
    id,
    title: title.trim(),
    items: items.map((item) => ({ id: item.id, kind: item.kind, targetId: item.targetId })),
  }))

export const isSame = (one: Draft, other: Draft): boolean =>
  JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other))

const swapped = <T>(list: readonly T[], from: number, to: number): T[] => {
  const next = [...list]
  const [moved] = next.splice(from, 1)
  if (moved !== undefined) next.splice(to, 0, moved)
  return next
}

const changeUnit = (draft: Draft, key: string, change: (unit: DraftUnit) => DraftUnit): Draft =>
  draft.map((unit) => (unit.key === key ? change(unit) : unit))

export const rename = (draft: Draft, key: string, title: string): Draft =>
  changeUnit(draft, key, (unit) => ({ ...unit, title }))

export const removeUnit = (draft: Draft, key: string): Draft => draft.filter((unit) => unit.key !== key)

export function moveUnit(draft: Draft, key: string, by: -1 | 1): Draft {
  const from = draft.findIndex((unit) => unit.key === key)
  const to = from + by
  return from < 0 || to < 0 || to >= draft.length ? draft : swapped(draft, from, to)
}

/** The same thing is in a course once. */
export const has = (draft: Draft, targetId: string): boolean =>
  draft.some(({ items }) => items.some((item) => item.targetId === targetId))

export const addItem = (draft: Draft, unitKey: string, item: DraftItem): Draft =>
  has(draft, item.targetId)
    ? draft
    : changeUnit(draft, unitKey, (unit) => ({ ...unit, items: [...unit.items, item] }))

export const removeItem = (draft: Draft, key: string): Draft =>
  draft.map((unit) => ({ ...unit, items: unit.items.filter((item) => item.key !== key) }))

/** Within its unit; past an end of it into the neighbour. */
export function moveItem(draft: Draft, key: string, by: -1 | 1): Draft {
  const at = draft.findIndex(({ items }) => items.some((item) => item.key === key))
  const unit = draft[at]
  if (!unit) return draft
  const from = unit.items.findIndex((item) => item.key === key)
  const to = from + by
  if (to >= 0 && to < unit.items.length)
    return changeUnit(draft, unit.key, (one) => ({ ...one, items: swapped(one.items, from, to) }))
  const neighbour = draft[at + by]
  const item = unit.items[from]
  if (!neighbour || !item) return draft
  return changeUnit(removeItem(draft, key), neighbour.key, (one) => ({
    ...one,
    items: by < 0 ? [...one.items, item] : [item, ...one.items],
  }))
}

export type Need = 'needUnits' | 'needTitles' | 'needItems'

/** What a course needs before it can be proposed. */
export const needsOf = (draft: Draft): { need: Need; met: boolean }[] => [
  { need: 'needUnits', met: draft.length > 0 },
  { need: 'needTitles', met: draft.every(({ title }) => title.trim() !== '') },
  { need: 'needItems', met: draft.every(({ items }) => items.length > 0) },
]
