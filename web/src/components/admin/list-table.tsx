import { Grid, Skeleton, Table, type TableColumnsType } from 'antd'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '../../lib/api-error.ts'
import { ErrorPanel } from '../plain/error-words.tsx'
import type { ListQuery } from './use-list-query.ts'
import './admin.css'

interface Props<T> {
  query: UseQueryResult<{ items: T[]; total: number }, ApiError>
  list: ListQuery
  columns: TableColumnsType<T>
  /** What stands here when there is nothing: says why and offers one next step. */
  empty: ReactNode
  isClosed?: (row: T) => boolean
  /** Of rows that have no `id` of their own. */
  rowKey?: (row: T) => string
}

/** One page of a list: skeleton, error with a way to retry, empty state, or rows. */
export function ListTable<T extends object>({ query, list, columns, empty, isClosed, rowKey }: Props<T>) {
  const { t } = useTranslation()
  const { md: wide = true } = Grid.useBreakpoint()
  const { data, error, isFetching, refetch } = query
  if (error && !data)
    return (
      <div className="card">
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      </div>
    )
  if (!data)
    return (
      <div className="card" style={{ padding: 24 }} aria-busy="true" aria-label={t('loading')}>
        <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
      </div>
    )
  if (data.total === 0) return <div className="card">{empty}</div>
  return (
    <div className="card card-list">
      <Table<T>
        rowKey={rowKey ?? 'id'}
        columns={columns}
        dataSource={data.items}
        loading={isFetching && query.isPlaceholderData}
        scroll={wide ? { x: 'max-content' } : undefined}
        rowClassName={(row) => (isClosed?.(row) ? 'closed-row' : '')}
        pagination={{
          current: list.page,
          pageSize: list.pageSize,
          total: data.total,
          onChange: list.setPage,
          showSizeChanger: false,
          hideOnSinglePage: data.total <= list.pageSize,
          showTotal: (count) => t('total', { count }),
        }}
      />
    </div>
  )
}
