import type { Room } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { dayName, daysFrom, timeOf } from '../../../lib/time.ts'
import { useProblemWords, useSpanWords } from './room-words.ts'

function LastSeen({ room, now }: { room: Room; now: number }) {
  const { t } = useTranslation('classroom')
  const span = useSpanWords()
  if (room.online) return <>{t('rooms.online')}</>
  if (room.lastSeenAt === null) return <>{t('rooms.never')}</>
  return <>{t('rooms.lastSeen', { time: span(now - room.lastSeenAt) })}</>
}

/** The clock of today's lesson, else the day before it. */
export function NextWords({ at, now }: { at: number; now: number }) {
  const { i18n } = useTranslation()
  return (
    <>
      {daysFrom(now, at) === 0 ? '' : `${dayName(at, i18n.language)} `}
      {timeOf(at)}
    </>
  )
}

/** One room at a glance: its state is read before its name. */
export function RoomCard({ room, now }: { room: Room; now: number }) {
  const { t } = useTranslation('classroom')
  const words = useProblemWords()
  return (
    <Link
      className={`room-card room-card-${room.state}`}
      to={paths.classroom(room.id)}
      data-state={room.state}
    >
      <header>
        <strong>{t(`state.${room.state}`)}</strong>
        <span>
          <LastSeen room={room} now={now} />
        </span>
      </header>
      <div className="room-card-body">
        <h3>
          {room.orgName} {room.className}
        </h3>
        <p className="quiet">{room.name}</p>
        {room.problems.length > 0 && (
          <ul>
            {room.problems.map((problem) => (
              <li key={problem.kind} className={problem.verdict === 'RED' ? 'is-red' : undefined}>
                {words(problem)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <footer>
        {room.next ? (
          <span>
            {t('rooms.nextLesson')} <NextWords at={room.next.plannedStart} now={now} /> {room.next.title}
          </span>
        ) : (
          <span className="quiet">{t('rooms.noLesson')}</span>
        )}
        {room.openRepairs > 0 && (
          <em className="pill pill-warn">{t('rooms.openRepairs', { count: room.openRepairs })}</em>
        )}
      </footer>
    </Link>
  )
}
