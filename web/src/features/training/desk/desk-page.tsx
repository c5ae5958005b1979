import { DeskQueue, HoursSource, listHoursDesk, type HoursClaim, type Role } from '@tongke/contract'
import { Grid, Select, Table, Tabs, Skeleton } from 'antd'
import { useState, type Key } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { WIDE } from '../../../components/admin/columns.ts'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { ClaimDrawer } from '../parts/claim-drawer.tsx'
import { EvidenceLink } from '../parts/evidence-link.tsx'
import { hoursOf } from '../parts/hours.ts'
import '../parts/training.css'
import { DecideBar } from './decide-bar.tsx'

const COUNTY: readonly Role[] = ['officer']

/** 学时审核: claims that wait for the school or the county, decided on by the hundred. */
export function HoursDeskPage() {
  const { t } = useTranslation('training')
  const me = useMe().data
  const list = useListQuery()
  const isCounty = hasRole(me, ...COUNTY)
  const queues: readonly DeskQueue[] = isCounty ? ['county', 'appeal', 'school'] : ['school']
  const queue = queues.find((one) => one === list.get('queue')) ?? queues[0] ?? 'school'
  const filter = {
    queue,
    search: list.search,
    orgId: list.get('org'),
    source: HoursSource.options.find((one) => one === list.get('source')),
  }
  const query = useEndpoint(listHoursDesk, { query: { ...filter, page: list.page, pageSize: list.pageSize } })
  const waiting = query.data?.waiting
  return (
    <>
      <PageHead title={t('desk.title')} note={t('desk.note')} />
      {queues.length > 1 && (
        <Tabs
          activeKey={queue}
          onChange={(key) => list.set({ queue: key })}
          items={queues.map((key) => ({
            key,
            label: t('desk.tab', { name: t(`queue.${key}`), count: waiting?.[key] ?? 0 }),
          }))}
        />
      )}
      <Filters list={list} isCounty={isCounty} />
      {query.error && !query.data && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {!query.error && !query.data && <Skeleton active paragraph={{ rows: 8 }} />}
      {query.data && (
        <Claims
          key={JSON.stringify(filter)}
          data={query.data}
          list={list}
          filter={filter}
          isFetching={query.isPlaceholderData}
        />
      )}
    </>
  )
}

function Filters({ list, isCounty }: { list: ListQuery; isCounty: boolean }) {
  const { t } = useTranslation('training')
  return (
    <div className="list-tools">
      <SearchBox list={list} placeholder={t('desk.search')} />
      <Select
        className="hours-filter"
        allowClear
        aria-label={t('desk.source')}
        placeholder={t('desk.source')}
        value={list.get('source')}
        onChange={(value?: string) => list.set({ source: value })}
        options={HoursSource.options.map((value) => ({ value, label: t(`source.${value}`) }))}
      />
      {isCounty && (
        <div className="hours-filter">
          <OrgSelect
            allowClear
            aria-label={t('desk.school')}
            placeholder={t('desk.school')}
            value={list.get('org') ?? null}
            onChange={(id) => list.set({ org: id ?? undefined })}
          />
        </div>
      )}
    </div>
  )
}

interface ClaimsProps {
  data: { items: HoursClaim[]; total: number; tenths: number; people: number }
  list: ListQuery
  filter: { queue: DeskQueue; search?: string; orgId?: string; source?: HoursSource }
  isFetching: boolean
}

function Claims({ data, list, filter, isFetching }: ClaimsProps) {
  const { t } = useTranslation('training')
  const [chosen, setChosen] = useState<Key[]>([])
  const [open, setOpen] = useState<string | null>(null)
  const isPhone = Grid.useBreakpoint().md === false
  if (data.total === 0)
    return (
      <div className="card">
        <BlankState title={t('desk.empty')} hint={t('desk.emptyHint')} />
      </div>
    )
  return (
    <>
      <DecideBar
        queue={filter.queue}
        filter={filter}
        chosen={chosen.map(String)}
        totals={data}
        onDone={() => setChosen([])}
      />
      <div className="card card-list">
        <Table<HoursClaim>
          rowKey="id"
          size="middle"
          loading={isFetching}
          dataSource={data.items}
          scroll={isPhone ? {} : { x: 'max-content' }}
          rowSelection={
            filter.queue === 'appeal'
              ? undefined
              : { selectedRowKeys: chosen, onChange: setChosen, preserveSelectedRowKeys: true }
          }
          pagination={{
            current: list.page,
            pageSize: list.pageSize,
            total: data.total,
            onChange: list.setPage,
            showSizeChanger: false,
          }}
          columns={[
            {
              title: t('column.person'),
              render: (_, one) => (
                <span className="hours-cell">
                  <Link to={paths.trainingPerson(one.personId)}>{one.personName}</Link>
                  <small className="quiet">{one.orgName}</small>
                </span>
              ),
            },
            {
              title: t('column.what'),
              render: (_, one) => (
                <span className="hours-cell">
                  <button type="button" className="link-button" onClick={() => setOpen(one.id)}>
                    {one.title}
                  </button>
                  <small className="quiet">
                    {t(`source.${one.source}`)} · {t(`category.${one.category}`)}
                  </small>
                  <small className="quiet desk-day">{one.occurredOn}</small>
                  {filter.queue === 'appeal' && one.reason && <em>{one.reason}</em>}
                </span>
              ),
            },
            { title: t('column.hours'), className: 'num', render: (_, one) => hoursOf(one.tenths) },
            { title: t('column.day'), dataIndex: 'occurredOn', responsive: WIDE },
            {
              title: t('column.evidence'),
              responsive: WIDE,
              render: (_, one) => <EvidenceLink evidence={one.evidence} />,
            },
          ]}
        />
      </div>
      <ClaimDrawer id={open} onClose={() => setOpen(null)} />
    </>
  )
}
