import {
  findResources,
  getCollection,
  listCollections,
  listFavourites,
  type ResourceCard,
} from '@tongke/contract'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { Cover } from '../card/cover.tsx'
import { usePackGrades } from './pack-words.ts'
import type { Basket } from './use-basket.ts'

const PAGE_SIZE = 24

type Source = 'search' | 'favourites' | 'collections'
const SOURCES: readonly Source[] = ['search', 'favourites', 'collections']

/** Where resources are ticked: a search, my favourites, my collections. */
export function PackChoices({ basket }: { basket: Basket }) {
  const { t } = useTranslation('packs')
  const [source, setSource] = useState<Source>('search')
  return (
    <section className="pack-choices" aria-label={t('choices')}>
      <div className="pack-tabs" role="tablist">
        {SOURCES.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === source}
            onClick={() => setSource(one)}
          >
            {t(`source.${one}`)}
          </button>
        ))}
      </div>
      {source === 'search' && <FromSearch basket={basket} />}
      {source === 'favourites' && <FromFavourites basket={basket} />}
      {source === 'collections' && <FromCollections basket={basket} />}
    </section>
  )
}

function FromSearch({ basket }: { basket: Basket }) {
  const { t } = useTranslation('packs')
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState({ q: '', pageSize: PAGE_SIZE })
  const found = useEndpoint(findResources, { query: asked })
  const search = (event: FormEvent) => {
    event.preventDefault()
    setAsked({ q: words.trim(), pageSize: PAGE_SIZE })
  }
  const more = found.data && found.data.total > asked.pageSize && asked.pageSize < 60
  return (
    <>
      <form className="inline-form pack-search" onSubmit={search} role="search">
        <input
          type="search"
          value={words}
          maxLength={60}
          placeholder={t('searchHint')}
          aria-label={t('source.search')}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="submit" className="button">
          {t('search')}
        </button>
      </form>
      <Choices cards={found.data?.items} error={found.error} basket={basket} empty={t('none.search')} />
      {more && (
        <button
          type="button"
          className="button pack-more"
          onClick={() => setAsked({ ...asked, pageSize: 60 })}
        >
          {t('more')}
        </button>
      )}
    </>
  )
}

function FromFavourites({ basket }: { basket: Basket }) {
  const { t } = useTranslation('packs')
  const { data, error } = useEndpoint(listFavourites, { query: { pageSize: 100 } })
  return <Choices cards={data?.items} error={error} basket={basket} empty={t('none.favourites')} />
}

function FromCollections({ basket }: { basket: Basket }) {
  const { t } = useTranslation('packs')
  const all = useEndpoint(listCollections, {})
  const [chosen, setChosen] = useState('')
  const id = chosen || (all.data?.items[0]?.id ?? '')
  const one = useEndpoint(getCollection, { params: { id } }, { enabled: id !== '' })
  if (all.data?.items.length === 0) return <p className="quiet pack-none">{t('none.collections')}</p>
  return (
    <>
      <label className="pack-search">
        <span className="visually-hidden">{t('source.collections')}</span>
        <select value={id} onChange={(event) => setChosen(event.target.value)}>
          {all.data?.items.map((collection) => (
            <option key={collection.id} value={collection.id}>
              {collection.name}（{collection.count}）
            </option>
          ))}
        </select>
      </label>
      <Choices
        cards={one.data?.items}
        error={all.error ?? one.error}
        basket={basket}
        empty={t('none.collection')}
      />
    </>
  )
}

interface ChoicesProps {
  cards: readonly ResourceCard[] | undefined
  error: unknown
  basket: Basket
  empty: string
}

function Choices({ cards, error, basket, empty }: ChoicesProps) {
  const { t } = useTranslation('packs')
  const { t: common } = useTranslation()
  const grades = usePackGrades()
  if (error && !cards) return <ErrorNotice error={error} />
  if (!cards) return <p className="quiet pack-none">{t('loading')}</p>
  if (cards.length === 0) return <p className="quiet pack-none">{empty}</p>
  return (
    <ul className="pack-ticks">
      {cards.map((card) => (
        <li key={card.id}>
          <label>
            <input
              type="checkbox"
              checked={basket.has(card.id)}
              disabled={basket.isFull && !basket.has(card.id)}
              onChange={() => basket.toggle(card)}
            />
            <Cover {...card} />
            <span>
              <strong>{card.title}</strong>
              <small>
                {common(`subject.${card.subject}`)} · {grades(card)}
                {card.nodePath.length > 0 && ` · ${card.nodePath.at(-1)}`}
              </small>
              <small>
                {card.orgName} {card.authorName}
              </small>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}
