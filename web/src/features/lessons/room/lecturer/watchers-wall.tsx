import { useTranslation } from 'react-i18next'
import { useLesson } from '../room-context.tsx'

/** In place of classes, when a lesson is for teachers alone: who watches. */
export function WatchersWall() {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  return (
    <section className="watchers-wall" aria-label={t('observer.wall')}>
      <h2>
        {t('observer.wall')} <b>{lesson.observers.length}</b>
      </h2>
      <ul>
        {lesson.observers.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong> {one.orgName}
          </li>
        ))}
      </ul>
    </section>
  )
}
