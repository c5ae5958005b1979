import { exportMonthlyReport, getMonthlyReport, type MonthlyReport } from '@tongke/contract'
import { App, Button, DatePicker, Skeleton, Tabs } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../components/admin/page-head.tsx'
import { useListQuery } from '../../components/admin/use-list-query.ts'
import { BlankState } from '../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../components/plain/error-words.tsx'
import { download } from '../../lib/api.ts'
import { useEndpoint } from '../../lib/query.ts'
import { dateOf, momentOf } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { shareText } from './figure-words.ts'
import { LegsDrawer, type Drill } from './legs-drawer.tsx'
import { ReportSteps } from './report-steps.tsx'
import { ScreensTable } from './screens-table.tsx'
import { Summary } from './summary.tsx'
import { UnitsTable } from './units-table.tsx'
import './reports.css'

const HOUR_MS = 3_600_000
const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/

/** 三个课堂月报: the figures of a month, what stands behind them, and how they become final. */
export function ReportsPage() {
  const { t } = useTranslation('reports')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const list = useListQuery()
  const thisMonth = dateOf(useNow(HOUR_MS)).slice(0, 7)
  const asked = list.get('month')
  const month = asked && MONTH.test(asked) ? asked : dayjs(thisMonth).subtract(1, 'month').format('YYYY-MM')
  const report = useEndpoint(getMonthlyReport, { params: { month } })
  const save = () =>
    download(exportMonthlyReport, { params: { month } }, t('file', { month })).catch((error: unknown) =>
      message.error(errorText(error)),
    )
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        <DatePicker
          picker="month"
          aria-label={t('month')}
          allowClear={false}
          value={dayjs(month)}
          disabledDate={(day) => day.format('YYYY-MM') > thisMonth}
          onChange={(day) => list.set({ month: day?.format('YYYY-MM') })}
        />
        <Button onClick={() => void save()} disabled={!report.data}>
          {t('export')}
        </Button>
      </PageHead>
      {report.error && !report.data && (
        <ErrorPanel error={report.error} onRetry={() => void report.refetch()} />
      )}
      {!report.error && !report.data && <Skeleton active paragraph={{ rows: 8 }} />}
      {report.data && <Report report={report.data} />}
    </>
  )
}

function Report({ report }: { report: MonthlyReport }) {
  const { t } = useTranslation('reports')
  const [drill, setDrill] = useState<Drill | null>(null)
  const county = report.units.find(({ kind }) => kind === 'county')
  const kinds = (['school', 'pair', 'town'] as const).filter((kind) =>
    report.units.some((unit) => unit.kind === kind),
  )
  const { completeness, rules, asOf, frozenAt } = report
  return (
    <>
      <p className="report-frame">
        <span className={`pill report-${report.state}`}>{t(`state.${report.state}`)}</span>
        <span>{t('days', { from: report.from, to: report.to })}</span>
        <span>{t(frozenAt ? 'frozen' : 'asOf', { time: momentOf(asOf) })}</span>
        <span>{t('completeness', { share: shareText(completeness, 1), ...completeness })}</span>
        <span>{t('rules', { version: rules.version })}</span>
      </p>
      <ReportSteps report={report} />
      {county && <Summary unit={county} rules={rules.values} onDrill={setDrill} />}
      {report.units.length === 0 && (
        <div className="card">
          <BlankState title={t('empty')} hint={t('emptyHint')} />
        </div>
      )}
      <Tabs
        items={[
          ...kinds.map((kind) => ({
            key: kind,
            label: t(`kind.${kind}`),
            children: (
              <UnitsTable
                units={report.units.filter((unit) => unit.kind === kind)}
                rules={rules.values}
                onDrill={setDrill}
              />
            ),
          })),
          { key: 'screens', label: t('screens.title'), children: <ScreensTable report={report} /> },
        ]}
      />
      <p className="quiet report-how">{t('how', { small: rules.values.smallDenominator })}</p>
      <LegsDrawer month={report.month} drill={drill} onClose={() => setDrill(null)} />
    </>
  )
}
