import { getRendition, type LessonMaterials } from '@tongke/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { urlOf } from '../../../lib/api-url.ts'
import { countdown } from '../../../lib/time.ts'

type Item = LessonMaterials['items'][number]

/** One material: opens in the library. `warns`: says whom it does not reach. */
export function MaterialRow({ item, warns, children }: { item: Item; warns: boolean; children?: ReactNode }) {
  const { t } = useTranslation('materials')
  const { card, schoolOnly } = item
  const { poster } = card
  const facts = [
    t(`type.${card.type}`),
    card.durationMs ? countdown(card.durationMs) : card.pages && t('pages', { count: card.pages }),
    card.authorName,
  ].filter(Boolean)
  return (
    <li>
      <Link className="material" to={paths.resource(card.id)}>
        <span className="material-picture" aria-hidden="true">
          {poster ? (
            <img
              src={urlOf(getRendition.path, { id: poster.fileId, name: poster.name })}
              alt=""
              loading="lazy"
            />
          ) : (
            t(`type.${card.type}`).slice(0, 2)
          )}
        </span>
        <span>
          <strong>{card.title}</strong>
          <span className="sub">{facts.join(' · ')}</span>
        </span>
      </Link>
      {warns && schoolOnly && <span className="pill pill-warn">{t('schoolOnly')}</span>}
      {children && <span className="material-acts">{children}</span>}
    </li>
  )
}
