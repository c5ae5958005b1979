import { countUpTo } from '@tongke/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { NoteComposer } from '../../../components/notes/note-composer.tsx'
import { NoteList } from '../../../components/notes/note-list.tsx'
import { usePlayerPart } from '../../../components/replay/use-player.ts'
import type { NoteBook, NoteBookView } from '../../../live/notes/note-book.ts'
import type { HeldNote } from '../../../live/notes/note-shelf.ts'
import type { ReplayPlayer } from '../../../live/replay/replay-player.ts'

interface Props {
  book: NoteBook
  view: NoteBookView
  /** In the order of the replay. */
  notes: readonly HeldNote[]
  player: ReplayPlayer
}

/** What I wrote, live and here, each at its time: touched there, the replay goes to it. A new one stands at the time that is shown. */
export function ReplayNotes({ book, view, notes, player }: Props) {
  const { t } = useTranslation('notes')
  const { t: replay } = useTranslation('replay')
  const { t: errors } = useTranslation('errors')
  const times = useMemo(() => notes.map(({ lessonMs }) => ({ at: lessonMs ?? 0 })), [notes])
  const here = usePlayerPart(player, ({ at }) => countUpTo(times, at) - 1)
  return (
    <section
      className="replay-notes card"
      aria-label={t('title')}
      data-testid="notes"
      data-unsent={view.unsent}
    >
      <header>
        <h2>{t('title')}</h2>
        <small role="status">
          {view.unsent === 0 ? replay('notesPrivate') : t('keptHere', { count: view.unsent })}
        </small>
      </header>
      {view.problem && (
        <p className="notes-problem" role="alert">
          {errors(view.problem)}
        </p>
      )}
      <div className="replay-notes-list">
        <NoteList
          notes={notes}
          book={book}
          none={replay('notesNone')}
          current={notes[here]?.id}
          onSeek={({ lessonMs }) => {
            player.seek(lessonMs ?? 0)
            player.play()
          }}
        />
      </div>
      <NoteComposer book={book} place={() => Math.round(player.state.get().at)} />
    </section>
  )
}
