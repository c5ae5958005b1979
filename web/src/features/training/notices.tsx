import { listTrainingNotices, readTrainingNotice } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PATHS } from '../../config/paths.ts'
import { useAction, useEndpoint } from '../../lib/query.ts'
import './notices.css'
import { hoursOf } from './parts/hours.ts'

/** What somebody was reminded of, on the home page until it is read. */
export function TrainingNotices() {
  const { t } = useTranslation('home')
  const notices = useEndpoint(listTrainingNotices, {})
  const read = useAction(readTrainingNotice, [listTrainingNotices])
  return notices.data?.items.map((notice) => (
    <aside key={notice.id} className="training-notice">
      <p>
        {notice.text}
        {notice.lackTenths !== null && (
          <strong>{t('notice.lack', { hours: hoursOf(notice.lackTenths) })}</strong>
        )}
        <small>{notice.fromName}</small>
      </p>
      <Link className="button" to={PATHS.training}>
        {t('notice.file')}
      </Link>
      <button
        type="button"
        className="button"
        disabled={read.isPending}
        onClick={() => read.mutate({ params: { id: notice.id } })}
      >
        {t('notice.read')}
      </button>
    </aside>
  ))
}
