import { suggestQueries } from '@tongke/contract'
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import type { LibraryQuery } from './use-library-query.ts'

const PAUSE_MS = 180
const MOST_LETTERS = 60

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** The one way in: words or pinyin; what is offered below leads straight to a resource or to a chapter of a textbook. */
export function SearchField({ library }: { library: LibraryQuery }) {
  const { t } = useTranslation('find')
  const navigate = useNavigate()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(library.query.q)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const settled = useSettled(text)
  useEffect(() => setText(library.query.q), [library.query.q])
  const { data } = useEndpoint(
    suggestQueries,
    { query: { q: settled } },
    { enabled: open && settled.length > 0, staleTime: 60_000 },
  )
  const items = open && settled && text.trim() ? (data?.items ?? []) : []

  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const search = () => {
    close()
    input.current?.blur()
    library.set({ q: text.trim() })
  }
  const pick = (item: (typeof items)[number]) => {
    close()
    if (item.kind === 'title') void navigate(paths.resource(item.id))
    else library.set({ q: '', node: item.id })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = items[active]
    if (chosen) pick(chosen)
    else search()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    if (items.length === 0 || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    const step = event.key === 'ArrowDown' ? 1 : -1
    setActive((before) => Math.max(-1, Math.min(items.length - 1, before + step)))
  }
  return (
    <form className="find-box" role="search" onSubmit={submit}>
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        autoComplete="off"
        enterKeyHint="search"
        maxLength={MOST_LETTERS}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(-1)
          setOpen(true)
        }}
        onKeyDown={press}
        onBlur={close}
      />
      <button type="submit">{t('search.go')}</button>
      {items.length > 0 && (
        <ul className="find-offers" role="listbox" id={`${id}-list`} aria-label={t('search.offers')}>
          {items.map((item, index) => (
            <li
              key={`${item.kind} ${item.id}`}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // The field keeps the focus: on blur the list would be gone before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(item)}
            >
              <span>{item.text}</span>
              <small>{t(`search.kind.${item.kind}`)}</small>
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}
