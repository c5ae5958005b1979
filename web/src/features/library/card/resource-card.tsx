import type { ResourceCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { useGradeWords } from './card-facts.tsx'
import { Cover } from './cover.tsx'

/** A resource on a shelf. */
export function ResourceTile({ card, share }: { card: ResourceCard; share?: number }) {
  const { t } = useTranslation()
  const grades = useGradeWords()
  return (
    <Link className="tile" to={paths.resource(card.id)}>
      <Cover {...card} {...(share === undefined ? {} : { share })} />
      <strong>{card.title}</strong>
      <span className="tile-facts">
        {t(`subject.${card.subject}`)} · {grades(card)}
      </span>
      <span className="tile-facts quiet">
        {card.orgName} {card.authorName}
      </span>
    </Link>
  )
}
