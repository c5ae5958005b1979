import './notes.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteBook } from '../../live/notes/note-book.ts'
import type { HeldNote } from '../../live/notes/note-shelf.ts'
import { noteTime } from './note-words.ts'

interface NoteProps {
  note: HeldNote
  book: NoteBook
  isCurrent: boolean
  onSeek?: (note: HeldNote) => void
}

function Note({ note, book, isCurrent, onSeek }: NoteProps) {
  const { t } = useTranslation('notes')
  const [isOpen, setOpen] = useState(false)
  const [isSure, setSure] = useState(false)
  return (
    <li className="note" data-pending={note.pending ?? 'none'} aria-current={isCurrent || undefined}>
      {onSeek ? (
        <button type="button" className="note-seek" onClick={() => onSeek(note)} title={t('seek')}>
          <time>{noteTime(note)}</time>
        </button>
      ) : (
        <time>{noteTime(note)}</time>
      )}
      <div>
        {isOpen ? (
          <textarea
            autoFocus
            rows={3}
            maxLength={2000}
            aria-label={t('edit')}
            value={note.text}
            onChange={(event) => book.change(note.id, { text: event.target.value })}
            onBlur={(event) => {
              // A touch on one of its own buttons is not the end of it.
              if (!event.currentTarget.closest('.note')?.contains(event.relatedTarget)) setOpen(false)
            }}
          />
        ) : (
          <button type="button" className="note-text" onClick={() => setOpen(true)} title={t('edit')}>
            {note.text}
          </button>
        )}
        <p className="note-foot">
          {note.tags.map((tag) => (
            <em key={tag}>{t(`tag.${tag}`)}</em>
          ))}
          {note.pending !== null && <span>{t('onDevice')}</span>}
          {isOpen && (
            <button
              type="button"
              className="note-remove"
              onClick={() => (isSure ? book.remove(note.id) : setSure(true))}
              onBlur={() => setSure(false)}
            >
              {t(isSure ? 'removeSure' : 'remove')}
            </button>
          )}
        </p>
      </div>
    </li>
  )
}

interface Props {
  notes: readonly HeldNote[]
  book: NoteBook
  /** What is said while there is none. */
  none?: string
  /** The note that what is shown belongs to. */
  current?: string
  /** A touch on its time goes there. */
  onSeek?: (note: HeldNote) => void
}

/** My notes, oldest first; a touch on one opens it. */
export function NoteList({ notes, book, none, current, onSeek }: Props) {
  const { t } = useTranslation('notes')
  if (notes.length === 0) return <p className="note-none">{none ?? t('none')}</p>
  return (
    <ol className="note-list">
      {notes.map((note) => (
        <Note key={note.id} note={note} book={book} isCurrent={note.id === current} onSeek={onSeek} />
      ))}
    </ol>
  )
}
