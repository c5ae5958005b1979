import { NoteTag } from '@tongke/contract'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteBook } from '../../live/notes/note-book.ts'

/** Characters two lines of a phone hold. */
const ONE_LOOK = 24

interface Props {
  book: NoteBook
  /** Where a note that is begun now belongs, ms of a replay; without it: now. */
  place?: () => number
}

/**
 * One thumb writes: a touch on a word begins a note at this very moment, typing begins one too. Everything is kept while it is
 * typed; the button only ends the note.
 */
export function NoteComposer({ book, place }: Props) {
  const { t } = useTranslation('notes')
  const [open, setOpen] = useState<{ id: string; text: string; tags: readonly NoteTag[] } | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)

  const write = (text: string, tags: readonly NoteTag[]) => {
    if (open) book.change(open.id, { text, tags })
    setOpen({ id: open?.id ?? book.begin(text, tags, place?.()), text, tags })
  }
  const tags = open?.tags ?? []
  const text = open?.text ?? ''
  const toggle = (tag: NoteTag) => {
    const next = tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag]
    // A word alone is a note already: there is not always time to type.
    write(
      text === '' || text === tags.map((one) => t(`tag.${one}`)).join('、')
        ? next.map((one) => t(`tag.${one}`)).join('、')
        : text,
      next,
    )
  }
  const end = () => {
    book.flush()
    setOpen(null)
    field.current?.focus()
  }
  return (
    <form
      className="note-composer"
      onSubmit={(event) => {
        event.preventDefault()
        end()
      }}
    >
      <div className="note-tags" role="group" aria-label={t('tags')}>
        {NoteTag.options.map((tag) => (
          <button key={tag} type="button" aria-pressed={tags.includes(tag)} onClick={() => toggle(tag)}>
            {t(`tag.${tag}`)}
          </button>
        ))}
      </div>
      <div className="note-line">
        <textarea
          ref={field}
          rows={text.length > ONE_LOOK ? 4 : 2}
          maxLength={2000}
          aria-label={t('write')}
          placeholder={t('write')}
          value={text}
          onChange={(event) => write(event.target.value, tags)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            end()
          }}
        />
        <button type="submit" className="button button-big button-primary" disabled={text.trim() === ''}>
          {t('next')}
        </button>
      </div>
    </form>
  )
}
