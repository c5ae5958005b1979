import { PlusOutlined } from '@ant-design/icons'
import { CommunityKind, listCommunities, type CommunityCard } from '@tongke/contract'
import { Button, Pagination, Select, Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import '../parts/research.css'
import { NewCommunity } from './new-community.tsx'
import { useCommunityScope } from './community-words.ts'

/** Teams of teachers across schools. */
export function CommunitiesPage() {
  const { t } = useTranslation('research')
  const list = useListQuery()
  const me = useMe().data
  const [founding, setFounding] = useState(false)
  const scope = list.get('scope') === 'mine' ? ('mine' as const) : ('all' as const)
  const kind = CommunityKind.options.find((one) => one === list.get('kind'))
  const { page, pageSize, search } = list
  const query = useEndpoint(listCommunities, { query: { page, pageSize, search, scope, kind } })
  const mayFound = hasRole(me, 'head', 'coordinator', 'researcher', 'officer')
  return (
    <>
      <PageHead title={t('community.title')} note={t('community.note')}>
        <Link className="button" to={PATHS.research}>
          {t('session.back')}
        </Link>
        {mayFound && (
          <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setFounding(true)}>
            {t('community.new')}
          </Button>
        )}
      </PageHead>
      <Tabs
        activeKey={scope}
        onChange={(key) => list.set({ scope: key === 'all' ? undefined : key })}
        items={(['all', 'mine'] as const).map((key) => ({ key, label: t(`community.${key}`) }))}
      />
      <div className="list-tools">
        <SearchBox list={list} placeholder={t('community.search')} />
        <Select
          allowClear
          className="community-kind"
          aria-label={t('community.allKinds')}
          placeholder={t('community.allKinds')}
          value={kind}
          onChange={(value?: string) => list.set({ kind: value })}
          options={CommunityKind.options.map((value) => ({ value, label: t(`community.kind.${value}`) }))}
        />
      </div>
      {query.error && !query.data && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && <Skeleton active paragraph={{ rows: 6 }} />}
      {query.data?.total === 0 && (
        <div className="card">
          <BlankState title={t('community.empty')} hint={t('community.emptyHint')} />
        </div>
      )}
      <ul className="communities">
        {query.data?.items.map((card) => (
          <Row key={card.id} card={card} />
        ))}
      </ul>
      <Pagination
        current={page}
        pageSize={pageSize}
        total={query.data?.total ?? 0}
        onChange={list.setPage}
        showSizeChanger={false}
        hideOnSinglePage
      />
      {founding && <NewCommunity onClose={() => setFounding(false)} />}
    </>
  )
}

function Row({ card }: { card: CommunityCard }) {
  const { t } = useTranslation('research')
  const scope = useCommunityScope()
  return (
    <li>
      <Link className="community-row card" to={paths.community(card.id)}>
        <span className="session-row-head">
          <strong>{card.name}</strong>
          <span className="pill pill-ready">{t(`community.kind.${card.kind}`)}</span>
          {card.isClosed && <span className="pill">{t('community.closed')}</span>}
          {card.overdue > 0 && (
            <span className="pill pill-bad">{t('community.overdue', { count: card.overdue })}</span>
          )}
        </span>
        <span>
          {scope(card)} · {card.orgName} · {t('community.lead', { name: card.leadName })}
        </span>
        <RuralShare card={card} />
        <span className="quiet">
          {t('community.counted', { count: card.countedSessions })} ·{' '}
          {t('community.open', { count: card.openSessions })}
        </span>
      </Link>
    </li>
  )
}

/** How much of a team comes from the country. */
export function RuralShare({ card }: { card: Pick<CommunityCard, 'members' | 'schools' | 'ruralMembers'> }) {
  const { t } = useTranslation('research')
  const percent = card.members === 0 ? 0 : Math.round((card.ruralMembers / card.members) * 100)
  return (
    <span className="rural-share">
      <span className="rural-bar" aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
      <span>
        {t('company.people', { count: card.members })} · {t('company.schools', { count: card.schools })} ·{' '}
        {t('community.rural', { percent })}
      </span>
    </span>
  )
}
