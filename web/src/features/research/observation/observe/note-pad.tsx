import { NoteTag, type MarkBody } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countdown } from '../../../../lib/time.ts'
import { useNow } from '../../../../lib/use-now.ts'
import type { ObservationBook } from '../../../../live/observation/observation-book.ts'
import { canSpeak, useVoice } from './use-voice.ts'

interface Open {
  readonly id: string
  readonly text: string
  readonly tags: readonly NoteTag[]
}

const Microphone = () => (
  <svg
    width="24"
    height="24"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    aria-hidden="true"
  >
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5 11a7 7 0 0 0 14 0M12 18v3" strokeLinecap="round" />
  </svg>
)

/** How much of the minute is left. */
function Left({ startedAt }: { startedAt: number }) {
  const now = useNow(500)
  return <b>{countdown(60_000 - (now - startedAt))}</b>
}

/**
 * A touch on a word begins a note at this very moment, and so do typing and speaking. Everything is kept while it is written; the
 * button only ends the note.
 */
export function NotePad({ book, place }: { book: ObservationBook; place: () => number | null }) {
  const { t } = useTranslation('observation')
  const [open, setOpen] = useState<Open | null>(null)
  const voice = useVoice(({ sound, ms }) => {
    const tags = [...(open?.tags ?? [])]
    if (ms >= 500)
      book.mark({ kind: 'note', text: open?.text.trim() ?? '', tags, voiceMs: ms }, place(), sound)
    if (open) book.remove(open.id)
    setOpen(null)
    book.flush()
  })
  const tags = open?.tags ?? []
  const text = open?.text ?? ''
  const write = (next: Omit<Open, 'id'>) => {
    const body: MarkBody = { kind: 'note', text: next.text, tags: [...next.tags], voiceMs: null }
    if (open) book.change(open.id, body)
    setOpen({ ...next, id: open?.id ?? book.mark(body, place()) })
  }
  const end = () => {
    if (open && text.trim() === '' && tags.length === 0) book.remove(open.id)
    setOpen(null)
    book.flush()
  }
  const toggle = (tag: NoteTag) =>
    write({ text, tags: tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag] })
  return (
    <form
      className="pad-note"
      onSubmit={(event) => {
        event.preventDefault()
        end()
      }}
    >
      <div className="pad-tags" role="group" aria-label={t('tags')}>
        {NoteTag.options.map((tag) => (
          <button key={tag} type="button" aria-pressed={tags.includes(tag)} onClick={() => toggle(tag)}>
            {t(`tag.${tag}`)}
          </button>
        ))}
      </div>
      {voice.isRefused && <p className="pad-hint">{t('voice.refused')}</p>}
      <div className="pad-write">
        <textarea
          rows={text.length > 24 ? 3 : 1}
          maxLength={1000}
          aria-label={t('write')}
          placeholder={t('write')}
          value={text}
          onChange={(event) => write({ text: event.target.value, tags })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            end()
          }}
        />
        {open ? (
          <button type="submit" className="pad-end">
            {t('end')}
          </button>
        ) : (
          canSpeak() && (
            <button
              type="button"
              className="pad-speak"
              aria-pressed={voice.startedAt !== null}
              aria-label={t(voice.startedAt === null ? 'voice.start' : 'voice.stop')}
              onClick={voice.startedAt === null ? voice.start : voice.stop}
            >
              <Microphone />
              {voice.startedAt !== null && <Left startedAt={voice.startedAt} />}
            </button>
          )
        )}
      </div>
    </form>
  )
}
