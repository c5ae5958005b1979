import { listMeetingsToday, type MeetingCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { paths, PATHS } from '../../../config/paths.ts'
import { isOver } from '../../../lib/lesson-day.ts'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { timeOf } from '../../../lib/time.ts'
import './day.css'

const REFRESH_MS = 15_000
const MINUTE = 60_000

function Row({ meeting, myId }: { meeting: MeetingCard; myId: string | undefined }) {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  const { status, plannedStart, plannedMinutes, people, schools } = meeting
  const over = isOver(status)
  return (
    <li data-phase={over ? 'over' : 'ahead'}>
      <time>
        {timeOf(plannedStart)}
        <span>{timeOf(plannedStart + plannedMinutes * MINUTE)}</span>
      </time>
      <div className="day-what">
        <Link to={paths.room(meeting.id)} state={{ back: PATHS.home }}>
          {meeting.title}
        </Link>
        <span>
          {common(`subject.${meeting.subject}`)} · {t('meetings.who', { people, schools })}
        </span>
      </div>
      <div className="day-part">
        {meeting.chairId === myId ? t('meetings.iChair') : t('meetings.chair', { name: meeting.chairName })}
      </div>
      <div className="day-state">
        <LessonStatusPill status={status} />
        {!over && (
          <Link to={paths.room(meeting.id)} state={{ back: PATHS.home }}>
            {t('meetings.enter')}
          </Link>
        )}
      </div>
    </li>
  )
}

/** Live rooms of research sessions I am invited to today; nothing on other days. */
export function MeetingsToday() {
  const { t } = useTranslation('lessons')
  const me = useMe().data
  const { data } = useEndpoint(listMeetingsToday, {}, { refetchInterval: REFRESH_MS })
  if (!data || data.items.length === 0) return null
  return (
    <div className="card day-card">
      <h2>{t('meetings.label')}</h2>
      <ol className="day" aria-label={t('meetings.label')}>
        {data.items.map((meeting) => (
          <Row key={meeting.id} meeting={meeting} myId={me?.id} />
        ))}
      </ol>
    </div>
  )
}
