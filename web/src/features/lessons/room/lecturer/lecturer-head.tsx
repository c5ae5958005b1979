import { useTranslation } from 'react-i18next'
import { useLesson, useServerNow } from '../room-context.tsx'
import { RecordingMark } from '../recording/recording-mark.tsx'
import { lessonTime } from '../room.rules.ts'
import { clockTime, minutesSeconds } from '../parts/time-words.ts'

/** Status, title, time gone and left along the shared line, wall clock. */
export function LecturerHead({ isRecovering }: { isRecovering: boolean }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const now = useServerNow()
  const { elapsedMs, remainingMs, share } = lessonTime(lesson, now)
  const status = lesson.status as 'WAITING' | 'LIVE' | 'INTERRUPTED'
  return (
    <header className="desk-head">
      <span className={`room-status room-status-${status.toLowerCase()}`} data-testid="lesson-status">
        {t(`status.${status}`)}
      </span>
      <h1>{lesson.plan.title}</h1>
      {isRecovering && (
        <span className="desk-recovering" role="status">
          {t('recovering.short')}
        </span>
      )}
      <RecordingMark />
      <Observers />
      {lesson.startedAt !== null && (
        <span className={remainingMs < 0 ? 'desk-time desk-time-over' : 'desk-time'}>
          <b>{minutesSeconds(elapsedMs)}</b>
          {remainingMs >= 0
            ? t('time.left', { time: minutesSeconds(remainingMs) })
            : t('time.over', { time: minutesSeconds(-remainingMs) })}
        </span>
      )}
      <time className="desk-clock">{clockTime(now)}</time>
      <i className="shared-line" style={{ transform: `scaleX(${share})` }} />
    </header>
  )
}

/** A master teacher may have dozens of them. */
const NAMED = 3

function Observers() {
  const { t } = useTranslation('room')
  const { t: common } = useTranslation()
  const { lesson } = useLesson()
  if (lesson.observers.length === 0) return null
  return (
    <span
      className="desk-observers"
      title={lesson.observers.map((one) => `${one.orgName} ${one.name}`).join('\n')}
    >
      {t('observer.present', {
        names: lesson.observers
          .slice(0, NAMED)
          .map((one) => one.name)
          .join(common('listComma')),
      })}
      {lesson.observers.length > NAMED && ` ${t('observer.more', { count: lesson.observers.length })}`}
    </span>
  )
}
