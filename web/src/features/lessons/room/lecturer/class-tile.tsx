import { useTranslation } from 'react-i18next'
import { AlarmIcon, HandIcon, MicIcon, MicOffIcon, StageIcon } from '../parts/icons.tsx'
import { LinkBars } from '../parts/link-bars.tsx'
import { RemoteVideo } from '../parts/remote-video.tsx'
import { minutesSeconds } from '../parts/time-words.ts'
import { useCommand, useLeg, useLesson, useMediaView, useRemote, useServerNow } from '../room-context.tsx'
import { warmth } from '../room.rules.ts'

/** One listening class: its picture, how it is doing, and the two things one does with it. */
export function ClassTile({ legId, number }: { legId: string; number: number }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { planned, leg } = useLeg(legId)
  const isOnStage = lesson.stage?.legId === legId
  const name = `${planned.orgName} ${planned.className}`
  return (
    <article
      className={`tile${isOnStage ? ' tile-stage' : ''}`}
      aria-label={name}
      data-testid="class-tile"
      data-leg={legId}
      data-status={leg.status}
    >
      <div className="tile-picture">
        <RemoteVideo identity={`leg:${legId}`} source="camera" label={t('video.class', { name })} />
        <TileWords legId={legId} />
        <TileMarks legId={legId} number={number} />
      </div>
      {leg.soundLostAt !== null && (
        <p className="tile-alarm" role="alert">
          <AlarmIcon size={20} />
          {t('class.soundLost')}
        </p>
      )}
      <footer className="tile-foot">
        <div className="tile-name">
          <strong>{planned.orgName}</strong>
          <span>{planned.className}</span>
        </div>
        <TileFigures legId={legId} />
        <TileSwitches legId={legId} />
      </footer>
    </article>
  )
}

/** Words in place of a picture that is not there. */
function TileWords({ legId }: { legId: string }) {
  const { t } = useTranslation('room')
  const { leg } = useLeg(legId)
  const remote = useRemote(`leg:${legId}`, 'camera')
  if (leg.fallback) return <p className="tile-words">{t('class.fallback')}</p>
  if (leg.status === 'OFFLINE') return <p className="tile-words tile-words-bad">{t('class.offline')}</p>
  if (leg.status === 'EXPECTED' || leg.status === 'READY')
    return <p className="tile-words">{t('class.expected')}</p>
  if (!remote?.isLive) return <p className="tile-words">{t('class.noPicture')}</p>
  return null
}

function TileMarks({ legId, number }: { legId: string; number: number }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { leg } = useLeg(legId)
  const { quality } = useMediaView()
  const voice = useRemote(`assistant:${legId}`, 'microphone')
  const now = useServerNow()
  const hands = lesson.hands.filter((hand) => hand.legId === legId)
  const first = hands[0]
  return (
    <>
      <kbd className="tile-key">{number}</kbd>
      <div className="tile-marks">
        {lesson.stage?.legId === legId && <span className="mark mark-stage">{t('class.onStage')}</span>}
        {first && (
          <span className="mark mark-hand">
            <HandIcon size={18} />
            {minutesSeconds(now - first.raisedAt)}
          </span>
        )}
        {voice?.isLive && !voice.isPaused && (
          <span className="mark mark-voice">
            <MicIcon size={18} />
            {t('class.assistantSpeaks')}
          </span>
        )}
        {leg.muted && (
          <span className="mark mark-muted">
            <MicOffIcon size={18} />
            {t('class.muted')}
          </span>
        )}
        <LinkBars level={quality[`leg:${legId}`]?.level ?? null} />
      </div>
    </>
  )
}

function TileFigures({ legId }: { legId: string }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { planned, leg } = useLeg(legId)
  const now = useServerNow()
  const since = leg.lastInteractedAt ?? lesson.startedAt
  return (
    <dl className="tile-figures">
      <div>
        <dt>{t('class.present')}</dt>
        <dd>
          {leg.headcount
            ? `${leg.headcount.present}/${leg.headcount.expected}`
            : t('class.planned', { count: planned.headcount })}
        </dd>
      </div>
      <div>
        <dt>{t('class.assistant')}</dt>
        <dd className={leg.assistantPresent ? '' : 'figure-bad'}>
          {leg.assistantPresent ? t('class.here') : t('class.away')}
        </dd>
      </div>
      {since !== null && (
        <div className={`warmth warmth-${warmth(leg.lastInteractedAt, lesson.startedAt, now)}`}>
          <dt>{t('class.lastInteracted')}</dt>
          <dd>{leg.lastInteractedAt === null ? t('class.never') : minutesSeconds(now - since)}</dd>
        </div>
      )}
    </dl>
  )
}

function TileSwitches({ legId }: { legId: string }) {
  const { t } = useTranslation('room')
  const send = useCommand()
  const { lesson } = useLesson()
  const { planned, leg } = useLeg(legId)
  const isOnStage = lesson.stage?.legId === legId
  const name = `${planned.orgName} ${planned.className}`
  const hand = lesson.hands.find((one) => one.legId === legId)
  const isOnline = leg.status === 'ONLINE' || leg.status === 'DEGRADED'
  return (
    <div className="tile-switches">
      <button
        type="button"
        className="desk-button desk-button-icon"
        aria-label={t(leg.muted ? 'class.unmuteNamed' : 'class.muteNamed', { name })}
        aria-pressed={leg.muted}
        onClick={() => void send({ type: leg.muted ? 'unmute_leg' : 'mute_leg', legId })}
      >
        {leg.muted ? <MicOffIcon /> : <MicIcon />}
      </button>
      <button
        type="button"
        className={isOnStage ? 'desk-button desk-button-on' : 'desk-button'}
        aria-label={t(isOnStage ? 'class.offStageNamed' : 'class.onStageNamed', { name })}
        disabled={lesson.status !== 'LIVE' || (!isOnline && !isOnStage)}
        onClick={() =>
          void send(
            isOnStage ? { type: 'leave_stage' } : { type: 'call_on_stage', legId, handId: hand?.id ?? null },
          )
        }
      >
        <StageIcon />
        {t(isOnStage ? 'class.callOff' : 'class.callOn')}
      </button>
    </div>
  )
}
