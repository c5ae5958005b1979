import {
  getCollection,
  listCollections,
  removeCollection,
  updateCollection,
  type Collection,
  type EndpointResponse,
  type ResourceCard,
} from '@tongke/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { moved } from '../../../lib/moved.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { useGradeWords } from '../card/card-facts.tsx'
import { Cover } from '../card/cover.tsx'
import { LibraryTabs } from '../parts/library-tabs.tsx'
import { CollectionDialog } from './collection-dialog.tsx'
import './keep.css'

type Shown = EndpointResponse<typeof getCollection>

/** What is in a collection, in its owner's order. */
export function CollectionPage() {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const { id = '' } = useParams()
  const query = useEndpoint(getCollection, { params: { id } })
  const shown = query.data?.collection.id === id ? query.data : undefined
  const body = () => {
    if (shown) return <Shown shown={shown} />
    if (query.error?.code === 'not_found')
      return (
        <BlankState
          title={t('collections.missing')}
          hint={t('collections.missingHint')}
          action={
            <Link className="button" to={PATHS.collections}>
              {t('collections.title')}
            </Link>
          }
        />
      )
    if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
    return <p className="quiet">{common('loading')}</p>
  }
  return (
    <>
      <LibraryTabs />
      {body()}
    </>
  )
}

function Shown({ shown }: { shown: Shown }) {
  const { t } = useTranslation('rooms')
  const { collection, items } = shown
  return (
    <>
      <PageHead
        title={collection.name}
        note={
          <>
            {collection.description && <span className="folder-words">{collection.description}</span>}
            <span className="quiet">
              {t('collections.count', { count: items.length })}
              {collection.isMine
                ? ` · ${t(collection.shared ? 'collections.shared' : 'collections.private')}`
                : ` · ${collection.ownerName}`}
            </span>
          </>
        }
      >
        {collection.isMine && <Owner shown={shown} />}
      </PageHead>
      {items.length === 0 ? (
        <div className="card">
          <BlankState
            title={t('collections.empty')}
            hint={t('collections.emptyHint')}
            action={
              <Link className="button" to={PATHS.library}>
                {t('toLibrary')}
              </Link>
            }
          />
        </div>
      ) : (
        <Items collection={collection} items={items} />
      )}
    </>
  )
}

function Owner({ shown: { collection, items } }: { shown: Shown }) {
  const { t } = useTranslation('rooms')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const removing = useAction(removeCollection, [listCollections])
  const ask = () =>
    void modal.confirm({
      title: t('collections.removeTitle', { name: collection.name }),
      content: t('collections.removeHint'),
      okText: t('collections.remove'),
      okButtonProps: { danger: true },
      onOk: () =>
        removing.mutateAsync({ params: { id: collection.id } }).then(
          () => {
            void message.success(t('collections.removed', { name: collection.name }))
            void navigate(PATHS.collections)
          },
          (error) => void message.error(errorText(error)),
        ),
    })
  return (
    <>
      <Button type="text" className="row-close" onClick={ask}>
        {t('collections.remove')}
      </Button>
      <Button onClick={() => setEditing(true)}>{t('collections.edit')}</Button>
      {editing && (
        <CollectionDialog
          known={{ collection, resourceIds: items.map(({ id }) => id) }}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  )
}

function Items({ collection, items }: { collection: Collection; items: readonly ResourceCard[] }) {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const { t: find } = useTranslation('find')
  const grades = useGradeWords()
  const { set, take } = useOrder(collection)
  const ids = items.map(({ id }) => id)
  return (
    <ol className="card folder-items">
      {items.map((card, index) => (
        <li key={card.id}>
          <Link className="hit" to={paths.resource(card.id)}>
            <Cover {...card} />
            <span>
              <strong>{card.title}</strong>
              <span className="sub">
                {find(`type.${card.type}`)} · {common(`subject.${card.subject}`)} · {grades(card)} ·{' '}
                {card.orgName} {card.authorName}
              </span>
            </span>
          </Link>
          {collection.isMine && (
            <span className="folder-acts">
              <Button
                type="text"
                aria-label={t('collections.up', { title: card.title })}
                disabled={index === 0}
                onClick={() => set(moved(ids, index, -1))}
              >
                ↑
              </Button>
              <Button
                type="text"
                aria-label={t('collections.down', { title: card.title })}
                disabled={index === items.length - 1}
                onClick={() => set(moved(ids, index, 1))}
              >
                ↓
              </Button>
              <Button type="text" className="row-close" onClick={() => take(card, ids)}>
                {t('collections.take')}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

function useOrder({ id, name, description, shared }: Collection) {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const updating = useAction(updateCollection, [getCollection, listCollections])
  const set = (resourceIds: string[], onSuccess: () => void = () => undefined) =>
    updating.mutate(
      { params: { id }, body: { name, description, shared, resourceIds } },
      { onSuccess, onError: (error) => void message.error(errorText(error)) },
    )
  const take = (card: ResourceCard, before: string[]) =>
    set(
      before.filter((one) => one !== card.id),
      () =>
        void message.success({
          key: card.id,
          duration: 8,
          content: (
            <>
              {t('collections.taken', { title: card.title })}{' '}
              <Button type="link" onClick={() => set(before, () => message.destroy(card.id))}>
                {common('undo')}
              </Button>
            </>
          ),
        }),
    )
  return { set, take }
}
