import type { Replay } from '@tongke/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReplayPlayer } from '../../../live/replay/replay-player.ts'
import { chapterAt, findChapters } from '../../../components/replay/chapters.rules.ts'
import { clockText } from '../../../components/replay/clock-text.ts'
import { usePageWords } from '../../../components/replay/page-words.ts'
import { usePlayerPart } from '../../../components/replay/use-player.ts'

const SEARCH_FROM = 4

/** Every turn of the page with a small picture: touched it goes there. A search finds the words on the pages. */
export function ReplayChapters({ replay, player }: { replay: Replay; player: ReplayPlayer }) {
  const { t } = useTranslation('replay')
  const words = usePageWords()
  const [search, setSearch] = useState('')
  const here = usePlayerPart(player, ({ at }) => chapterAt(replay.chapters, at)?.at)
  const found = findChapters(replay.chapters, replay.pages, search)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const box = list.current
    const current = box?.querySelector<HTMLElement>('[aria-current=true]')
    if (box && current) box.scrollTop = current.offsetTop - box.clientHeight / 2 + current.clientHeight / 2
  }, [here])
  return (
    <section className="replay-chapters card" aria-label={t('chapters')}>
      <header>
        <h2>{t('chapters')}</h2>
        {replay.chapters.length >= SEARCH_FROM && (
          <input
            type="search"
            value={search}
            placeholder={t('search')}
            aria-label={t('search')}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </header>
      {found.length === 0 && <p className="replay-none">{t('nothingFound')}</p>}
      <ol ref={list}>
        {found.map(({ chapter, page, excerpt }) => (
          <li key={chapter.at}>
            <button
              type="button"
              aria-current={chapter.at === here}
              onClick={() => {
                player.seek(chapter.at)
                player.play()
              }}
            >
              {page?.thumbnail ? (
                <img src={page.thumbnail} alt="" loading="lazy" />
              ) : (
                <span className="replay-thumb">{page?.number ?? '–'}</span>
              )}
              <span>
                <b>{chapter.title || words(page)}</b>
                <small>{excerpt || (chapter.title ? words(page) : page?.deck)}</small>
              </span>
              <time>{clockText(chapter.at)}</time>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
