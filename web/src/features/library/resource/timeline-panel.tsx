import { addNote, getTimeline, removeNote, type ResourceFile } from '@tongke/contract'
import { useState, type FormEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { seekTo } from '../watch/media-acts.ts'
import { clockOf } from '../watch/resume.rules.ts'
import type { Timeline } from '../watch/timeline.ts'
import { useMediaState } from '../watch/use-media-state.ts'

interface Props {
  resourceId: string
  file: ResourceFile
  timeline: Timeline | undefined
  media: RefObject<HTMLMediaElement | null>
  isPerson: boolean
}

/** Chapters of a video and one's own notes: both lead to their time. */
export function TimelinePanel({ resourceId, file, timeline, media, isPerson }: Props) {
  const { t } = useTranslation('watch')
  const { at } = useMediaState(media)
  const chapters = timeline?.chapters ?? []
  const now = chapters.filter((chapter) => chapter.at <= at).at(-1)
  const jump = (to: number) => seekTo(media, to)
  return (
    <>
      {chapters.length > 0 && (
        <section className="card panel" aria-labelledby="chapters">
          <h2 id="chapters">{t('chapters')}</h2>
          <ol className="times">
            {chapters.map((chapter) => (
              <li key={`${chapter.at} ${chapter.title}`}>
                <button type="button" aria-current={chapter === now} onClick={() => jump(chapter.at)}>
                  <time>{clockOf(chapter.at)}</time>
                  <span>{chapter.title}</span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      )}
      {timeline?.canEdit && (
        <Link className="button" to={paths.editTimeline(resourceId, file.id)}>
          {t('editTimeline')}
        </Link>
      )}
      {isPerson && <Notes file={file} notes={timeline?.notes ?? []} at={at} onJump={jump} />}
    </>
  )
}

interface NotesProps {
  file: ResourceFile
  notes: Timeline['notes']
  at: number
  onJump: (at: number) => void
}

function Notes({ file, notes, at, onJump }: NotesProps) {
  const { t } = useTranslation('watch')
  const [text, setText] = useState('')
  /** The time when writing began: the video runs on meanwhile. */
  const [writtenAt, setWrittenAt] = useState<number | null>(null)
  const add = useAction(addNote, [getTimeline])
  const remove = useAction(removeNote, [getTimeline])
  const when = writtenAt ?? at
  const write = (next: string) => {
    if (!text && next) setWrittenAt(at)
    if (!next) setWrittenAt(null)
    setText(next)
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim()) return
    add.mutate(
      { params: { id: file.id }, body: { at: when, text: text.trim() } },
      { onSuccess: () => write('') },
    )
  }
  const error = add.error ?? remove.error
  return (
    <section className="card panel" aria-labelledby="notes">
      <h2 id="notes">{t('notes.title')}</h2>
      {notes.length > 0 ? (
        <ol className="times">
          {notes.map((note) => (
            <li key={note.id}>
              <button type="button" onClick={() => onJump(note.at)}>
                <time>{clockOf(note.at)}</time>
                <span>{note.text}</span>
              </button>
              <button
                type="button"
                className="times-remove"
                aria-label={t('notes.remove', { time: clockOf(note.at) })}
                onClick={() => remove.mutate({ params: { id: note.id } })}
              >
                ×
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <p className="quiet">{t('notes.none')}</p>
      )}
      <form className="note-form" onSubmit={save}>
        <textarea
          rows={2}
          maxLength={1000}
          value={text}
          placeholder={t('notes.placeholder')}
          aria-label={t('notes.placeholder')}
          onChange={(event) => write(event.target.value)}
        />
        <button type="submit" className="button" disabled={!text.trim() || add.isPending}>
          {t('notes.add', { time: clockOf(when) })}
        </button>
      </form>
      {error && <ErrorNotice error={error} traced={false} />}
    </section>
  )
}
