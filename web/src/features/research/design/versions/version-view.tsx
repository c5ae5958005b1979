import { getDesign, getDesignVersion, restoreDesignVersion } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../../components/plain/dialog.tsx'
import { ErrorNotice, ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../../lib/query.ts'
import { momentOf } from '../../../../lib/time.ts'
import { DesignSheet } from '../design-sheet.tsx'
import { useDesk } from '../use-design.ts'

/** A version to be read, and to go back to. */
export function VersionView({ number, onClose }: { number: number; onClose: () => void }) {
  const { t } = useTranslation('design')
  const { detail } = useDesk()
  const params = { id: detail.card.id, number }
  const query = useEndpoint(getDesignVersion, { params })
  const [asks, setAsks] = useState(false)
  const restore = useAction(restoreDesignVersion, [getDesign])
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (query.data?.version.number !== number) return <p className="quiet">{t('loading')}</p>
  const { version, content } = query.data
  const note = `v${number} ${version.name} · ${version.authorName} · ${momentOf(version.at)}`
  return (
    <>
      <div className="showing-bar">
        <strong>{t('versions.reading', { number })}</strong>
        {detail.can.write && (
          <button type="button" className="button" onClick={() => setAsks(true)}>
            {t('versions.restore')}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {t('backToEditor')}
        </button>
      </div>
      <DesignSheet title={detail.session.title} note={note} design={content} />
      {asks && (
        <Dialog title={t('versions.restoreTitle', { number })} onClose={() => setAsks(false)}>
          <p>{t('versions.restoreHint')}</p>
          {restore.error && <ErrorNotice error={restore.error} />}
          <div className="row-tools">
            <button
              type="button"
              className="button button-primary"
              disabled={restore.isPending}
              onClick={() => restore.mutate({ params }, { onSuccess: onClose })}
            >
              {t('versions.restore')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}
