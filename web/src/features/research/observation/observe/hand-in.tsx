import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../../components/plain/dialog.tsx'
import { useErrorText } from '../../../../components/plain/error-words.tsx'
import { timeOf } from '../../../../lib/time.ts'
import { useNow } from '../../../../lib/use-now.ts'
import type { ObservationBook, ObservationView } from '../../../../live/observation/observation-book.ts'

interface Props {
  book: ObservationBook
  view: ObservationView
  takeBackMinutes: number
}

/** Handed in, it is the session's to read; for a while it can be taken back. */
export function HandedIn({ book, view }: Omit<Props, 'takeBackMinutes'>) {
  const { t } = useTranslation('observation')
  const text = useErrorText()
  const now = useNow(10_000)
  const [error, setError] = useState<unknown>(null)
  const { handedInAt, takeBackUntil } = view.sheet
  if (handedInAt === null) return null
  return (
    <div className="handed-in" role="status">
      <p>
        <b>{t('handIn.done', { time: timeOf(handedInAt) })}</b>
        {takeBackUntil !== null && now < takeBackUntil && (
          <small>{t('handIn.until', { time: timeOf(takeBackUntil) })}</small>
        )}
      </p>
      {takeBackUntil !== null && now < takeBackUntil && (
        <button
          type="button"
          className="button"
          onClick={() => {
            setError(null)
            book.takeBack().catch(setError)
          }}
        >
          {t('handIn.takeBack')}
        </button>
      )}
      {error !== null && <p role="alert">{text(error)}</p>}
    </div>
  )
}

export function HandInButton({ book, view, takeBackMinutes }: Props) {
  const { t } = useTranslation('observation')
  const [isOpen, setOpen] = useState(false)
  const { marks, sheet } = view
  const isBlank = marks.length === 0 && Object.keys(sheet.answers).length === 0
  if (sheet.wantsHandIn)
    return (
      <button type="button" className="button" onClick={() => book.keepWriting()}>
        {t('handIn.waiting')}
      </button>
    )
  return (
    <>
      <button
        type="button"
        className="button button-primary"
        disabled={isBlank}
        onClick={() => setOpen(true)}
      >
        {t('handIn.open')}
      </button>
      {isOpen && (
        <Dialog title={t('handIn.title')} onClose={() => setOpen(false)}>
          <p>{t('handIn.what', { marks: marks.length })}</p>
          <p className="quiet">{t('handIn.final', { minutes: takeBackMinutes })}</p>
          <button
            type="button"
            className="button button-primary button-big"
            onClick={() => {
              setOpen(false)
              book.handIn()
            }}
          >
            {t('handIn.sure')}
          </button>
        </Dialog>
      )}
    </>
  )
}
