import { AuditEntry, listAudit } from '@tongke/contract'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'

type Entry = z.infer<typeof AuditEntry>

/** `lesson:…a7d9d7`: kind and the end of the id, which differs most. */
const shortTarget = (target: string) => target.replace(/:[0-9a-f-]{30}([0-9a-f]{6})$/, ':…$1')

const detailText = (detail: Entry['detail']) =>
  Object.entries(detail)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('  ')

/** The words for a known action, and its stable name for whoever searches. */
function Action({ action }: { action: string }) {
  const { t, i18n } = useTranslation('people')
  const key = `audit.actions.${action.replaceAll('.', '_')}`
  return (
    <>
      {i18n.exists(key, { ns: 'people' }) && t(key as 'audit.actions.session_opened')}
      <span className="sub mono">{action}</span>
    </>
  )
}

export function AuditPage() {
  const { t } = useTranslation('people')
  const list = useListQuery()
  const { page, pageSize, search } = list
  const query = useEndpoint(listAudit, { query: { page, pageSize, search } })
  const columns: TableColumnsType<Entry> = [
    { title: t('audit.at'), render: (_, entry) => <time>{momentOf(entry.at)}</time> },
    { title: t('audit.actor'), dataIndex: 'actor' },
    { title: t('audit.action'), render: (_, entry) => <Action action={entry.action} /> },
    {
      title: t('audit.target'),
      responsive: WIDE,
      render: (_, entry) =>
        entry.target ? (
          <span className="mono" title={entry.target}>
            {shortTarget(entry.target)}
          </span>
        ) : (
          <span className="quiet">—</span>
        ),
    },
    {
      title: t('audit.address'),
      responsive: WIDE,
      render: (_, entry) => <span className="mono">{entry.address ?? '—'}</span>,
    },
    {
      title: t('audit.detail'),
      responsive: WIDE,
      render: (_, entry) => (
        <span className="mono quiet audit-detail" title={detailText(entry.detail)}>
          {detailText(entry.detail)}
        </span>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('audit.title')} note={t('audit.note')} />
      <div className="list-tools">
        <SearchBox list={list} placeholder={t('audit.search')} />
      </div>
      <ListTable
        query={query}
        list={list}
        columns={columns}
        empty={<BlankState title={t('audit.empty')} hint={t('audit.emptyHint')} />}
      />
    </>
  )
}
