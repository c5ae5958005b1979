import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from './meeting-context.tsx'

/** The chair's newest word to all, until it is put away or the next one comes. */
export function Notice() {
  const { t } = useTranslation('meeting')
  const { meeting } = useMeeting()
  const [seen, setSeen] = useState<string | null>(null)
  const { notice } = meeting
  if (!notice || notice.id === seen) return null
  return (
    <div className="meet-notice" role="status">
      <span>{t('notice.from')}</span>
      <b>{notice.text}</b>
      <button type="button" className="desk-button" onClick={() => setSeen(notice.id)}>
        {t('notice.seen')}
      </button>
    </div>
  )
}
