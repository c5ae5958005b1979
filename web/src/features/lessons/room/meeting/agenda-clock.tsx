import { useTranslation } from 'react-i18next'
import { minutesSeconds } from '../parts/time-words.ts'
import { useCommand, useServerNow } from '../room-context.tsx'
import { useMeeting } from './meeting-context.tsx'
import { itemTime } from './meeting.rules.ts'

/** What is on and how much of its time is left, large enough to be read in passing. */
export function AgendaClock() {
  const { t } = useTranslation('meeting')
  const { meeting, isChair } = useMeeting()
  const send = useCommand()
  const time = itemTime(meeting, useServerNow())
  if (!time) return null
  const { agenda } = meeting
  const next = agenda[time.index + 1]
  const isOver = time.remainingMs < 0
  return (
    <section
      className={isOver ? 'meet-clock meet-clock-over' : 'meet-clock'}
      aria-label={t('agenda.title')}
      data-item={time.index}
    >
      {isChair && (
        <button
          type="button"
          className="desk-button desk-button-icon"
          disabled={time.index === 0}
          aria-label={t('agenda.previous')}
          onClick={() => void send({ type: 'previous_item' })}
        >
          ‹
        </button>
      )}
      <div className="meet-clock-what">
        <small>{t('agenda.item', { number: time.index + 1, count: agenda.length })}</small>
        <strong>{time.title}</strong>
        {next && <span>{t('agenda.next', { title: next.title, minutes: next.minutes })}</span>}
      </div>
      <div className="meet-clock-left" role="timer">
        <small>{t(isOver ? 'agenda.over' : 'agenda.left')}</small>
        <b data-testid="agenda-left">{minutesSeconds(Math.abs(time.remainingMs))}</b>
      </div>
      {isChair && (
        <button
          type="button"
          className="desk-button desk-button-chalk meet-next"
          disabled={!next}
          onClick={() => void send({ type: 'next_item' })}
        >
          {t('agenda.goOn')}
        </button>
      )}
      <i className="meet-clock-line" style={{ transform: `scaleX(${time.share})` }} />
    </section>
  )
}
