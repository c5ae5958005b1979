import { listReviewQueue, type EndpointResponse } from '@tongke/contract'
import { Tabs, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { Age } from '../parts/age.tsx'
import { CardWords } from '../parts/card-words.tsx'
import '../parts/desk.css'
import { TypeMark } from '../parts/type-mark.tsx'
import { desksOf } from './verdict.rules.ts'

type Queue = EndpointResponse<typeof listReviewQueue>
type Waiting = Queue['items'][number]

const REFRESH_MS = 30_000
const AGES = ['fresh', 'overThreeDays', 'overSevenDays'] as const

function useColumns(): TableColumnsType<Waiting> {
  const { t } = useTranslation('author')
  return [
    {
      title: t('mine.resource'),
      render: (_, { card }) => (
        <div className="mine-name">
          <TypeMark type={card.type} />
          <div>
            <Link className="row-name" to={paths.reviewResource(card.id)}>
              {card.title}
            </Link>
            <CardWords card={card} />
          </div>
        </div>
      ),
    },
    {
      title: t('desk.author'),
      responsive: WIDE,
      render: (_, { card }) => (
        <>
          {card.authorName}
          <span className="sub">{card.orgName}</span>
        </>
      ),
    },
    {
      title: t('desk.level'),
      responsive: WIDE,
      render: (_, { level, decided, needed, isUpdate, versionNumber }) => (
        <>
          {t(`desk.levels.${level as 'SCHOOL'}`)}
          <span className="sub">
            {isUpdate ? t('desk.update', { count: versionNumber }) : t('desk.first')}
            {needed > 1 && ` · ${t('desk.decided', { decided, needed })}`}
          </span>
        </>
      ),
    },
    { title: t('desk.waits'), render: (_, { submittedAt }) => <Age at={submittedAt} moment /> },
  ]
}

function Ages({ ages }: { ages: Queue['ages'] | undefined }) {
  const { t } = useTranslation('author')
  return (
    <dl className="ages">
      {AGES.map((age) => (
        <div key={age} data-age={age} data-some={Boolean(ages?.[age])}>
          <dt>{t(`desk.ages.${age}`)}</dt>
          <dd>{ages?.[age] ?? '–'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What waits for my decision, longest first. */
export function DeskPage() {
  const { t } = useTranslation('author')
  const me = useMe().data
  const desks = desksOf(me?.kind === 'person' ? me.posts.map(({ role }) => role) : [])
  return (
    <>
      <PageHead title={t('desk.title')} note={t('desk.note')} />
      {desks.length > 0 ? (
        <Waitings desks={desks} />
      ) : (
        <div className="card">
          <BlankState title={t('desk.noDesk')} hint={t('desk.noDeskHint')} />
        </div>
      )}
    </>
  )
}

function Waitings({ desks }: { desks: readonly ('SCHOOL' | 'CITY')[] }) {
  const { t } = useTranslation('author')
  const list = useListQuery()
  const { page, pageSize, search } = list
  const level = desks.find((desk) => desk === list.get('level'))
  const query = useEndpoint(
    listReviewQueue,
    { query: { page, pageSize, search, level } },
    { refetchInterval: REFRESH_MS },
  )
  return (
    <>
      {desks.length > 1 && (
        <Tabs
          activeKey={level ?? 'any'}
          onChange={(key) => list.set({ level: key === 'any' ? undefined : key })}
          items={[
            { key: 'any', label: t('mine.any') },
            ...desks.map((desk) => ({ key: desk, label: t(`desk.levels.${desk}`) })),
          ]}
        />
      )}
      <Ages ages={query.data?.ages} />
      <div className="list-tools">
        <SearchBox list={list} placeholder={t('mine.search')} />
      </div>
      <ListTable
        query={query}
        list={list}
        rowKey={({ card, versionNumber }) => `${card.id} ${versionNumber}`}
        columns={useColumns()}
        empty={
          <BlankState
            title={t(search ? 'mine.emptySearch' : 'desk.empty')}
            hint={t(search ? 'mine.emptySearchHint' : 'desk.emptyHint')}
          />
        }
      />
    </>
  )
}
