import { draftMinutes, getMinutes } from '@tongke/contract'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import type { PanelProps } from '../session/panel.ts'
import { MinutesSheet } from './minutes-sheet.tsx'

/** 会议纪要: drafted from the log, edited, signed, taken away as a file. */
export function MinutesPart({ detail }: PanelProps) {
  const { t } = useTranslation('outcome')
  const query = useEndpoint(getMinutes, { params: { id: detail.card.id } })
  if (query.error?.code === 'auth.forbidden') return null
  const page = query.data
  return (
    <section className="card research-part" aria-labelledby="minutes" data-testid="minutes">
      {query.error && !page && <ErrorNotice error={query.error} />}
      {!page && !query.error && <Skeleton active />}
      {page && !page.minutes && (
        <>
          <header>
            <h2 id="minutes">{t('minutes.title')}</h2>
          </header>
          <p className="quiet">{t(page.can.draft ? 'minutes.noneYet' : 'minutes.none')}</p>
          {page.can.draft && <FirstDraft sessionId={detail.card.id} />}
        </>
      )}
      {page?.minutes && <MinutesSheet detail={detail} minutes={page.minutes} can={page.can} />}
    </section>
  )
}

function FirstDraft({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('outcome')
  const drafting = useAction(draftMinutes, [getMinutes])
  return (
    <>
      {drafting.error && <ErrorNotice error={drafting.error} traced={drafting.error.status >= 500} />}
      <div className="research-actions">
        <Button
          type="primary"
          size="large"
          loading={drafting.isPending}
          onClick={() => drafting.mutate({ params: { id: sessionId }, body: { revision: 0 } })}
        >
          {t('minutes.draft')}
        </Button>
      </div>
    </>
  )
}
