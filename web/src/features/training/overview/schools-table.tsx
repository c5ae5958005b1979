import type { SchoolHours, TrainingOverview } from '@tongke/contract'
import { Grid, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { WIDE } from '../../../components/admin/columns.ts'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { hoursOf, ratioText } from '../parts/hours.ts'

const mean = ({ tenths, teachers }: SchoolHours): number => (teachers === 0 ? 0 : tenths / teachers)

/** One row a school; a click opens its teachers. */
export function SchoolsTable({ data }: { data: TrainingOverview }) {
  const { t } = useTranslation('training')
  const list = useListQuery()
  const isPhone = Grid.useBreakpoint().md === false
  return (
    <div className="card card-list">
      <Table<SchoolHours>
        rowKey="orgId"
        size="middle"
        dataSource={data.schools}
        scroll={isPhone ? {} : { x: 'max-content' }}
        pagination={{ pageSize: 30, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            title: t('column.school'),
            sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
            render: (_, one) => (
              <span className="hours-cell">
                <button
                  type="button"
                  className="link-button"
                  onClick={() => list.set({ tab: 'teachers', org: one.orgId })}
                >
                  {one.name}
                </button>
                <small className="quiet">
                  {[one.town, t(one.isRural ? 'area.rural' : 'area.urban')].filter(Boolean).join(' · ')}
                </small>
              </span>
            ),
          },
          {
            title: t('column.teachers'),
            responsive: WIDE,
            className: 'num',
            sorter: (a, b) => a.teachers - b.teachers,
            dataIndex: 'teachers',
          },
          {
            title: t('column.fulfilled'),
            className: 'num',
            sorter: (a, b) => a.fulfilled / a.teachers - b.fulfilled / b.teachers,
            render: (_, one) => ratioText({ n: one.fulfilled, of: one.teachers }),
          },
          {
            title: t('column.behind'),
            className: 'num',
            defaultSortOrder: 'descend',
            sorter: (a, b) => a.behind - b.behind,
            render: (_, one) => <span className={one.behind > 0 ? 'file-lacks' : ''}>{one.behind}</span>,
          },
          {
            title: t('column.mean'),
            responsive: WIDE,
            className: 'num',
            sorter: (a, b) => mean(a) - mean(b),
            render: (_, one) => hoursOf(Math.round(mean(one))),
          },
          {
            title: t('column.waiting'),
            responsive: WIDE,
            className: 'num',
            sorter: (a, b) => a.waiting - b.waiting,
            dataIndex: 'waiting',
          },
        ]}
      />
    </div>
  )
}
