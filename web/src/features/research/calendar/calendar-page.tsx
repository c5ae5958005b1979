import { listResearchSessions } from '@tongke/contract'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'

/** Sessions of the county by the day they meet. */
export function ResearchCalendarPage() {
  const { t } = useTranslation('research')
  const query = useEndpoint(listResearchSessions, { query: { pageSize: 100 } })
  return (
    <>
      <PageHead title={t('title')} note={t('note')} />
      {query.error && !query.data && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {query.data?.total === 0 && <BlankState title={t('list.empty')} hint={t('list.emptyHint')} />}
      <ul>
        {query.data?.items.map((card) => (
          <li key={card.id}>
            <Link to={paths.researchSession(card.id)}>{card.theme}</Link> · {t(`state.${card.state}`)}
          </li>
        ))}
      </ul>
    </>
  )
}
