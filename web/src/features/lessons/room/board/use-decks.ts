import { useEffect, useMemo } from 'react'
import type { DeckKeeper, DeckShelf, DeckSize } from '../../../../live/board/deck-keeper.ts'
import { deckKeeper } from '../../../../live/board/deck-keepers.ts'
import { useLesson, useStore } from '../room-context.tsx'

/** A class brings everything sharp; its assistant's phone and an observer need less; the lecturer's desk shows what it shows. */
const SIZES: Readonly<Record<string, readonly DeckSize[]>> = {
  room: ['medium', 'large'],
  assistant: ['medium'],
  observer: ['medium'],
  lecturer: ['large'],
}

export function useDecks(): { keeper: DeckKeeper; shelf: DeckShelf } {
  const { lesson, me } = useLesson()
  const isClass = me.part === 'room' || me.part === 'assistant'
  const keeper = useMemo(() => deckKeeper(lesson.lessonId, isClass), [lesson.lessonId, isClass])
  useEffect(() => keeper.keep(SIZES[me.part] ?? ['medium']), [keeper, me.part])
  return { keeper, shelf: useStore(keeper.shelf) }
}
