import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { paths, PATHS } from '../../../config/paths.ts'
import { dateOf, timeOf } from '../../../lib/time.ts'
import type { PanelProps } from '../session/panel.ts'
import './session-panel.css'

/** The lessons of a session: observe them, and talk about the evidence. */
export function ObservationPanel({ detail }: PanelProps) {
  const { t } = useTranslation('observation')
  const lessons = detail.lessons.filter(({ purpose }) => purpose === 'teaching')
  return (
    <>
      <ul className="observed">
        {lessons.map((lesson) => (
          <li key={lesson.lessonId} className="card">
            <div>
              <h3>
                {lesson.title} <LessonStatusPill status={lesson.status} />
              </h3>
              <p className="quiet">
                {lesson.lecturerName} · {dateOf(lesson.plannedStart)} {timeOf(lesson.plannedStart)}
              </p>
            </div>
            <div className="observed-do">
              <Link className="button button-primary button-big" to={paths.observeSession(detail.card.id)}>
                {t('evidence.observe')}
              </Link>
              <Link className="button button-big" to={paths.evidence(detail.card.id, lesson.lessonId)}>
                {t('toEvidence')}
              </Link>
            </div>
          </li>
        ))}
      </ul>
      <p className="observed-scales">
        <Link to={PATHS.scales}>{t('scale.choose')}</Link>
      </p>
    </>
  )
}
