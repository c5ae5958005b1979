import { useTranslation } from 'react-i18next'
import { useCommand, useLesson, useServerNow } from '../room-context.tsx'
import { startBlocker } from '../room.rules.ts'
import { clockTime, minutesSeconds } from '../parts/time-words.ts'

/** 开始上课, or the reason why not yet. */
export function StartPanel() {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const send = useCommand()
  const now = useServerNow()
  const blocker = startBlocker(lesson)
  const until = lesson.plan.plannedStart - now
  return (
    <section className="start" aria-label={t('start.title')}>
      <div>
        <h2>{t(blocker ? `start.blocked.${blocker}` : 'start.ready')}</h2>
        <p>
          {t('start.planned', { time: clockTime(lesson.plan.plannedStart) })}
          {' · '}
          {until > 0
            ? t('start.in', { time: minutesSeconds(until) })
            : t('start.late', { time: minutesSeconds(-until) })}
        </p>
      </div>
      <button
        type="button"
        className="button button-big button-live start-button"
        disabled={blocker !== null}
        onClick={() => void send({ type: 'start' })}
      >
        {t('start.action')}
      </button>
    </section>
  )
}
