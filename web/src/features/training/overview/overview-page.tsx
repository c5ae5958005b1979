import { getTrainingOverview, type TrainingOverview } from '@tongke/contract'
import { Select, Skeleton, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { hoursOf } from '../parts/hours.ts'
import '../parts/training.css'
import { CertificatesPanel } from './certificates-panel.tsx'
import { FigureTiles } from './figure-tiles.tsx'
import { SchoolsTable } from './schools-table.tsx'
import { TeachersPanel } from './teachers-panel.tsx'

/** 培训概览: the county's hours, R16 to R18, and who lacks what. */
export function TrainingOverviewPage() {
  const { t } = useTranslation('training')
  const list = useListQuery()
  const overview = useEndpoint(getTrainingOverview, { query: { cycle: list.get('cycle') } })
  const data = overview.data
  return (
    <>
      <PageHead title={t('overview.title')} note={t('overview.note')}>
        {data && <CycleChoice data={data} onChange={(cycle) => list.set({ cycle })} />}
      </PageHead>
      {overview.error && !data && (
        <ErrorPanel error={overview.error} onRetry={() => void overview.refetch()} />
      )}
      {!overview.error && !data && <Skeleton active paragraph={{ rows: 10 }} />}
      {data && <Overview data={data} />}
    </>
  )
}

function CycleChoice({ data, onChange }: { data: TrainingOverview; onChange: (cycle: string) => void }) {
  const { t } = useTranslation('training')
  const years = data.rules['cycle.years'] ?? 5
  const first = Number(data.cycle.from.slice(0, 4))
  const begins = data.rules['cycle.firstYear'] ?? first
  const present = new Date(data.asOf).getFullYear()
  const now = begins + Math.floor((present - begins) / years) * years
  const choices = [...new Set([first, now, now - years])].sort((a, b) => b - a)
  return (
    <Select
      aria-label={t('file.cycle')}
      value={String(first)}
      onChange={onChange}
      options={choices.map((one) => ({
        value: String(one),
        label: t('file.cycleOf', { first: one, last: one + years - 1 }),
      }))}
    />
  )
}

function Overview({ data }: { data: TrainingOverview }) {
  const { t } = useTranslation('training')
  const list = useListQuery()
  return (
    <>
      <p className="overview-frame">
        <span>{t('overview.asOf', { time: momentOf(data.asOf) })}</span>
        <span>{t('overview.target', { hours: hoursOf(data.cycle.targetTenths) })}</span>
        <span>{t('overview.pace', { hours: hoursOf(data.paceTenths) })}</span>
      </p>
      {data.figures && <FigureTiles figures={data.figures} />}
      <Tabs
        activeKey={list.get('tab') ?? 'schools'}
        onChange={(tab) => list.set({ tab: tab === 'schools' ? undefined : tab, org: undefined })}
        items={[
          { key: 'schools', label: t('overview.schools'), children: <SchoolsTable data={data} /> },
          { key: 'teachers', label: t('overview.teachers'), children: <TeachersPanel data={data} /> },
          { key: 'certificates', label: t('overview.certificates'), children: <CertificatesPanel /> },
        ]}
        destroyOnHidden
      />
    </>
  )
}
