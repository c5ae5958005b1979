import { listCourseClasses, type ClassProgress, type CourseFigures } from '@tongke/contract'
import { Progress, Skeleton, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { WIDE } from '../../../components/admin/columns.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'

function Figures({ figures }: { figures: CourseFigures }) {
  const { t } = useTranslation('courses')
  const facts = [
    ['classes', figures.classes],
    ['rural', figures.ruralClasses],
    ['units', figures.unitsPerClass ?? '–'],
    ['inTime', figures.judged === 0 ? '–' : `${figures.answeredInTime}/${figures.judged}`],
    ['overdue', figures.overdue],
  ] as const
  return (
    <dl className="course-figures">
      {facts.map(([name, value]) => (
        <div key={name} data-bad={name === 'overdue' && figures.overdue > 0}>
          <dt>{t(`figures.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function useColumns(): TableColumnsType<ClassProgress> {
  const { t } = useTranslation('courses')
  return [
    {
      title: t('figures.class'),
      render: (_, one) => (
        <>
          <strong>{one.className}</strong>{' '}
          {one.isRural && <span className="pill pill-ready">{t('figures.ruralMark')}</span>}
          <span className="sub">{one.orgName}</span>
        </>
      ),
    },
    {
      title: t('figures.progress'),
      render: (_, one) => (
        <div className="class-progress">
          <Progress
            percent={Math.round((100 * one.unitsDone) / Math.max(1, one.units))}
            size="small"
            showInfo={false}
          />
          {one.unitsDone}/{one.units}
        </div>
      ),
    },
    {
      title: t('figures.items'),
      responsive: WIDE,
      render: (_, one) => `${one.itemsDone}/${one.items.length}`,
    },
    { title: t('figures.since'), responsive: WIDE, render: (_, one) => dateOf(one.subscribedAt) },
  ]
}

/** All classes that learn the course, for its school and the bureau. */
export function ClassesTable({ courseId }: { courseId: string }) {
  const { t } = useTranslation('courses')
  const columns = useColumns()
  const query = useEndpoint(listCourseClasses, { params: { id: courseId } })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active />
  const { items, figures } = query.data
  return (
    <>
      <Figures figures={figures} />
      {items.length === 0 ? (
        <div className="card">
          <BlankState title={t('figures.none')} hint={t('figures.noneHint')} />
        </div>
      ) : (
        <div className="card card-list">
          <Table
            rowKey="classId"
            columns={columns}
            dataSource={items}
            pagination={{ hideOnSinglePage: true }}
          />
        </div>
      )}
    </>
  )
}
