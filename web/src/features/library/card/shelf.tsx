import type { ResourceCard } from '@tongke/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ResourceTile } from './resource-card.tsx'
import './shelf.css'

interface ShelfProps {
  id: string
  title: string
  cards: readonly { card: ResourceCard; share?: number }[]
  most: number
  more?: string
  note?: ReactNode
}

/** Resources beside each other under a title; nothing at all when there are none and nothing to say about it. */
export function Shelf({ id, title, cards, most, more, note }: ShelfProps) {
  const { t } = useTranslation('find')
  if (cards.length === 0 && !note) return null
  return (
    <section className="shelf" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {note}
        {more && cards.length > 0 && <Link to={more}>{t('shelf.all')}</Link>}
      </header>
      {cards.length === 0 ? (
        <p className="quiet">{t('shelf.nothingForMe')}</p>
      ) : (
        <ul>
          {cards.slice(0, most).map((one) => (
            <li key={one.card.id}>
              <ResourceTile {...one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
