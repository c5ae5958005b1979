import { deleteMyNote, listMyNotes, putMyNote } from '@tongke/contract'
import { useCallback } from 'react'
import { useNoteBook } from '../../../components/notes/use-note-book.ts'
import { call } from '../../../lib/api.ts'
import { NoteBook } from '../../../live/notes/note-book.ts'
import { BrowserShelf } from '../../../live/notes/note-shelf.ts'

const shelf = new BrowserShelf()

/** My notes of a lesson, each at the moment it was begun. */
export const useLessonNotes = (lessonId: string, personId: string) =>
  useNoteBook(
    useCallback(
      () =>
        new NoteBook({
          lessonId,
          personId,
          shelf,
          server: {
            list: async () => (await call(listMyNotes, { params: { id: lessonId } })).notes,
            put: (noteId, { text, tags, edit, ageMs }) =>
              call(putMyNote, { params: { id: lessonId, noteId }, body: { text, tags, edit, ageMs } }),
            remove: (noteId) => call(deleteMyNote, { params: { id: lessonId, noteId } }),
          },
        }),
      [lessonId, personId],
    ),
  )
