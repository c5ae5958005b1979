import { getCalendar } from '@tongke/contract'
import { Select, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { schoolYearOf } from '../../../lib/school-year.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useNow } from '../../../lib/use-now.ts'
import { PlansPanel } from '../course-plan/plans-panel.tsx'
import { BellsPanel } from './bells-panel.tsx'
import { DaysPanel } from './days-panel.tsx'
import { TodayLine } from './today-line.tsx'
import './calendar.css'

const TABS = ['days', 'bells', 'plans'] as const
const HOUR_MS = 3_600_000

/** The school year of the county: its days, the bells of each school, and the course plans. */
export function CalendarPage() {
  const { t } = useTranslation('calendar')
  const list = useListQuery()
  const thisYear = schoolYearOf(useNow(HOUR_MS))
  const present = useEndpoint(getCalendar, { query: {} })
  const year = Number(list.get('year') ?? present.data?.schoolYear ?? thisYear)
  const tab = TABS.find((one) => one === list.get('tab')) ?? 'days'
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        <Select
          aria-label={t('pickYear')}
          value={year}
          onChange={(value) => list.set({ year: String(value) })}
          options={[thisYear + 1, thisYear, thisYear - 1].map((value) => ({
            value,
            label: t('year', { from: value, to: value + 1 }),
          }))}
        />
      </PageHead>
      {present.data && <TodayLine today={present.data.today} />}
      <Tabs
        activeKey={tab}
        onChange={(key) => list.set({ tab: key === 'days' ? undefined : key })}
        items={TABS.map((key) => ({ key, label: t(`tab.${key}`) }))}
      />
      {tab === 'days' && <DaysPanel schoolYear={year} />}
      {tab === 'bells' && <BellsPanel schoolYear={year} list={list} />}
      {tab === 'plans' && <PlansPanel schoolYear={year} />}
    </>
  )
}
