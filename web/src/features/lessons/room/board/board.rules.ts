import {
  boardSurface,
  placeOf,
  slideSurface,
  type BoardState,
  type LessonDeck,
  type Surface,
} from '@tongke/contract'

/** The deck that is shown, or was shown last. */
export function currentDeck({ decks, surface }: BoardState): BoardState['decks'][number] | undefined {
  const place = surface === null ? null : placeOf(surface)
  const shown = place?.kind === 'slide' ? decks.find(({ fileId }) => fileId === place.fileId) : undefined
  return shown ?? decks.at(-1)
}

/** The page or board beside the shown one; null at either end. */
export function neighbour({ decks, boards, surface }: BoardState, by: 1 | -1): Surface | null {
  if (surface === null) return null
  const place = placeOf(surface)
  if (place.kind === 'board') {
    const number = place.number + by
    return number >= 1 && number <= boards ? boardSurface(number) : null
  }
  const pages = decks.find(({ fileId }) => fileId === place.fileId)?.pages ?? 0
  const page = place.page + by
  return page >= 1 && page <= pages ? slideSurface(place.fileId, page) : null
}

/** The page a key leads to; undefined for other keys. Clickers send PageUp and PageDown. */
export function surfaceForKey(board: BoardState, key: string): Surface | null | undefined {
  if (key === 'ArrowRight' || key === 'PageDown') return neighbour(board, 1)
  if (key === 'ArrowLeft' || key === 'PageUp') return neighbour(board, -1)
  return undefined
}

/** How much of a deck a class holds, by the one of its devices that has most. */
export function heldBy({ copies }: Pick<LessonDeck, 'copies'>, legId: string): number {
  return Math.max(0, ...copies.filter((copy) => copy.legId === legId).map(({ pages }) => pages))
}
