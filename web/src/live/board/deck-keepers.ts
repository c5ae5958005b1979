import { listDecks, reportDeckCopy } from '@tongke/contract'
import { call } from '../../lib/api.ts'
import { DeckKeeper } from './deck-keeper.ts'

let last: { readonly keeper: DeckKeeper; readonly isClass: boolean } | null = null

/** The keeper of a lesson's slides: the page before the room begins, the room goes on with what is here. */
export function deckKeeper(lessonId: string, isClass: boolean): DeckKeeper {
  if (last?.keeper.lessonId === lessonId && last.isClass === isClass) return last.keeper
  const keeper = new DeckKeeper({
    lessonId,
    list: () => call(listDecks, { params: { id: lessonId } }),
    fetchPicture: (url) => fetch(url),
    ...(isClass
      ? {
          report: (fileId: string, pages: number) =>
            call(reportDeckCopy, { params: { id: lessonId, fileId }, body: { pages } }),
        }
      : {}),
  })
  last = { keeper, isClass }
  return keeper
}
