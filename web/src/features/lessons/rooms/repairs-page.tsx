import { listRepairs } from '@tongke/contract'
import { Pagination, Skeleton, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useNow } from '../../../lib/use-now.ts'
import { RepairRow } from './repair-row.tsx'
import './rooms.css'

const REFRESH_MS = 15_000
const STATES = ['waiting', 'fixed', 'all'] as const

/** The desk of whoever sees to rooms: what threatens the next lesson stands first. */
export function RepairsPage() {
  const { t } = useTranslation('classroom')
  const list = useListQuery()
  const now = useNow(REFRESH_MS)
  const state = STATES.find((one) => one === list.get('state')) ?? 'waiting'
  const { page, pageSize, search } = list
  const repairs = useEndpoint(
    listRepairs,
    { query: { page, pageSize, search, state } },
    { refetchInterval: REFRESH_MS },
  )
  const body = () => {
    if (repairs.error && !repairs.data)
      return <ErrorPanel error={repairs.error} onRetry={() => void repairs.refetch()} />
    if (!repairs.data) return <Skeleton active paragraph={{ rows: 6 }} />
    const { items, total } = repairs.data
    if (total === 0)
      return (
        <BlankState
          title={t(state === 'waiting' && !search ? 'repairs.empty' : 'repairs.emptyOther')}
          hint={state === 'waiting' && !search ? t('repairs.emptyHint') : undefined}
        />
      )
    return (
      <>
        <ul className="repairs">
          {items.map((repair) => (
            <RepairRow key={repair.id} repair={repair} now={now} />
          ))}
        </ul>
        <Pagination
          current={page}
          pageSize={pageSize}
          total={total}
          showSizeChanger={false}
          hideOnSinglePage
          onChange={list.setPage}
        />
      </>
    )
  }
  return (
    <>
      <p className="crumb">
        <Link to={PATHS.classrooms}>{t('detail.back')}</Link>
      </p>
      <PageHead title={t('repairs.title')} note={t('repairs.note')} />
      <div className="list-tools">
        <Segmented
          value={state}
          onChange={(next) => list.set({ state: next === 'waiting' ? undefined : next })}
          options={[
            { value: 'waiting', label: t('repairs.waiting') },
            { value: 'fixed', label: t('repairs.fixed') },
            { value: 'all', label: t('repairs.everything') },
          ]}
        />
        <SearchBox list={list} placeholder={t('repairs.searchHint')} />
      </div>
      <section className="card room-part">{body()}</section>
    </>
  )
}
