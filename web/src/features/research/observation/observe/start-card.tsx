import type { Observation, SessionLessonSeen } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { dateOf, timeOf } from '../../../../lib/time.ts'

const NOT_HELD = ['CANCELLED', 'RESCHEDULED', 'NOT_HELD']
const RUNNING = ['WAITING', 'LIVE', 'INTERRUPTED']

interface Props {
  observation: Observation
  onChoose: (lessonId: string, on: 'live' | 'replay') => void
}

function LessonChoice({
  lesson,
  begun,
  onChoose,
}: { lesson: SessionLessonSeen; begun: boolean } & Pick<Props, 'onChoose'>) {
  const { t } = useTranslation('observation')
  const isOver = lesson.endedAt !== null
  return (
    <li className="start-lesson" data-running={RUNNING.includes(lesson.status)}>
      <div>
        <h2>{lesson.title}</h2>
        <p>
          {lesson.lecturerName} · {lesson.orgName}
        </p>
        <p className="quiet">
          {dateOf(lesson.plannedStart)} {timeOf(lesson.plannedStart)} · {lesson.classNames.join(t('comma'))}
        </p>
      </div>
      <div className="start-do">
        {!isOver && (
          <button
            type="button"
            className="button button-primary button-big"
            onClick={() => onChoose(lesson.id, 'live')}
          >
            {t(begun ? 'start.goOn' : 'start.live')}
          </button>
        )}
        {isOver && lesson.hasReplay && (
          <button
            type="button"
            className="button button-primary button-big"
            onClick={() => onChoose(lesson.id, 'replay')}
          >
            {t('start.replay')}
          </button>
        )}
        {isOver && (
          <button type="button" className="button button-big" onClick={() => onChoose(lesson.id, 'live')}>
            {t(begun ? 'start.mine' : 'start.after')}
          </button>
        )}
      </div>
    </li>
  )
}

/** Which lesson of the session is observed, in the room or on the replay. */
export function StartCard({ observation, onChoose }: Props) {
  const { t } = useTranslation('observation')
  const lessons = observation.lessons.filter(({ status }) => !NOT_HELD.includes(status))
  const begun = new Set(observation.sheets.map(({ lessonId }) => lessonId))
  if (!observation.mayObserve) return <BlankState title={t('start.notMine')} hint={t('start.notMineHint')} />
  if (lessons.length === 0) return <BlankState title={t('start.noLesson')} hint={t('start.noLessonHint')} />
  return (
    <section className="start">
      <p className="quiet">{t('start.hint')}</p>
      <ul>
        {lessons.map((lesson) => (
          <LessonChoice key={lesson.id} lesson={lesson} begun={begun.has(lesson.id)} onChoose={onChoose} />
        ))}
      </ul>
    </section>
  )
}
