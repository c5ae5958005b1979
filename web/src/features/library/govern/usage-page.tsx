import { usageBySchool, type EndpointResponse } from '@tongke/contract'
import { DatePicker, Grid, Table, type TableColumnsType } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import '../parts/desk.css'
import { LibraryTabs } from '../parts/library-tabs.tsx'
import './govern.css'

type School = EndpointResponse<typeof usageBySchool>['schools'][number]

const FIGURES = ['views', 'classPlays', 'watchedMinutes', 'downloads'] as const
type Figure = (typeof FIGURES)[number]
const HOUR_MS = 3_600_000
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** How rural schools use the library in a month: who does, and who does not at all. */
export function UsagePage() {
  const { t } = useTranslation('rooms')
  const list = useListQuery()
  const thisMonth = dateOf(useNow(HOUR_MS)).slice(0, 7)
  const asked = list.get('month')
  const month = asked && MONTH.test(asked) ? asked : thisMonth
  const usage = useEndpoint(usageBySchool, { query: { month } })
  const body = () => {
    if (usage.error && !usage.data)
      return <ErrorPanel error={usage.error} onRetry={() => void usage.refetch()} />
    if (usage.data && usage.data.schools.length === 0)
      return (
        <div className="card">
          <BlankState title={t('usage.none')} hint={t('usage.noneHint')} />
        </div>
      )
    return <Usage schools={usage.data?.schools} loading={usage.isPlaceholderData} />
  }
  return (
    <>
      <LibraryTabs />
      <PageHead title={t('usage.title')} note={t('usage.note')}>
        <DatePicker
          picker="month"
          aria-label={t('usage.month')}
          allowClear={false}
          value={dayjs(month)}
          disabledDate={(day) => day.format('YYYY-MM') > thisMonth}
          onChange={(day) => list.set({ month: day?.format('YYYY-MM') })}
        />
      </PageHead>
      {body()}
    </>
  )
}

function Usage({ schools, loading }: { schools: School[] | undefined; loading: boolean }) {
  const { t } = useTranslation('rooms')
  const { md: wide = true } = Grid.useBreakpoint()
  const used = schools?.filter(({ views, downloads }) => views + downloads > 0).length
  const most = (figure: Figure) => Math.max(1, ...(schools ?? []).map((one) => one[figure]))
  const sum = (figure: Figure) => (schools ?? []).reduce((all, one) => all + one[figure], 0)
  const figures = FIGURES.map((figure) => ({
    title: t(`usage.${figure}`),
    dataIndex: figure,
    sorter: (a: School, b: School) => a[figure] - b[figure],
    sortDirections: ['descend' as const, 'ascend' as const],
    render: (value: number) => <Bar value={value} most={most(figure)} />,
  }))
  const columns: TableColumnsType<School> = [
    {
      title: t('usage.school'),
      dataIndex: 'orgName',
      sorter: (a, b) => a.orgName.localeCompare(b.orgName, 'zh-CN'),
      render: (name: string) => <strong className="usage-school">{name}</strong>,
    },
    ...(wide ? figures : figures.slice(0, 2)),
  ]
  return (
    <>
      <dl className="ages usage-sums">
        <div>
          <dt>{t('usage.used')}</dt>
          <dd>{schools ? `${used} / ${schools.length}` : '–'}</dd>
        </div>
        {FIGURES.map((figure) => (
          <div key={figure}>
            <dt>{t(`usage.${figure}`)}</dt>
            <dd>{schools ? sum(figure) : '–'}</dd>
          </div>
        ))}
      </dl>
      <div className="card card-list">
        <Table<School>
          rowKey="orgId"
          columns={columns}
          {...(schools && { dataSource: schools })}
          loading={!schools || loading}
          pagination={false}
        />
      </div>
      <p className="quiet usage-note">{t('usage.how')}</p>
    </>
  )
}

function Bar({ value, most }: { value: number; most: number }) {
  return (
    <span className="usage-bar" data-none={value === 0}>
      <b>{value}</b>
      <i style={{ width: `${(value / most) * 100}%` }} />
    </span>
  )
}
