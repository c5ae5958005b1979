import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { PageIcon } from '../parts/icons.tsx'
import { useCommand, useLesson } from '../room-context.tsx'

const MAX_PAGE = 999
const clamp = (page: number) => Math.min(MAX_PAGE, Math.max(1, page))

/** 教材第 N 页: one back, one on, or a number. */
export function PageAnnouncer() {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const send = useCommand()
  const [typed, setTyped] = useState<string | null>(null)
  const turn = (page: number) => void send({ type: 'turn_page', page: clamp(page) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const page = Number(typed)
    setTyped(null)
    if (Number.isInteger(page) && page > 0) turn(page)
  }
  return (
    <form className="page" onSubmit={submit} aria-label={t('page.title')}>
      <PageIcon />
      <button
        type="button"
        className="page-step"
        aria-label={t('page.back')}
        disabled={!lesson.page || lesson.page <= 1}
        onClick={() => turn((lesson.page ?? 2) - 1)}
      >
        ‹
      </button>
      <label>
        {t('page.before')}
        <input
          inputMode="numeric"
          aria-label={t('page.title')}
          value={typed ?? lesson.page ?? ''}
          placeholder="—"
          onChange={(event) => setTyped(event.target.value.replace(/\D/g, '').slice(0, 3))}
          onBlur={submit}
        />
        {t('page.after')}
      </label>
      <button
        type="button"
        className="page-step"
        aria-label={t('page.next')}
        onClick={() => turn((lesson.page ?? 0) + 1)}
      >
        ›
      </button>
    </form>
  )
}
