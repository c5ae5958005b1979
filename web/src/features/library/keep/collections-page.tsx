import { listCollections, type Collection } from '@tongke/contract'
import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { LibraryTabs } from '../parts/library-tabs.tsx'
import { CollectionDialog } from './collection-dialog.tsx'
import './keep.css'

/** My collections, and those colleagues share in my school. */
export function CollectionsPage() {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const [creating, setCreating] = useState(false)
  const navigate = useNavigate()
  const list = useEndpoint(listCollections, {})
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
      {t('collections.new')}
    </Button>
  )
  const body = () => {
    if (list.error && !list.data) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
    if (!list.data) return <p className="quiet">{common('loading')}</p>
    const mine = list.data.items.filter(({ isMine }) => isMine)
    const others = list.data.items.filter(({ isMine }) => !isMine)
    return (
      <>
        {mine.length > 0 ? (
          <Shelf title={t('collections.mine')} collections={mine} />
        ) : (
          <div className="card">
            <BlankState title={t('collections.none')} hint={t('collections.noneHint')} action={create} />
          </div>
        )}
        {others.length > 0 && <Shelf title={t('collections.ofSchool')} collections={others} />}
      </>
    )
  }
  return (
    <>
      <LibraryTabs />
      <PageHead title={t('collections.title')} note={t('collections.note')}>
        {create}
      </PageHead>
      {body()}
      {creating && (
        <CollectionDialog
          onClose={() => setCreating(false)}
          onSaved={({ id }) => void navigate(paths.collection(id))}
        />
      )}
    </>
  )
}

function Shelf({ title, collections }: { title: string; collections: readonly Collection[] }) {
  const { t } = useTranslation('rooms')
  return (
    <section className="folders">
      <h2>{title}</h2>
      <ul>
        {collections.map((one) => (
          <li key={one.id}>
            <Link className="folder card" to={paths.collection(one.id)}>
              <strong>{one.name}</strong>
              {one.description && <span className="folder-words">{one.description}</span>}
              <span className="quiet">
                {t('collections.count', { count: one.count })} · {dateOf(one.updatedAt)}
                {!one.isMine && ` · ${one.ownerName}`}
                {one.isMine && one.shared && ` · ${t('collections.shared')}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
