import { GRADES_OF_SUBJECT, libraryHome, type ResourceCard } from '@tongke/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { Shelf } from '../card/shelf.tsx'
import type { LibraryQuery } from './use-library-query.ts'

const MOST = 8
const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

const plain = (cards: readonly ResourceCard[]) => cards.map((card) => ({ card }))

/** The library before anybody asks: where I left off, what fits me, what is new, what others use. */
export function Shelves({ library, chooser }: { library: LibraryQuery; chooser: ReactNode }) {
  const { t } = useTranslation('find')
  const home = useEndpoint(libraryHome, {}, { staleTime: 30_000 })
  if (home.error && !home.data) return <ErrorPanel error={home.error} onRetry={() => void home.refetch()} />
  if (!home.data) return <p className="quiet find-wait">{t('loading')}</p>
  const { goOn, forMe, recent, popular, subjects } = home.data
  const isEmpty = recent.length === 0 && forMe.length === 0
  return (
    <>
      <Entrances library={library} subjects={subjects} />
      <Shelf
        id="go-on"
        most={MOST}
        title={t('shelf.goOn')}
        cards={goOn.map(({ card, positionMs, durationMs }) => ({
          card,
          share: durationMs > 0 ? positionMs / durationMs : 0,
        }))}
      />
      {isEmpty ? (
        <>
          {chooser}
          <BlankState title={t('empty.library')} hint={t('empty.libraryHint')} />
        </>
      ) : (
        <>
          <Shelf
            id="for-me"
            most={MOST}
            title={t('shelf.forMe')}
            cards={plain(forMe)}
            more={library.href({ sort: 'fit' })}
            note={chooser}
          />
          <Shelf
            id="recent"
            most={MOST}
            title={t('shelf.recent')}
            cards={plain(recent)}
            more={library.href({ sort: 'recent' })}
          />
          <Shelf
            id="popular"
            most={MOST}
            title={t('shelf.popular')}
            cards={plain(popular)}
            more={library.href({ sort: 'popular' })}
          />
        </>
      )}
    </>
  )
}

type Subjects = { subject: keyof typeof GRADES_OF_SUBJECT; count: number }[]

function Entrances({ library, subjects }: { library: LibraryQuery; subjects: Subjects }) {
  const { t } = useTranslation('find')
  const { t: common } = useTranslation()
  return (
    <nav className="entrances" aria-label={t('entrances')}>
      <ul className="entrances-grades">
        {GRADES.map((grade) => (
          <li key={grade}>
            <Link to={library.href({ grade })}>{common(`grade.${grade}`)}</Link>
          </li>
        ))}
      </ul>
      {subjects.length > 0 && (
        <ul className="entrances-subjects">
          {subjects.map(({ subject, count }) => (
            <li key={subject}>
              <Link to={library.href({ subject })}>
                {common(`subject.${subject}`)} <small>{count}</small>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}
