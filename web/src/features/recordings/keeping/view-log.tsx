import { listRecordingViews } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../components/plain/skeleton.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { clockText } from '../../../components/replay/clock-text.ts'

const PAGE_SIZE = 20

/** Who looked at it, when, and how much of it was sent to them. */
export function ViewLog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('replay')
  const [page, setPage] = useState(1)
  const log = useEndpoint(listRecordingViews, { params: { id }, query: { page, pageSize: PAGE_SIZE } })
  const pages = Math.max(1, Math.ceil((log.data?.total ?? 0) / PAGE_SIZE))
  return (
    <Dialog title={t('keep.log')} onClose={onClose}>
      {log.error && <ErrorNotice error={log.error} />}
      {!log.data && !log.error && <Skeleton lines={5} />}
      {log.data && (
        <div className="view-log">
          <table>
            <thead>
              <tr>
                <th>{t('log.who')}</th>
                <th>{t('log.opened')}</th>
                <th>{t('log.watched')}</th>
              </tr>
            </thead>
            <tbody>
              {log.data.items.map((view) => (
                <tr key={view.id}>
                  <td>
                    {view.viewerName} <small>{view.isDevice ? t('log.device') : view.viewerOrgName}</small>
                  </td>
                  <td>{momentOf(view.openedAt)}</td>
                  <td>{view.downloaded ? t('log.downloaded') : clockText(view.watchedMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {pages > 1 && (
            <nav>
              <button
                type="button"
                className="button"
                disabled={page === 1}
                onClick={() => setPage(page - 1)}
              >
                {t('log.newer')}
              </button>
              <span>
                {page} / {pages}
              </span>
              <button
                type="button"
                className="button"
                disabled={page === pages}
                onClick={() => setPage(page + 1)}
              >
                {t('log.older')}
              </button>
            </nav>
          )}
        </div>
      )}
    </Dialog>
  )
}
