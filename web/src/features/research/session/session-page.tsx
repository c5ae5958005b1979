import { getSession, type SessionDetail } from '@tongke/contract'
import { Skeleton, Tabs } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { panelsOf } from './panels.ts'

/** One session through all its states. */
export function SessionPage() {
  const { t } = useTranslation('research')
  const { id = '' } = useParams()
  const query = useEndpoint(getSession, { params: { id } })
  // The cache keeps the page before while loading; here that would be another session.
  const detail = query.data?.card.id === id ? query.data : undefined
  if (detail) return <Session key={id} detail={detail} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('session.missing')}
        hint={t('session.missingHint')}
        action={
          <Link className="button" to={PATHS.research}>
            {t('session.back')}
          </Link>
        }
      />
    )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active paragraph={{ rows: 10 }} />
}

function Session({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const [params, setParams] = useSearchParams()
  const panels = panelsOf(detail)
  const shown = panels.find(({ key }) => key === params.get('tab')) ?? panels[0]
  const { card } = detail
  return (
    <>
      <PageHead title={card.theme} note={`${t(`form.${card.form}`)} · ${t(`state.${card.state}`)}`} />
      <Tabs
        activeKey={shown?.key ?? ''}
        onChange={(tab) => setParams({ tab }, { replace: true })}
        items={panels.map(({ key }) => ({ key, label: t(`panel.${key}`) }))}
      />
      <Suspense fallback={<Skeleton active />}>{shown && <shown.Body detail={detail} />}</Suspense>
    </>
  )
}
