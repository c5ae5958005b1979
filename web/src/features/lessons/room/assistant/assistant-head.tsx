import type { LegStatus } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { LeaveIcon, MicOffIcon } from '../parts/icons.tsx'
import { LinkBars } from '../parts/link-bars.tsx'
import { clockTime, minutesSeconds } from '../parts/time-words.ts'
import { useLeg, useLesson, useLessonView, useMediaView, useRoom, useServerNow } from '../room-context.tsx'
import { RecordingMark } from '../recording/recording-mark.tsx'
import { lessonTime, type Scene } from '../room.rules.ts'

/** How loud the state is; what is not here is calm. */
const TONES: Partial<Record<Scene, 'live' | 'waiting' | 'interrupted' | 'stage'>> = {
  live: 'live',
  muted: 'live',
  on_stage: 'stage',
  before: 'waiting',
  waiting: 'waiting',
  recovering: 'interrupted',
  lecturer_lost: 'interrupted',
}

const DOTS: Partial<Record<LegStatus, string>> = { ONLINE: 'dot-ok', DEGRADED: 'dot-warn' }

/** The lesson, and how the own classroom is doing. */
export function AssistantHead({ legId, scene }: { legId: string; scene: Scene }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { planned, leg } = useLeg(legId)
  const { line, waiting } = useLessonView()
  const { quality } = useMediaView()
  const { leave } = useRoom()
  const now = useServerNow()
  const time = lessonTime(lesson, now)
  return (
    <header className="assistant-head">
      <div className="assistant-title">
        <span className={`room-status room-status-${TONES[scene] ?? 'calm'}`} data-testid="state-words">
          {t(`scene.${scene}.state`)}
        </span>
        <h1>{lesson.plan.title}</h1>
        <time>{lesson.startedAt === null ? clockTime(now) : minutesSeconds(time.elapsedMs)}</time>
        <button type="button" className="assistant-leave" aria-label={t('leave')} onClick={leave}>
          <LeaveIcon />
        </button>
        <i className="shared-line" style={{ transform: `scaleX(${time.share})` }} />
      </div>
      <div className="assistant-room-line">
        <b>
          {planned.orgName} {planned.className}
        </b>
        <span className={`dot ${DOTS[leg.status] ?? ''}`} data-testid="room-status">
          {t(`legStatus.${leg.status}`)}
        </span>
        {leg.muted && (
          <span className="assistant-muted">
            <MicOffIcon size={16} />
            {t('class.muted')}
          </span>
        )}
        <RecordingMark />
        <LinkBars level={quality[`leg:${legId}`]?.level ?? null} />
      </div>
      {line === 'recovering' && (
        <p className="assistant-offline" role="status">
          {waiting.length > 0
            ? t('assistant.offlineWaiting', { count: waiting.length })
            : t('assistant.offline')}
        </p>
      )}
    </header>
  )
}
