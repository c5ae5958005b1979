import { useTranslation } from 'react-i18next'
import { AlarmIcon } from '../../parts/icons.tsx'
import { useCommand, useLesson } from '../../room-context.tsx'
import { countdown } from '../interaction.rules.ts'
import { useOwnMicrophone } from '../use-own-microphone.ts'
import { useDrawing } from '../use-drawing.ts'
import { useClassNames, useFineNow, useInteraction } from '../use-interaction.ts'
import { ToolIcon } from './icons.tsx'

/** What goes on now, above the classes: timer, who was picked, who was first, and microphones that need a hand. */
export function DeskStrip() {
  return (
    <div className="strip">
      <OwnMicrophone />
      <Microphones />
      <RunningTimer />
      <Picked />
      <Buzzer />
    </div>
  )
}

function OwnMicrophone() {
  const { t } = useTranslation('interaction')
  const trouble = useOwnMicrophone()
  if (!trouble) return null
  return (
    <p className="strip-alarm" role="alert">
      <AlarmIcon size={20} />
      {t(trouble === 'silent' ? 'microphone.ownSilent' : 'microphone.ownClipping')}
    </p>
  )
}

function Microphones() {
  const { t } = useTranslation('interaction')
  const { microphones } = useInteraction()
  const nameOf = useClassNames()
  return Object.entries(microphones).map(([legId, trouble]) => (
    <p key={legId} className="strip-alarm" role="alert">
      <AlarmIcon size={20} />
      {t(trouble === 'silent' ? 'microphone.classSilent' : 'microphone.classClipping', {
        name: nameOf(legId),
      })}
    </p>
  ))
}

function RunningTimer() {
  const { t } = useTranslation('interaction')
  const { timer } = useInteraction()
  const send = useCommand()
  const now = useFineNow(timer !== null)
  if (!timer) return null
  const isUp = now >= timer.endsAt
  return (
    <div className="strip-item" data-testid="desk-timer">
      <ToolIcon tool="timer" />
      <strong className={isUp ? 'time-up' : ''}>{isUp ? t('timer.up') : countdown(timer.endsAt, now)}</strong>
      <button type="button" className="desk-button" onClick={() => void send({ type: 'stop_timer' })}>
        {t(isUp ? 'pick.away' : 'timer.stop')}
      </button>
    </div>
  )
}

function Picked() {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const { pick } = useInteraction()
  const drawn = useDrawing(pick)
  const send = useCommand()
  if (!pick || !drawn) return null
  const { legId } = pick
  return (
    <div className="strip-item" data-testid="desk-pick">
      <ToolIcon tool="pick" />
      <strong>
        {drawn.name} {t('pick.seat', { seat: drawn.seat })}
      </strong>
      {legId !== null && (
        <button
          type="button"
          className="desk-button desk-button-on"
          disabled={drawn.isDrawing || lesson.status !== 'LIVE'}
          onClick={() => void send({ type: 'call_on_stage', legId, handId: null, seat: pick.seat })}
        >
          {t('pick.call')}
        </button>
      )}
      {!pick.called && (
        <button
          type="button"
          className="desk-button"
          disabled={drawn.isDrawing}
          onClick={() => void send({ type: 'pick_seat', legId: null })}
        >
          {t('pick.again')}
        </button>
      )}
      <button type="button" className="desk-button" onClick={() => void send({ type: 'put_away_pick' })}>
        {t('pick.away')}
      </button>
    </div>
  )
}

function Buzzer() {
  const { t } = useTranslation('interaction')
  const { buzzer } = useInteraction()
  const nameOf = useClassNames()
  const send = useCommand()
  if (!buzzer) return null
  const { winner } = buzzer
  return (
    <div className="strip-item" data-testid="desk-buzzer">
      <ToolIcon tool="buzzer" />
      <strong>{winner ? `${nameOf(winner.legId)} ${t('buzzer.winner')}` : t('buzzer.open')}</strong>
      {winner ? (
        <button
          type="button"
          className="desk-button desk-button-on"
          onClick={() => void send({ type: 'call_on_stage', legId: winner.legId, handId: null })}
        >
          {t('pick.call')}
        </button>
      ) : (
        <span>{t('buzzer.hint')}</span>
      )}
      <button type="button" className="desk-button" onClick={() => void send({ type: 'close_buzzer' })}>
        {t('buzzer.close')}
      </button>
    </div>
  )
}
