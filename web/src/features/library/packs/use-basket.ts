import { PACK_LIMITS, estimatePack, type PackFlaw, type ResourceCard } from '@tongke/contract'
import { useMemo, useState } from 'react'
import { useEndpoint } from '../../../lib/query.ts'

export type Ticked = Pick<ResourceCard, 'id' | 'title' | 'type' | 'subject' | 'gradeFrom' | 'gradeTo'>

export interface Sized {
  readonly card: Ticked
  /** Null before it is known. */
  readonly bytes: number | null
  readonly flaw: PackFlaw | null
}

export interface Basket {
  readonly items: readonly Sized[]
  readonly bytes: number
  readonly isTooLarge: boolean
  readonly isFull: boolean
  readonly isKnown: boolean
  readonly flawed: readonly string[]
  readonly has: (id: string) => boolean
  readonly toggle: (card: Ticked) => void
  readonly removeFlawed: () => void
}

/** What was ticked, with the sizes the server knows. */
export function useBasket(start: readonly Ticked[], place: { orgId: string; forBelow: boolean }): Basket {
  const [cards, setCards] = useState(start)
  const resourceIds = cards.map(({ id }) => id)
  const estimate = useEndpoint(
    estimatePack,
    { body: { ...place, resourceIds } },
    { enabled: cards.length > 0 && place.orgId !== '', staleTime: 30_000 },
  )
  const known = estimate.data?.items
  return useMemo(() => {
    const items = cards.map((card): Sized => {
      const found = known?.find(({ id }) => id === card.id)
      return { card, bytes: found?.bytes ?? null, flaw: found?.flaw ?? null }
    })
    const bytes = items.reduce((sum, item) => sum + (item.bytes ?? 0), 0)
    const flawed = items.flatMap(({ card, flaw }) => (flaw ? [card.id] : []))
    return {
      items,
      bytes,
      flawed,
      isTooLarge: bytes > PACK_LIMITS.bytes,
      isFull: cards.length >= PACK_LIMITS.resources,
      isKnown: items.every((item) => item.bytes !== null),
      has: (id) => cards.some((card) => card.id === id),
      toggle: (card) =>
        setCards((before) => {
          const without = before.filter(({ id }) => id !== card.id)
          if (without.length < before.length) return without
          return before.length < PACK_LIMITS.resources ? [...before, card] : before
        }),
      removeFlawed: () => setCards((before) => before.filter(({ id }) => !flawed.includes(id))),
    }
  }, [cards, known])
}
