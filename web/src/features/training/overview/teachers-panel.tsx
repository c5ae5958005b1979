import {
  HoursCategory,
  Stage,
  exportTeacherHours,
  listTeacherHours,
  type TeacherHours,
  type TrainingOverview,
} from '@tongke/contract'
import { App, Button, Select, Table } from 'antd'
import { useState, type Key } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { download } from '../../../lib/api.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { hoursOf, percentOf } from '../parts/hours.ts'
import { IssueDialog } from './issue-dialog.tsx'
import { RemindDialog } from './remind-dialog.tsx'
import { AREAS, pick, SORTS, teacherFilter, type TeacherListFilter } from './teacher-filter.ts'

/** Teachers with their hours: the fewest first, to be filtered, exported, reminded and certified. */
export function TeachersPanel({ data }: { data: TrainingOverview }) {
  const { t } = useTranslation('training')
  const list = useListQuery()
  const filter = teacherFilter(list)
  const sort = pick(SORTS, list.get('sort')) ?? 'tenths'
  const order = list.get('order') === 'down' ? 'down' : 'up'
  const query = useEndpoint(listTeacherHours, {
    query: { ...filter, sort, order, page: list.page, pageSize: list.pageSize },
  })
  const [chosen, setChosen] = useState<Key[]>([])
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <Filters list={list} />
      <Actions data={data} filter={filter} chosen={chosen.map(String)} total={query.data?.total ?? 0} />
      {query.data?.total === 0 ? (
        <div className="card">
          <BlankState title={t('overview.nobody')} hint={t('overview.nobodyHint')} />
        </div>
      ) : (
        <Teachers
          rows={query.data?.items ?? []}
          total={query.data?.total ?? 0}
          isLoading={query.isFetching}
          target={data.cycle.targetTenths}
          list={list}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
    </>
  )
}

function Filters({ list }: { list: ListQuery }) {
  const { t } = useTranslation('training')
  const { t: common } = useTranslation()
  const choice = (
    name: 'area' | 'stage' | 'lack' | 'without',
    options: { value: string; label: string }[],
  ) => (
    <Select
      className="hours-filter"
      allowClear
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      value={list.get(name)}
      onChange={(value?: string) => list.set({ [name]: value })}
      options={options}
    />
  )
  return (
    <div className="list-tools">
      <SearchBox list={list} placeholder={t('filter.search')} />
      <div className="hours-filter">
        <OrgSelect
          allowClear
          aria-label={t('desk.school')}
          placeholder={t('desk.school')}
          value={list.get('org') ?? null}
          onChange={(id) => list.set({ org: id ?? undefined })}
        />
      </div>
      {choice(
        'area',
        AREAS.map((value) => ({ value, label: t(`area.${value}`) })),
      )}
      {choice(
        'stage',
        Stage.options.map((value) => ({ value, label: common(`stage.${value}`) })),
      )}
      {choice('lack', [
        { value: 'behind', label: t('lack.behind') },
        { value: 'short', label: t('lack.short') },
      ])}
      {choice(
        'without',
        HoursCategory.options.map((value) => ({
          value,
          label: t('lack.without', { name: t(`category.${value}`) }),
        })),
      )}
    </div>
  )
}

interface ActionsProps {
  data: TrainingOverview
  filter: TeacherListFilter
  chosen: readonly string[]
  total: number
}

function Actions({ data, filter, chosen, total }: ActionsProps) {
  const { t } = useTranslation('training')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [dialog, setDialog] = useState<'remind' | 'issue' | null>(null)
  const { search: _, ...forFile } = filter
  const save = () =>
    download(exportTeacherHours, { query: { ...forFile, search: filter.search } }, 'hours.xlsx').catch(
      (error: unknown) => message.error(errorText(error)),
    )
  const close = () => setDialog(null)
  return (
    <div className="teacher-actions">
      <span className="quiet">{t('overview.found', { count: total })}</span>
      <Button onClick={() => void save()}>{t('overview.export')}</Button>
      {data.can.remind && (
        <Button onClick={() => setDialog('remind')}>
          {t(chosen.length > 0 ? 'remind.chosen' : 'remind.all', { count: chosen.length })}
        </Button>
      )}
      {data.can.certify && (
        <Button disabled={chosen.length === 0} onClick={() => setDialog('issue')}>
          {t('certificate.issue')}
        </Button>
      )}
      {dialog === 'remind' && <RemindDialog filter={filter} chosen={chosen} onClose={close} />}
      {dialog === 'issue' && <IssueDialog cycle={data.cycle} chosen={chosen} onClose={close} />}
    </div>
  )
}

interface TeachersProps {
  rows: TeacherHours[]
  total: number
  isLoading: boolean
  target: number
  list: ListQuery
  chosen: Key[]
  onChoose: (keys: Key[]) => void
}

function Teachers({ rows, total, isLoading, target, list, chosen, onChoose }: TeachersProps) {
  const { t } = useTranslation('training')
  const sorted = (name: (typeof SORTS)[number]) => ({
    sorter: true,
    key: name,
    sortOrder:
      (list.get('sort') ?? 'tenths') === name
        ? list.get('order') === 'down'
          ? ('descend' as const)
          : ('ascend' as const)
        : null,
  })
  return (
    <div className="card card-list">
      <Table<TeacherHours>
        rowKey="personId"
        size="middle"
        loading={isLoading}
        dataSource={rows}
        scroll={{ x: 'max-content' }}
        rowSelection={{ selectedRowKeys: chosen, onChange: onChoose, preserveSelectedRowKeys: true }}
        pagination={{
          current: list.page,
          pageSize: list.pageSize,
          total,
          onChange: list.setPage,
          showSizeChanger: false,
        }}
        onChange={(_page, _filters, sorter, { action }) => {
          if (action !== 'sort' || Array.isArray(sorter)) return
          const key = String(sorter.columnKey)
          list.set({ sort: key, order: sorter.order === 'descend' ? 'down' : undefined })
        }}
        columns={[
          {
            title: t('column.person'),
            ...sorted('name'),
            render: (_, one) => <Link to={paths.trainingPerson(one.personId)}>{one.name}</Link>,
          },
          {
            title: t('column.school'),
            ...sorted('school'),
            render: (_, one) => (
              <span className="hours-cell">
                {one.orgName}
                <small className="quiet">{t(one.isRural ? 'area.rural' : 'area.urban')}</small>
              </span>
            ),
          },
          {
            title: t('column.credited'),
            className: 'num',
            ...sorted('tenths'),
            render: (_, one) => (
              <span className="hours-bar">
                <i style={{ width: `${percentOf(one.tenths, target)}%` }} />
                {hoursOf(one.tenths)}
              </span>
            ),
          },
          {
            title: t('column.year'),
            className: 'num',
            ...sorted('year'),
            render: (_, one) => hoursOf(one.thisYearTenths),
          },
          {
            title: t('column.waitingHours'),
            className: 'num',
            render: (_, one) => hoursOf(one.waitingTenths),
          },
          {
            title: t('column.lack'),
            className: 'num',
            render: (_, one) =>
              one.lackTenths === 0 ? (
                t('file.fulfilled')
              ) : (
                <span className="file-lacks">{hoursOf(one.lackTenths)}</span>
              ),
          },
          {
            title: t('column.categories'),
            render: (_, one) => (
              <small className="quiet">
                {one.categories
                  .map(({ category, tenths }) => `${t(`category.${category}`)} ${hoursOf(tenths)}`)
                  .join(' · ') || '—'}
              </small>
            ),
          },
        ]}
      />
    </div>
  )
}
