import { deleteMyNote, listMyNotes, putMyNote } from '@tongke/contract'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call } from '../../../lib/api.ts'
import { NoteBook, type NoteBookView } from '../../../live/notes/note-book.ts'
import { BrowserShelf } from '../../../live/notes/note-shelf.ts'

const shelf = new BrowserShelf()

const bookOf = (lessonId: string, personId: string): NoteBook =>
  new NoteBook({
    lessonId,
    personId,
    shelf,
    server: {
      list: async () => (await call(listMyNotes, { params: { id: lessonId } })).notes,
      put: (noteId, body) => call(putMyNote, { params: { id: lessonId, noteId }, body }),
      remove: (noteId) => call(deleteMyNote, { params: { id: lessonId, noteId } }),
    },
  })

const EMPTY: NoteBookView = { notes: [], unsent: 0, problem: null }
const nothing = () => () => undefined
const empty = () => EMPTY

/** My notes of a lesson, while the page is open. */
export function useNoteBook(
  lessonId: string,
  personId: string,
): { book: NoteBook | null; view: NoteBookView } {
  const [book, setBook] = useState<NoteBook | null>(null)
  useEffect(() => {
    const opened = bookOf(lessonId, personId)
    setBook(opened)
    void opened.open()
    return () => opened.close()
  }, [lessonId, personId])
  const view = useSyncExternalStore(book?.view.subscribe ?? nothing, book?.view.get ?? empty)
  return { book, view }
}
