import { FindQuery, getLibraryProfile, libraryHome, type LibraryProfile } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../components/plain/skeleton.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { GROUNDS } from '../card/grounds.ts'
import { Shelf } from '../card/shelf.tsx'
import { writeQuery } from '../find/library-query.ts'
import { gradesInOrder, subjectsInOrder, watchableFirst } from './entrances.rules.ts'
import './library-panel.css'

const ON_SHELF = 4
const FRESH_MS = 60_000

const found = (query: Partial<FindQuery>): string =>
  `${PATHS.library}?${writeQuery({ ...FindQuery.parse({}), ...query }).toString()}`

/** The library on the home page: by subject, by grade, where I left off, and one click away what fits me. */
export function LibraryPanel({ teaches }: { teaches: boolean }) {
  const { t } = useTranslation('home')
  const home = useEndpoint(libraryHome, {}, { staleTime: FRESH_MS })
  const profile = useEndpoint(getLibraryProfile, {}, { staleTime: FRESH_MS })
  return (
    <section className="home-library" aria-labelledby="home-library">
      <header>
        <h2 id="home-library">{t(teaches ? 'library.forLessons' : 'library.title')}</h2>
        <p>{t('library.note')}</p>
        <Link className="button" to={PATHS.library}>
          {t('library.search')}
        </Link>
      </header>
      {home.data ? (
        <Shelves found={home.data} profile={profile.data} />
      ) : home.error ? (
        <ErrorPanel error={home.error} onRetry={() => void home.refetch()} />
      ) : (
        <div className="home-library-wait">
          <Skeleton lines={5} />
        </div>
      )}
    </section>
  )
}

type Home = NonNullable<ReturnType<typeof useEndpoint<typeof libraryHome>>['data']>

function Shelves({ found: home, profile }: { found: Home; profile: LibraryProfile | undefined }) {
  const { t } = useTranslation('find')
  const hasSubjects = (profile?.subjects.length ?? 0) > 0
  const { goOn, forMe, recent, subjects } = home
  if (recent.length === 0) return <BlankState title={t('empty.library')} hint={t('empty.libraryHint')} />
  const left = goOn.map(({ card, positionMs, durationMs }) => ({
    card,
    share: durationMs > 0 ? positionMs / durationMs : 0,
  }))
  const shelves = [
    { id: 'home-go-on', title: t('shelf.goOn'), cards: left },
    ...(hasSubjects
      ? [
          {
            id: 'home-for-me',
            title: t('shelf.forMe'),
            cards: plain(watchableFirst(forMe)),
            more: found({ sort: 'fit' }),
          },
        ]
      : []),
    { id: 'home-recent', title: t('shelf.recent'), cards: plain(recent), more: found({ sort: 'recent' }) },
  ]
  return (
    <>
      <Entrances subjects={subjects} profile={profile} />
      {shelves.map((shelf) => (
        <Shelf key={shelf.id} most={ON_SHELF} {...shelf} />
      ))}
    </>
  )
}

const plain = (cards: Home['recent']) => cards.map((card) => ({ card }))

function Entrances({
  subjects,
  profile,
}: {
  subjects: Home['subjects']
  profile: LibraryProfile | undefined
}) {
  const { t: common } = useTranslation()
  const { t } = useTranslation('home')
  const { t: find } = useTranslation('find')
  return (
    <nav className="home-entrances" aria-label={find('entrances')}>
      <ul className="home-subjects">
        {subjectsInOrder(subjects, profile).map(({ of: { subject, count }, isMine }) => (
          <li key={subject}>
            <Link to={found({ subject })} data-mine={isMine}>
              <i data-ground={GROUNDS[subject]} aria-hidden="true">
                {common(`subject.${subject}`).slice(0, 1)}
              </i>
              <b>{common(`subject.${subject}`)}</b>
              <small>{t('library.count', { count })}</small>
            </Link>
          </li>
        ))}
      </ul>
      <ul className="home-grades">
        {gradesInOrder(profile).map(({ of: grade, isMine }) => (
          <li key={grade}>
            <Link to={found({ grade })} data-mine={isMine}>
              {common(`grade.${String(grade) as '1'}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
