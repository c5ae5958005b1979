import { declareScreenPeriods, getMonthlyReport, type MonthlyReport, type ScreenWeek } from '@tongke/contract'
import { App, Button, DatePicker, InputNumber, Table, type TableColumnsType } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClassSelect } from '../../components/pickers/class-select.tsx'
import { BlankState } from '../../components/plain/blank-state.tsx'
import { useErrorText } from '../../components/plain/error-words.tsx'
import { useAction } from '../../lib/query.ts'

/** R13: screen periods by class and week, and what schools declare beside synchronized lessons. */
export function ScreensTable({ report }: { report: MonthlyReport }) {
  const { t } = useTranslation('reports')
  const percent = report.rules.values.screenPercent ?? 30
  const columns: TableColumnsType<ScreenWeek> = [
    {
      title: t('screens.class'),
      render: (_, one) => (
        <span className="unit-name">
          <strong>{one.className}</strong>
          <span className="quiet">{one.orgName}</span>
        </span>
      ),
    },
    { title: t('screens.week'), dataIndex: 'week' },
    { title: t('screens.sync'), dataIndex: 'sync', className: 'num' },
    { title: t('screens.declared'), dataIndex: 'declared', className: 'num' },
    { title: t('screens.weekly'), dataIndex: 'weekly', className: 'num' },
    {
      title: t('screens.share', { percent }),
      className: 'num',
      sorter: (a, b) => (a.sync + a.declared) / a.weekly - (b.sync + b.declared) / b.weekly,
      render: (_, one) => (
        <span className={one.over ? 'pill pill-bad' : 'pill pill-ok'}>
          {(((one.sync + one.declared) / one.weekly) * 100).toFixed(1)}%{' '}
          {t(one.over ? 'screens.over' : 'screens.fine')}
        </span>
      ),
    },
  ]
  return (
    <>
      {report.can.declare && <Declare from={report.from} to={report.to} />}
      <div className="card card-list">
        {report.screens.length === 0 ? (
          <BlankState title={t('screens.none')} hint={t('screens.noneHint')} />
        ) : (
          <Table<ScreenWeek>
            rowKey={({ classId, week }) => `${classId}/${week}`}
            size="middle"
            columns={columns}
            dataSource={[...report.screens]}
            scroll={{ x: 'max-content' }}
            pagination={{ pageSize: 30, hideOnSinglePage: true, showSizeChanger: false }}
          />
        )}
      </div>
    </>
  )
}

const mondayOf = (day: Dayjs): Dayjs => day.subtract((day.day() + 6) % 7, 'day')

function Declare({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation('reports')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const declaring = useAction(declareScreenPeriods, [getMonthlyReport])
  const [classId, setClassId] = useState<string | null>(null)
  const [week, setWeek] = useState<Dayjs>(() => dayjs(from))
  const [periods, setPeriods] = useState(0)
  const submit = () =>
    classId &&
    declaring.mutate(
      { body: { classId, week: mondayOf(week).format('YYYY-MM-DD'), periods } },
      {
        onSuccess: () => void message.success(t('screens.saved')),
        onError: (error) => void message.error(errorText(error)),
      },
    )
  return (
    <div className="list-tools">
      <span>{t('screens.declare')}</span>
      <span className="grow">
        <ClassSelect
          scope="administration"
          value={classId}
          aria-label={t('screens.class')}
          placeholder={t('screens.class')}
          onChange={setClassId}
        />
      </span>
      <DatePicker
        aria-label={t('screens.week')}
        allowClear={false}
        value={week}
        disabledDate={(day) => day.format('YYYY-MM-DD') < from || day.format('YYYY-MM-DD') > to}
        onChange={(day) => day && setWeek(mondayOf(day))}
        format={(day) => t('screens.weekOf', { day: mondayOf(day).format('MM-DD') })}
      />
      <InputNumber
        aria-label={t('screens.declared')}
        min={0}
        max={40}
        value={periods}
        addonAfter={t('screens.periods')}
        onChange={(value) => setPeriods(value ?? 0)}
      />
      <Button disabled={!classId} loading={declaring.isPending} onClick={submit}>
        {t('screens.save')}
      </Button>
    </div>
  )
}
