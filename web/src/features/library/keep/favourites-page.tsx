import { listFavourites, setFavourite, type ResourceCard } from '@tongke/contract'
import { App, Button, Pagination } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { ResourceTile } from '../card/resource-card.tsx'
import { LibraryTabs } from '../parts/library-tabs.tsx'
import './keep.css'

const PAGE_SIZE = 24

/** What I kept, the newest first. What is offline just now is not here, and is back when it is. */
export function FavouritesPage() {
  const { t } = useTranslation('rooms')
  return (
    <>
      <LibraryTabs />
      <PageHead title={t('favourites.title')} note={t('favourites.note')} />
      <Favourites />
    </>
  )
}

function Favourites() {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const { page, setPage } = useListQuery()
  const list = useEndpoint(listFavourites, { query: { page, pageSize: PAGE_SIZE } })
  const drop = useDrop()
  if (list.error && !list.data) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <p className="quiet">{common('loading')}</p>
  const { items, total } = list.data
  if (total === 0)
    return (
      <div className="card">
        <BlankState
          title={t('favourites.none')}
          hint={t('favourites.noneHint')}
          action={
            <Link className="button" to={PATHS.library}>
              {t('toLibrary')}
            </Link>
          }
        />
      </div>
    )
  return (
    <>
      <ul className="keep-tiles">
        {items.map((card) => (
          <li key={card.id}>
            <ResourceTile card={card} />
            <Button
              size="small"
              type="text"
              aria-label={t('favourites.dropOf', { title: card.title })}
              onClick={() => drop(card)}
            >
              {t('favourites.drop')}
            </Button>
          </li>
        ))}
      </ul>
      <Pagination
        current={page}
        pageSize={PAGE_SIZE}
        total={total}
        onChange={setPage}
        showSizeChanger={false}
        hideOnSinglePage
      />
    </>
  )
}

function useDrop() {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const setting = useAction(setFavourite, [listFavourites])
  const set = ({ id }: ResourceCard, favourite: boolean, onSuccess: () => void) =>
    setting.mutate(
      { params: { id }, body: { favourite } },
      { onSuccess, onError: (error) => void message.error(errorText(error)) },
    )
  return (card: ResourceCard) =>
    set(card, false, () => {
      void message.success({
        key: card.id,
        duration: 8,
        content: (
          <>
            {t('favourites.dropped', { title: card.title })}{' '}
            <Button type="link" onClick={() => set(card, true, () => message.destroy(card.id))}>
              {common('undo')}
            </Button>
          </>
        ),
      })
    })
}
