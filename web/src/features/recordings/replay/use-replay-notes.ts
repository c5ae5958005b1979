import {
  deleteReplayNote,
  putReplayNote,
  type LessonNote,
  type Replay,
  type ReplayNote,
} from '@tongke/contract'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useNoteBook } from '../../../components/notes/use-note-book.ts'
import { call } from '../../../lib/api.ts'
import { useMe } from '../../../lib/me.ts'
import { NoteBook } from '../../../live/notes/note-book.ts'
import { BrowserShelf } from '../../../live/notes/note-shelf.ts'

const shelf = new BrowserShelf()

/** The book's clock is here the replay's, so that a note goes where it belongs and not to when it was written. */
const bookNote = ({ startedAt }: Replay, { at, ...note }: ReplayNote): LessonNote => ({
  ...note,
  at: startedAt + at,
  lessonMs: at,
  updatedAt: startedAt + at,
})

/** My notes beside a replay, in its order. A device has none. */
export function useReplayNotes(replay: Replay) {
  const me = useMe()
  const personId = me.data?.kind === 'person' ? me.data.id : null
  const { recordingId } = replay
  const shown = useRef(replay)
  useEffect(() => {
    shown.current = replay
  }, [replay])
  const make = useCallback(
    () =>
      new NoteBook({
        // Notes written live wait under the lesson's own id: they are sent by their age and not by their place.
        lessonId: `replay ${recordingId}`,
        personId: personId ?? '',
        shelf,
        server: {
          list: async () => shown.current.notes.map((note) => bookNote(shown.current, note)),
          put: async (noteId, { text, tags, edit, lessonMs }) =>
            bookNote(
              shown.current,
              await call(putReplayNote, {
                params: { id: recordingId, noteId },
                body: { text, tags, edit, at: lessonMs ?? 0 },
              }),
            ),
          remove: (noteId) => call(deleteReplayNote, { params: { id: recordingId, noteId } }),
        },
      }),
    [recordingId, personId],
  )
  const { book, view } = useNoteBook(personId === null ? null : make)
  const notes = useMemo(
    () => view.notes.toSorted((a, b) => (a.lessonMs ?? 0) - (b.lessonMs ?? 0)),
    [view.notes],
  )
  return { book, view, notes }
}
