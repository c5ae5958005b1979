import type { SessionDetail, SessionLesson } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'

const OPEN: readonly SessionLesson['status'][] = ['WAITING', 'LIVE', 'INTERRUPTED']
const COMING: readonly SessionLesson['status'][] = ['SCHEDULED', 'PREPARED', 'CHECKED', ...OPEN]

/** The way into the live room, for members while there is one that is not over; it leads back here. */
export function MeetingEntry({ detail: { card, lessons } }: { detail: SessionDetail }) {
  const { t } = useTranslation('meeting')
  const meeting = lessons.findLast(({ purpose, status }) => purpose === 'meeting' && COMING.includes(status))
  if (!meeting || !card.mine) return null
  return (
    <Link
      className="button button-primary"
      to={paths.room(meeting.lessonId)}
      state={{ back: paths.researchSession(card.id) }}
    >
      {t(OPEN.includes(meeting.status) ? 'entry.enterLive' : 'entry.enter')}
    </Link>
  )
}
