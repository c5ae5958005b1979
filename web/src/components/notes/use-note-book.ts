import { useEffect, useState, useSyncExternalStore } from 'react'
import type { NoteBook, NoteBookView } from '../../live/notes/note-book.ts'

const EMPTY: NoteBookView = { notes: [], unsent: 0, problem: null }
const nothing = () => () => undefined
const empty = () => EMPTY

/**
 * A book of notes, while the page is open.
 * @param make the same function for the same book; null: nobody writes here
 */
export function useNoteBook(make: (() => NoteBook) | null): { book: NoteBook | null; view: NoteBookView } {
  const [book, setBook] = useState<NoteBook | null>(null)
  useEffect(() => {
    const opened = make?.() ?? null
    setBook(opened)
    void opened?.open()
    return () => opened?.close()
  }, [make])
  const view = useSyncExternalStore(book?.view.subscribe ?? nothing, book?.view.get ?? empty)
  return { book, view }
}
