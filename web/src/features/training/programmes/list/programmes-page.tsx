import { PlusOutlined } from '@ant-design/icons'
import {
  ProgrammeLevel,
  ProgrammeScope,
  ProgrammeState,
  ProgrammeType,
  listProgrammes,
  type Role,
} from '@tongke/contract'
import { Button, Pagination, Select, Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { useMe } from '../../../../lib/me.ts'
import { useEndpoint } from '../../../../lib/query.ts'
import '../parts/programmes.css'
import { NewProgramme } from './new-programme.tsx'
import { ProgrammeRow } from './programme-row.tsx'

const GIVERS: readonly Role[] = ['officer', 'researcher', 'trainer', 'head', 'coordinator']
const DECIDERS: readonly Role[] = ['officer', 'head', 'coordinator']

/** What the tabs offer by the posts somebody has; the server decides for itself. */
function useScopes() {
  const me = useMe().data
  const posts = me?.kind === 'person' ? me.posts : []
  const giving = posts.filter(({ role }) => GIVERS.includes(role))
  const scopes: ProgrammeScope[] = ['all', 'mine']
  if (giving.length > 0) scopes.push('led')
  if (posts.some(({ role }) => DECIDERS.includes(role))) scopes.push('decide')
  return { scopes, givesAt: [...new Map(giving.map((post) => [post.orgId, post])).values()] }
}

/** Training programmes: to find one, to go on with one's own, to decide who gets a place. */
export function ProgrammesPage() {
  const { t } = useTranslation('programmes')
  const { scopes, givesAt } = useScopes()
  const list = useListQuery()
  const [creating, setCreating] = useState(false)
  const scope = scopes.find((one) => one === list.get('scope')) ?? 'all'
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        {givesAt.length > 0 && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
            {t('list.new')}
          </Button>
        )}
      </PageHead>
      <Tabs
        activeKey={scope}
        onChange={(key) => list.set({ scope: key === 'all' ? undefined : key })}
        items={scopes.map((key) => ({ key, label: t(`scope.${key}`) }))}
      />
      <Filters list={list} />
      <Programmes list={list} scope={scope} />
      {creating && <NewProgramme organizations={givesAt} onClose={() => setCreating(false)} />}
    </>
  )
}

function Filters({ list }: { list: ListQuery }) {
  const { t } = useTranslation('programmes')
  const choice = (name: 'level' | 'type' | 'state', values: readonly string[]) => (
    <Select
      className="programme-filter"
      allowClear
      aria-label={t(`field.${name}`)}
      placeholder={t(`field.${name}`)}
      value={list.get(name)}
      onChange={(value?: string) => list.set({ [name]: value })}
      options={values.map((value) => ({ value, label: t(`${name}.${value}` as 'level.county') }))}
    />
  )
  return (
    <div className="list-tools">
      <SearchBox list={list} placeholder={t('list.search')} />
      {choice('level', ProgrammeLevel.options)}
      {choice('type', ProgrammeType.options)}
      {choice('state', ProgrammeState.options)}
    </div>
  )
}

function Programmes({ list, scope }: { list: ListQuery; scope: ProgrammeScope }) {
  const { t } = useTranslation('programmes')
  const { page, pageSize, search } = list
  const level = ProgrammeLevel.options.find((one) => one === list.get('level'))
  const type = ProgrammeType.options.find((one) => one === list.get('type'))
  const state = ProgrammeState.options.find((one) => one === list.get('state'))
  const query = useEndpoint(listProgrammes, { query: { page, pageSize, search, scope, level, type, state } })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { items, total } = query.data
  const filtered = Boolean(search ?? level ?? type ?? state)
  if (total === 0)
    return (
      <div className="card">
        <BlankState
          title={t(filtered ? 'list.notFound' : `list.empty.${scope}`)}
          hint={t(filtered ? 'list.notFoundHint' : `list.emptyHint.${scope}`)}
        />
      </div>
    )
  return (
    <>
      <ul className="programme-rows" aria-busy={query.isPlaceholderData}>
        {items.map((card) => (
          <ProgrammeRow key={card.id} card={card} />
        ))}
      </ul>
      <Pagination
        className="programme-pages"
        current={page}
        pageSize={pageSize}
        total={total}
        onChange={list.setPage}
        showSizeChanger={false}
        hideOnSinglePage
      />
    </>
  )
}
