import { PlusOutlined } from '@ant-design/icons'
import {
  listMyResources,
  ResourceStanding,
  type EndpointResponse,
  type Role,
  type VersionState,
} from '@tongke/contract'
import { Button, Select, Tabs, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { CardWords } from '../parts/card-words.tsx'
import { StatePills } from '../parts/state-words.tsx'
import { TypeMark } from '../parts/type-mark.tsx'
import '../parts/desk.css'
import { NewDialog } from './new-dialog.tsx'

type Mine = EndpointResponse<typeof listMyResources>['items'][number]

const STATES = [
  'DRAFT',
  'SCHOOL_REVIEW',
  'CITY_REVIEW',
  'REJECTED',
  'PUBLISHED',
  'SCHOOL_PUBLISHED',
] as const satisfies readonly VersionState[]
const AUTHORS: readonly Role[] = ['teacher', 'trainer', 'head', 'coordinator', 'researcher', 'officer']

/** What comes next for the author: of a version, unless the whole resource is away. */
function useNext() {
  const { t } = useTranslation('author')
  return ({ newest, card: { standing } }: Mine): string => {
    if (standing === 'OFFLINE' || standing === 'TAKEN_DOWN' || standing === 'ARCHIVED')
      return t(`standingHint.${standing}`)
    return standing === 'ONLINE' && newest === 'DRAFT' ? t('stateHint.update') : t(`stateHint.${newest}`)
  }
}

function useColumns(): TableColumnsType<Mine> {
  const { t } = useTranslation('author')
  const nextOf = useNext()
  return [
    {
      title: t('mine.resource'),
      render: (_, { card }) => (
        <div className="mine-name">
          <TypeMark type={card.type} />
          <div>
            <Link className="row-name" to={paths.editResource(card.id)}>
              {card.title}
            </Link>
            <CardWords card={card} />
          </div>
        </div>
      ),
    },
    {
      title: t('mine.state'),
      render: (_, mine) => (
        <>
          <StatePills state={mine.newest} standing={mine.card.standing} />
          <span className="sub mine-next">{nextOf(mine)}</span>
        </>
      ),
    },
    {
      title: t('mine.version'),
      responsive: WIDE,
      render: (_, mine) => (
        <>
          {t('versionNumber', { count: mine.number })}
          <span className="sub">{momentOf(mine.updatedAt)}</span>
        </>
      ),
    },
    {
      title: t('mine.views'),
      responsive: WIDE,
      className: 'num',
      render: (_, { card }) => (card.publishedAt ? card.views : <span className="quiet">—</span>),
    },
  ]
}

/** Everything I made, and where each stands. */
export function MinePage() {
  const { t } = useTranslation('author')
  const list = useListQuery()
  const me = useMe().data
  const { page, pageSize, search } = list
  const state = STATES.find((one) => one === list.get('state'))
  const standing = ResourceStanding.options.find((one) => one === list.get('standing'))
  const query = useEndpoint(listMyResources, { query: { page, pageSize, search, state, standing } })
  const create = hasRole(me, ...AUTHORS) && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => list.set({ new: 'type' })}>
      {t('mine.new')}
    </Button>
  )
  const filtered = Boolean(search || state || standing)
  return (
    <>
      <PageHead title={t('mine.title')} note={t('mine.note')}>
        {create && (
          <>
            <Link to={PATHS.uploads} className="button">
              {t('mine.uploads')}
            </Link>
            <Link to={PATHS.importResources} className="button">
              {t('mine.import')}
            </Link>
          </>
        )}
        {create}
      </PageHead>
      <Tabs
        activeKey={state ?? 'any'}
        onChange={(key) => list.set({ state: key === 'any' ? undefined : key })}
        items={[
          { key: 'any', label: t('mine.any') },
          ...STATES.map((key) => ({ key, label: t(`state.${key}`) })),
        ]}
      />
      <div className="list-tools">
        <SearchBox list={list} placeholder={t('mine.search')} />
        <Select
          className="mine-standing"
          allowClear
          aria-label={t('mine.standing')}
          placeholder={t('mine.standing')}
          value={standing}
          onChange={(value?: ResourceStanding) => list.set({ standing: value })}
          options={ResourceStanding.options.map((value) => ({ value, label: t(`standing.${value}`) }))}
        />
      </div>
      <ListTable
        query={query}
        list={list}
        rowKey={({ card }) => card.id}
        columns={useColumns()}
        isClosed={({ card }) => card.standing === 'ARCHIVED'}
        empty={
          <BlankState
            title={t(filtered ? 'mine.emptySearch' : 'mine.empty')}
            hint={t(filtered ? 'mine.emptySearchHint' : create ? 'mine.emptyHint' : 'mine.noAuthor')}
            action={!filtered && create}
          />
        }
      />
      <NewDialog
        chosen={list.get('new')}
        uploadRow={list.get('upload')}
        onChange={(value) => list.set(value ? { new: value } : { new: undefined, upload: undefined })}
      />
    </>
  )
}
