import { RoomState, listRooms } from '@tongke/contract'
import { Pagination, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useNow } from '../../../lib/use-now.ts'
import { RoomCard } from './room-card.tsx'
import { RoomFigures } from './room-figures.tsx'
import './rooms.css'

const REFRESH_MS = 15_000
const PAGE_SIZE = 48

const stateIn = (value: string | undefined): RoomState | undefined =>
  RoomState.options.find((state) => state === value)

function StateFilter({ counts, list }: { counts: Record<RoomState, number> | undefined; list: ListQuery }) {
  const { t } = useTranslation('classroom')
  const chosen = stateIn(list.get('state'))
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (
    <div className="room-states" role="group" aria-label={t('rooms.title')}>
      <button type="button" aria-pressed={!chosen} onClick={() => list.set({ state: undefined })}>
        {t('rooms.all')} <b>{all ?? ''}</b>
      </button>
      {RoomState.options.map((state) => (
        <button
          key={state}
          type="button"
          className={`room-state-${state}`}
          aria-pressed={chosen === state}
          disabled={counts?.[state] === 0 && chosen !== state}
          onClick={() => list.set({ state: chosen === state ? undefined : state })}
        >
          {t(`state.${state}`)} <b>{counts?.[state] ?? ''}</b>
        </button>
      ))}
    </div>
  )
}

function Cards({ list, state, now }: { list: ListQuery; state: RoomState | undefined; now: number }) {
  const { t } = useTranslation('classroom')
  const rooms = useRooms(list, state)
  if (rooms.error && !rooms.data)
    return <ErrorPanel error={rooms.error} onRetry={() => void rooms.refetch()} />
  if (!rooms.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { items, total } = rooms.data
  if (total === 0)
    return (
      <div className="card">
        <BlankState
          title={t(state || list.search ? 'rooms.emptyState' : 'rooms.empty')}
          hint={state || list.search ? undefined : t('rooms.emptyHint')}
        />
      </div>
    )
  return (
    <>
      <div className="room-cards">
        {items.map((room) => (
          <RoomCard key={room.id} room={room} now={now} />
        ))}
      </div>
      <Pagination
        current={list.page}
        pageSize={PAGE_SIZE}
        total={total}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={list.setPage}
      />
    </>
  )
}

const useRooms = (list: ListQuery, state: RoomState | undefined) =>
  useEndpoint(
    listRooms,
    { query: { page: list.page, pageSize: PAGE_SIZE, search: list.search, orgId: list.get('org'), state } },
    { refetchInterval: REFRESH_MS },
  )

/** All rooms of one's schools as they are now; the worst come first. */
export function RoomsPage() {
  const { t } = useTranslation('classroom')
  const list = useListQuery()
  const me = useMe()
  const now = useNow(REFRESH_MS)
  const state = stateIn(list.get('state'))
  const rooms = useRooms(list, state)
  const manages = hasRole(me.data, 'administrator', 'officer', 'head', 'coordinator')
  return (
    <>
      <PageHead title={t('rooms.title')} note={t('rooms.note')}>
        <Link className="button" to={PATHS.repairs}>
          {t('rooms.toRepairs')}
        </Link>
        {manages && (
          <Link className="button" to={PATHS.devices}>
            {t('rooms.devices')}
          </Link>
        )}
      </PageHead>
      <RoomFigures now={now} />
      <StateFilter counts={rooms.data?.counts} list={list} />
      <div className="list-tools">
        <SearchBox list={list} placeholder={t('rooms.search')} />
        <div style={{ width: 200 }}>
          <OrgSelect
            aria-label={t('rooms.anyOrg')}
            allowClear
            placeholder={t('rooms.anyOrg')}
            value={list.get('org')}
            onChange={(org) => list.set({ org: org ?? undefined })}
          />
        </div>
      </div>
      <Cards list={list} state={state} now={now} />
    </>
  )
}
