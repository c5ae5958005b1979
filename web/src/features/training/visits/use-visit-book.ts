import { addVisitPhoto, getVisitFrame, listVisits, removeVisit, saveVisit } from '@tongke/contract'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call, upload } from '../../../lib/api.ts'
import { keepOfflineShell } from '../../../lib/offline-shell.ts'
import { VisitBook, type VisitBookView } from '../../../live/visits/visit-book.ts'
import { BrowserVisitShelf } from '../../../live/visits/visit-shelf.ts'

const shelf = new BrowserVisitShelf()
/** The newest of one's own; older ones are on the server. */
const KEPT = 100

const bookOf = (personId: string): VisitBook =>
  new VisitBook({
    personId,
    shelf,
    server: {
      frame: () => call(getVisitFrame, {}),
      list: () => call(listVisits, { query: { scope: 'mine', pageSize: KEPT } }),
      save: (id, body) => call(saveVisit, { params: { id }, body }),
      remove: (id) => call(removeVisit, { params: { id } }),
      addPhoto: (id, photoId, picture) =>
        upload(addVisitPhoto, { params: { id, photoId } }, new File([picture], 'photo')),
    },
  })

const EMPTY: VisitBookView = {
  isOpen: false,
  visits: [],
  photos: [],
  frame: null,
  isAway: false,
  problems: {},
}
const nothing = () => () => undefined
const empty = () => EMPTY

/** My visits, while the page is open; from now on the page opens without a line. */
export function useVisitBook(personId: string): { book: VisitBook | null; view: VisitBookView } {
  const [book, setBook] = useState<VisitBook | null>(null)
  useEffect(() => {
    const opened = bookOf(personId)
    setBook(opened)
    void opened.open()
    void keepOfflineShell()
    return () => opened.close()
  }, [personId])
  const view = useSyncExternalStore(book?.view.subscribe ?? nothing, book?.view.get ?? empty)
  return { book, view }
}
