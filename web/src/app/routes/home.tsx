import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../components/admin/page-head.tsx'
import { PATHS } from '../../config/paths.ts'
import { WatchNow } from '../../features/lessons/day/watch-now.tsx'
import { MyDay } from '../../features/lessons/day/my-day.tsx'
import { TrainingNotices } from '../../features/training/notices.tsx'
import { hasRole, useMe } from '../../lib/me.ts'
import { dayName } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { loadWords } from '../i18n.ts'
import { greetingAt } from './greeting.ts'
import './home.css'

/** What comes after or beside the day, which is looked at first, has code, words and pictures of its own. */
const LibraryPanel = lazy(async () => {
  const [module] = await Promise.all([
    import('../../features/library/home/library-panel.tsx'),
    loadWords('find'),
  ])
  return { default: module.LibraryPanel }
})

const MeetingsToday = lazy(() =>
  import('../../features/lessons/day/meetings-today.tsx').then((m) => ({ default: m.MeetingsToday })),
)
const HomeSide = lazy(() => import('./home-side.tsx').then((m) => ({ default: m.HomeSide })))

/** The day of whoever is signed in: teachers see their lessons, those who look after many see more beside them. */
export function HomePage() {
  const { t, i18n } = useTranslation('home')
  const me = useMe().data
  const now = useNow(60_000)
  if (me?.kind !== 'person') return null
  const bureau = hasRole(me, 'officer', 'administrator', 'inspector', 'researcher')
  const looksAfterRooms = hasRole(me, 'coordinator', 'head', 'administrator', 'officer')
  const plans = hasRole(me, 'teacher', 'coordinator', 'officer', 'administrator')
  const create = plans && (
    <Link className="button button-primary" to={PATHS.newLesson}>
      {t('plan')}
    </Link>
  )
  return (
    <>
      <PageHead
        title={t('hello', { name: me.name, greeting: t(greetingAt(now)) })}
        note={dayName(now, i18n.language)}
      >
        {create}
      </PageHead>
      <TrainingNotices />
      <div className={bureau || looksAfterRooms ? 'home home-wide' : 'home'}>
        <div>
          <MyDay scope={bureau || looksAfterRooms ? 'all' : 'mine'} create={create} />
          <Suspense>
            <MeetingsToday />
          </Suspense>
          <WatchNow />
        </div>
        {(bureau || looksAfterRooms) && (
          <div className="home-side">
            <Suspense>
              <HomeSide me={me} bureau={bureau} rooms={looksAfterRooms} />
            </Suspense>
          </div>
        )}
      </div>
      <Suspense fallback={<div className="home-later" />}>
        <LibraryPanel teaches={hasRole(me, 'teacher')} />
      </Suspense>
    </>
  )
}
