import { WithdrawnStanding, listWithdrawn, type WithdrawnResource } from '@tongke/contract'
import { Select, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { Age } from '../parts/age.tsx'
import { CardWords } from '../parts/card-words.tsx'
import '../parts/desk.css'
import { LibraryTabs } from '../parts/library-tabs.tsx'
import { Orders } from '../parts/orders.tsx'
import './govern.css'

/** What is out of the library: why, since when, and back again. */
export function WithdrawnPage() {
  const { t } = useTranslation('rooms')
  const { t: author } = useTranslation('author')
  const list = useListQuery()
  const { page, pageSize, search } = list
  const standing = WithdrawnStanding.options.find((one) => one === list.get('standing'))
  const query = useEndpoint(listWithdrawn, { query: { page, pageSize, search, standing } })
  return (
    <>
      <LibraryTabs />
      <PageHead title={t('withdrawn.title')} note={t('withdrawn.note')} />
      <div className="list-tools">
        <SearchBox list={list} placeholder={author('mine.search')} />
        <Select
          className="mine-standing"
          allowClear
          aria-label={t('withdrawn.any')}
          placeholder={t('withdrawn.any')}
          value={standing}
          onChange={(value?: string) => list.set({ standing: value })}
          options={WithdrawnStanding.options.map((value) => ({ value, label: author(`standing.${value}`) }))}
        />
      </div>
      <ListTable
        query={query}
        list={list}
        rowKey={({ card }) => card.id}
        columns={useColumns()}
        empty={
          <BlankState
            title={search ? author('mine.emptySearch') : t('withdrawn.none')}
            hint={search ? author('mine.emptySearchHint') : t('withdrawn.noneHint')}
          />
        }
      />
    </>
  )
}

function useColumns(): TableColumnsType<WithdrawnResource> {
  const { t } = useTranslation('rooms')
  const { t: author } = useTranslation('author')
  return [
    {
      title: author('mine.resource'),
      render: (_, row) => (
        <>
          <Link className="row-name" to={paths.reviewResource(row.card.id)}>
            {row.card.title}
          </Link>
          <CardWords card={row.card} author />
          <div className="withdrawn-phone">
            <Why row={row} />
          </div>
        </>
      ),
    },
    {
      title: t('withdrawn.reason'),
      responsive: WIDE,
      render: (_, row) => (
        <div className="withdrawn-why">
          <span className={row.card.standing === 'TAKEN_DOWN' ? 'pill pill-bad' : 'pill'}>
            {author(`standing.${row.card.standing}`)}
          </span>
          <span className="sub">{t(row.held ? 'withdrawn.byBureau' : 'withdrawn.byAuthor')}</span>
          <Why row={row} />
        </div>
      ),
    },
    {
      title: t('withdrawn.since'),
      responsive: WIDE,
      render: (_, { since }) => (since === null ? '—' : <Age at={since} moment />),
    },
    {
      title: t('withdrawn.orders'),
      render: (_, { card, can }) => <Orders id={card.id} title={card.title} can={can} />,
    },
  ]
}

function Why({ row: { reason, explainBy } }: { row: WithdrawnResource }) {
  const { t } = useTranslation('rooms')
  const { t: author } = useTranslation('author')
  const now = useNow(60_000)
  if (reason === 'licence.expired') return <p>{author('reasonExpired')}</p>
  if (reason !== null) return <p>{reason}</p>
  if (explainBy === null) return null
  return (
    <p className={now > explainBy ? 'field-error' : 'withdrawn-due'}>
      {t(now > explainBy ? 'withdrawn.late' : 'withdrawn.due', { time: momentOf(explainBy) })}
    </p>
  )
}
