import {
  DOWNLOADABLE,
  createDownload,
  getMyUse,
  rateResource,
  setFavourite,
  type ResourceDetail,
  type ResourceFile,
} from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { call } from '../../../lib/api.ts'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { CollectionsDialog } from './collections-dialog.tsx'
import { LessonsDialog } from './lessons-dialog.tsx'
import { QrDialog } from './qr-dialog.tsx'

type Open = 'qr' | 'collections' | 'lessons' | null

/** What can be done with a resource besides looking at it. A classroom's PC keeps nothing of its own. */
export function UseBar({
  detail,
  file,
  isPerson,
}: {
  detail: ResourceDetail
  file: ResourceFile | undefined
  isPerson: boolean
}) {
  const { t } = useTranslation('watch')
  const [open, setOpen] = useState<Open>(null)
  const { id } = detail.card
  const { t: materials } = useTranslation('materials')
  const isOnline = detail.standing === 'ONLINE'
  const me = useMe().data
  const teaches = hasRole(me, 'teacher')
  const { can } = detail
  const governs = hasRole(me, 'officer', 'administrator')
  const reviews = can.review || (governs && (can.takeDown || can.explain || can.restore))
  return (
    <div className="use-bar">
      {teaches && isOnline && (
        <button type="button" className="button button-primary" onClick={() => setOpen('lessons')}>
          {materials('choose.open')}
        </button>
      )}
      {isPerson && isOnline && <OwnUse id={id} onCollect={() => setOpen('collections')} />}
      {isOnline && (
        <button type="button" className="button" onClick={() => setOpen('qr')}>
          {t('use.qr')}
        </button>
      )}
      {reviews && (
        <Link className="button" to={paths.reviewResource(id)}>
          {t('use.review')}
        </Link>
      )}
      {isPerson && isOnline && DOWNLOADABLE.includes(detail.version.metadata.licence) && (
        <Link className="button" to={paths.newPack(id)}>
          {t('use.pack')}
        </Link>
      )}
      {isPerson && detail.can.download && <Download detail={detail} file={file} />}
      {open === 'qr' && <QrDialog id={id} title={detail.card.title} onClose={() => setOpen(null)} />}
      {open === 'lessons' && <LessonsDialog id={id} onClose={() => setOpen(null)} />}
      {open === 'collections' && <CollectionsDialog id={id} onClose={() => setOpen(null)} />}
    </div>
  )
}

function OwnUse({ id, onCollect }: { id: string; onCollect: () => void }) {
  const { t } = useTranslation('watch')
  const mine = useEndpoint(getMyUse, { params: { id } })
  const favourite = useAction(setFavourite, [getMyUse])
  const rate = useAction(rateResource, [getMyUse])
  const on = mine.data?.favourite ?? false
  const rating = mine.data?.rating ?? null
  const error = favourite.error ?? rate.error
  return (
    <>
      <button
        type="button"
        className="button"
        aria-pressed={on}
        disabled={!mine.data || favourite.isPending}
        onClick={() => favourite.mutate({ params: { id }, body: { favourite: !on } })}
      >
        <Star filled={on} />
        {t(on ? 'use.favourite' : 'use.makeFavourite')}
      </button>
      <button type="button" className="button" onClick={onCollect}>
        {t('use.collect')}
        {mine.data && mine.data.collections.length > 0 && <b>{mine.data.collections.length}</b>}
      </button>
      <span className="rating" role="group" aria-label={t('use.rating')}>
        {[1, 2, 3, 4, 5].map((value) => (
          <button
            key={value}
            type="button"
            aria-label={t('use.stars', { count: value })}
            aria-pressed={rating === value}
            disabled={!mine.data || rate.isPending}
            onClick={() => rate.mutate({ params: { id }, body: { rating: rating === value ? null : value } })}
          >
            <Star filled={rating !== null && value <= rating} />
          </button>
        ))}
      </span>
      {error && <ErrorNotice error={error} traced={false} />}
    </>
  )
}

const Star = ({ filled }: { filled: boolean }) => (
  <svg className="star" data-filled={filled} width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
    <path d="m12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2-5.6-2.9-5.6 2.9 1.1-6.2L3 9.6l6.2-.9z" />
  </svg>
)

function Download({ detail, file }: { detail: ResourceDetail; file: ResourceFile | undefined }) {
  const { t } = useTranslation('watch')
  const [error, setError] = useState<unknown>(null)
  const files = detail.version.files.filter(({ role }) => role !== 'licence')
  const download = async (id: string) => {
    setError(null)
    try {
      const { url } = await call(createDownload, { params: { id } })
      location.assign(url)
    } catch (failure) {
      setError(failure)
    }
  }
  if (files.length === 0) return null
  const [only] = files.length === 1 ? files : []
  return (
    <>
      {only ? (
        <button type="button" className="button" onClick={() => void download(only.id)}>
          {t('use.download')}
        </button>
      ) : (
        <label className="button download-choice">
          {t('use.download')}
          <select value="" onChange={(event) => void download(event.target.value)}>
            <option value="" disabled>
              {t('use.whichFile')}
            </option>
            {files.map(({ id, name }) => (
              <option key={id} value={id}>
                {id === file?.id ? `• ${name}` : name}
              </option>
            ))}
          </select>
        </label>
      )}
      {error !== null && <ErrorNotice error={error} traced={false} />}
    </>
  )
}
