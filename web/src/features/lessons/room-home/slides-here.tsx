import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { deckKeeper } from '../../../live/board/deck-keepers.ts'

/** Brings the slides of the next lesson here before anybody needs them, and says how far it is. */
export function SlidesHere({ lessonId }: { lessonId: string }) {
  const { t } = useTranslation('board')
  const keeper = useMemo(() => deckKeeper(lessonId, true), [lessonId])
  useEffect(() => keeper.keep(['medium', 'large']), [keeper])
  const { decks, held } = useSyncExternalStore(keeper.shelf.subscribe, keeper.shelf.get)
  const all = decks.reduce((sum, deck) => sum + deck.pages.length, 0)
  if (all === 0) return null
  const here = decks.reduce((sum, { fileId }) => sum + (held[fileId] ?? 0), 0)
  return (
    <p className="room-slides" role="status" data-testid="slides-here">
      {here === all ? t('here.all', { count: all }) : t('here.some', { here, all })}
    </p>
  )
}
