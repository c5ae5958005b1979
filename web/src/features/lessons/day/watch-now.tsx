import { listWatchable } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'

const REFRESH_MS = 30_000

/** Lessons that are being taught now and may be watched from outside; nothing where there are none. */
export function WatchNow() {
  const { t } = useTranslation('audience')
  const { data } = useEndpoint(listWatchable, {}, { refetchInterval: REFRESH_MS })
  if (!data || data.items.length === 0) return null
  return (
    <section className="card watch-now" aria-labelledby="watch-now">
      <h2 id="watch-now">{t('now.title')}</h2>
      <ul>
        {data.items.map((lesson) => (
          <li key={lesson.lessonId}>
            <span>
              <b>{lesson.title}</b>
              <small>
                {lesson.lecturerName} · {lesson.orgName}
              </small>
            </span>
            <Link className="button" to={paths.watchLive(lesson.lessonId)}>
              {t('now.watch')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
