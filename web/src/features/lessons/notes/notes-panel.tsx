import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { NoteComposer } from '../../../components/notes/note-composer.tsx'
import { NoteList } from '../../../components/notes/note-list.tsx'
import { useLessonNotes } from './use-lesson-notes.ts'

/** The notebook beside a lesson: nobody else reads it, and it does not need a line. */
export function NotesPanel({ lessonId, personId }: { lessonId: string; personId: string }) {
  const { t } = useTranslation('notes')
  const { t: errors } = useTranslation('errors')
  const { book, view } = useLessonNotes(lessonId, personId)
  const scroll = useRef<HTMLDivElement>(null)
  const count = view.notes.length
  useEffect(() => {
    // `scrollIntoView` would move the whole page on a phone.
    if (scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight
  }, [count])
  if (!book) return null
  return (
    <section className="notes" aria-label={t('title')} data-testid="notes" data-unsent={view.unsent}>
      <header>
        <h2>{t('title')}</h2>
        <span role="status">{t(view.unsent === 0 ? 'kept' : 'keptHere', { count: view.unsent })}</span>
      </header>
      <p className="notes-private">{t('private')}</p>
      {view.problem && (
        <p className="notes-problem" role="alert">
          {errors(view.problem)}
        </p>
      )}
      <div className="notes-scroll" ref={scroll}>
        <NoteList notes={view.notes} book={book} />
      </div>
      <NoteComposer book={book} />
    </section>
  )
}
