import { VISIT_PHOTOS_MAX, getVisitPhoto, removeVisitPhoto } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api.ts'
import { urlOf } from '../../../lib/api-url.ts'
import type { VisitBook, VisitBookView } from '../../../live/visits/visit-book.ts'
import type { HeldPhoto, HeldVisit } from '../../../live/visits/visit-shelf.ts'
import { smallPicture } from './small-picture.ts'

/** Photos of a visit: those the server has, and those that wait for a line. */
export function Photos({ book, view, held }: { book: VisitBook; view: VisitBookView; held: HeldVisit }) {
  const { t } = useTranslation('visits')
  const [broken, setBroken] = useState(false)
  const waiting = view.photos.filter(({ visitId }) => visitId === held.id)
  const kept = held.visit?.photos ?? []
  const count = waiting.length + kept.length
  const take = async (files: readonly File[]) => {
    setBroken(false)
    for (const file of files.slice(0, VISIT_PHOTOS_MAX - count))
      await smallPicture(file).then(
        (picture) => book.addPhoto(held.id, picture),
        () => setBroken(true),
      )
  }
  const remove = (id: string) =>
    void call(removeVisitPhoto, { params: { id: held.id, photoId: id } }).then(book.flush, book.flush)
  return (
    <div className="visit-photos">
      <p className="notice notice-warn">{t('photos.minors')}</p>
      {broken && <p className="notice">{t('photos.broken')}</p>}
      <ul>
        {kept.map(({ id }) => (
          <li key={id}>
            <img
              src={urlOf(getVisitPhoto.path, { id: held.id, photoId: id })}
              alt={t('photos.one')}
              loading="lazy"
            />
            <button type="button" onClick={() => remove(id)}>
              {t('photos.remove')}
            </button>
          </li>
        ))}
        {waiting.map((photo) => (
          <li key={photo.id}>
            <WaitingPhoto photo={photo} />
            <span className="pill pill-warn">{t('waits')}</span>
            <button type="button" onClick={() => book.dropPhoto(photo.id)}>
              {t('photos.remove')}
            </button>
          </li>
        ))}
      </ul>
      {count < VISIT_PHOTOS_MAX && (
        <label className="button button-big">
          {t('photos.add')}
          <input
            type="file"
            accept="image/*"
            multiple
            className="visually-hidden"
            onChange={(event) => {
              void take([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </label>
      )}
    </div>
  )
}

function WaitingPhoto({ photo }: { photo: HeldPhoto }) {
  const { t } = useTranslation('visits')
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(photo.picture)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return url ? <img src={url} alt={t('photos.one')} /> : null
}
