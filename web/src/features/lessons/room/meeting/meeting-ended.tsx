import { useTranslation } from 'react-i18next'
import { minutesSeconds } from '../parts/time-words.ts'
import { useRoom } from '../room-context.tsx'
import { useMeeting } from './meeting-context.tsx'

/** After the meeting: how long it was and what each item took. */
export function MeetingEnded() {
  const { t } = useTranslation('meeting')
  const { lesson, meeting, people } = useMeeting()
  const { leave } = useRoom()
  const wasHeld = lesson.status === 'ENDED' || lesson.status === 'SETTLED'
  const lasted = lesson.startedAt === null ? 0 : (lesson.endedAt ?? lesson.startedAt) - lesson.startedAt
  return (
    <main className="room room-centre ended" aria-label={t('ended.title')}>
      <h1>{t(wasHeld ? 'ended.title' : 'ended.never')}</h1>
      <p className="ended-lesson">
        {lesson.plan.title} · {lesson.plan.lecturer.name}
      </p>
      {wasHeld && (
        <>
          <div className="ended-figures">
            <div className="ended-figure">
              <strong>{minutesSeconds(lasted)}</strong>
              <span>{t('ended.time')}</span>
            </div>
            <div className="ended-figure">
              <strong>{people.length}</strong>
              <span>{t('ended.invited')}</span>
            </div>
          </div>
          <ul className="ended-classes">
            {meeting.agenda.map((item, index) => (
              <li key={`${index}/${item.title}`}>
                <span>{item.title}</span>
                <span>{t('ended.planned', { minutes: item.minutes })}</span>
                <span>{minutesSeconds(meeting.clock?.spentMs[index] ?? 0)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <button type="button" className="button button-big button-primary" onClick={leave}>
        {t('leave')}
      </button>
    </main>
  )
}
