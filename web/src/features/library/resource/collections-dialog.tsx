import {
  createCollection,
  getCollection,
  getMyUse,
  listCollections,
  updateCollection,
  type Collection,
} from '@tongke/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { call } from '../../../lib/api.ts'
import type { ApiError } from '../../../lib/api-error.ts'
import { useEndpoint } from '../../../lib/query.ts'

/** Puts a resource into one of my collections or takes it out: the server knows a collection as the list of what is in it. */
async function place(collection: Collection, resourceId: string, into: boolean): Promise<void> {
  const params = { id: collection.id }
  const { items } = await call(getCollection, { params })
  const others = items.map(({ id }) => id).filter((id) => id !== resourceId)
  const { name, description, shared } = collection
  const resourceIds = into ? [...others, resourceId] : others
  await call(updateCollection, { params, body: { name, description, shared, resourceIds } })
}

function useChange(resourceId: string) {
  const client = useQueryClient()
  const refresh = () =>
    Promise.all(
      [listCollections, getMyUse, getCollection].map(({ path }) =>
        client.invalidateQueries({ queryKey: [path] }),
      ),
    )
  const put = useMutation<void, ApiError, { collection: Collection; into: boolean }>({
    mutationFn: ({ collection, into }) => place(collection, resourceId, into),
    onSettled: refresh,
  })
  const begin = useMutation<void, ApiError, string>({
    mutationFn: async (name) => place(await call(createCollection, { body: { name } }), resourceId, true),
    onSettled: refresh,
  })
  return { put, begin }
}

export function CollectionsDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('watch')
  const all = useEndpoint(listCollections, {})
  const mine = useEndpoint(getMyUse, { params: { id } })
  const [name, setName] = useState('')
  const { put, begin } = useChange(id)
  const collections = (all.data?.items ?? []).filter(({ isMine }) => isMine)
  const create = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) begin.mutate(name.trim(), { onSuccess: () => setName('') })
  }
  const error = all.error ?? put.error ?? begin.error
  return (
    <Dialog title={t('collections.title')} onClose={onClose}>
      {collections.length > 0 ? (
        <ul className="collections">
          {collections.map((collection) => (
            <li key={collection.id}>
              <label>
                <input
                  type="checkbox"
                  checked={mine.data?.collections.includes(collection.id) ?? false}
                  disabled={!mine.data || put.isPending}
                  onChange={(event) => put.mutate({ collection, into: event.target.checked })}
                />
                <span>{collection.name}</span>
                <small>{t('collections.count', { count: collection.count })}</small>
              </label>
            </li>
          ))}
        </ul>
      ) : (
        all.data && <p className="quiet">{t('collections.none')}</p>
      )}
      <form className="inline-form" onSubmit={create}>
        <input
          value={name}
          maxLength={40}
          placeholder={t('collections.name')}
          aria-label={t('collections.name')}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button button-primary" disabled={!name.trim() || begin.isPending}>
          {t('collections.create')}
        </button>
      </form>
      {error && <ErrorNotice error={error} />}
    </Dialog>
  )
}
