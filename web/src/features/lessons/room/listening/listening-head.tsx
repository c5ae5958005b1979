import { useTranslation } from 'react-i18next'
import { ExpandIcon, HandIcon, LeaveIcon, MicOffIcon } from '../parts/icons.tsx'
import { LinkBars } from '../parts/link-bars.tsx'
import { clockTime } from '../parts/time-words.ts'
import { useLesson, useMediaView, useRoom, useServerNow } from '../room-context.tsx'
import { lessonTime, type Scene } from '../room.rules.ts'
import { RecordingMark } from '../recording/recording-mark.tsx'

const toggleFullScreen = () => {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void document.documentElement.requestFullscreen().catch(() => undefined)
}

/** State in words, lesson, page and clock: everything a back row asks about. */
export function ListeningHead({ legId, scene }: { legId: string; scene: Scene }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { quality } = useMediaView()
  const { leave } = useRoom()
  const now = useServerNow()
  const hasHand = lesson.hands.some((hand) => hand.legId === legId)
  return (
    <header className="listening-head">
      <strong className={`listening-state listening-state-${scene}`} data-testid="state-words">
        {t(`scene.${scene}.state`)}
      </strong>
      <div className="listening-lesson">
        <b>{lesson.plan.title}</b>
        <span>
          {lesson.plan.lecturer.name} · {lesson.plan.lecturer.orgName}
        </span>
      </div>
      {lesson.lecturerMuted && lesson.status === 'LIVE' && (
        <span className="listening-hand">
          <MicOffIcon size={36} />
          {t('listening.lecturerMuted')}
        </span>
      )}
      {hasHand && (
        <span className="listening-hand">
          <HandIcon size={36} />
          {t('listening.handUp')}
        </span>
      )}
      {lesson.page !== null && (
        <span className="listening-page" data-testid="page">
          {t('page.announced', { page: lesson.page })}
        </span>
      )}
      <RecordingMark />
      <time className="listening-clock">{clockTime(now)}</time>
      <div className="listening-tools">
        <LinkBars level={quality[`leg:${legId}`]?.level ?? null} />
        <button type="button" aria-label={t('listening.fullScreen')} onClick={toggleFullScreen}>
          <ExpandIcon size={22} />
        </button>
        <button type="button" aria-label={t('leave')} onClick={leave}>
          <LeaveIcon size={22} />
        </button>
      </div>
      <i className="shared-line" style={{ transform: `scaleX(${lessonTime(lesson, now).share})` }} />
    </header>
  )
}
