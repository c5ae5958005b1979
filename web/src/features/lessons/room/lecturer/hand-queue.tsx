import type { Hand } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { HandIcon } from '../parts/icons.tsx'
import { minutesSeconds } from '../parts/time-words.ts'
import { useCommand, useLeg, useLesson, useServerNow } from '../room-context.tsx'

/** A hand that waits longer than this is shown to wait. */
const LONG_MS = 60_000

/** Raised hands, the longest waiting first; one touch calls the class on stage. */
export function HandQueue() {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  return (
    <section className="side-card" aria-label={t('hands.title')}>
      <h2>
        <HandIcon size={18} />
        {t('hands.title')}
        {lesson.hands.length > 0 && <em>{lesson.hands.length}</em>}
      </h2>
      {lesson.hands.length === 0 ? (
        <p className="side-empty">{t('hands.none')}</p>
      ) : (
        <ol className="hands">
          {lesson.hands.map((hand) => (
            <HandRow key={hand.id} hand={hand} />
          ))}
        </ol>
      )}
    </section>
  )
}

function HandRow({ hand }: { hand: Hand }) {
  const { t } = useTranslation('room')
  const send = useCommand()
  const { lesson } = useLesson()
  const { planned } = useLeg(hand.legId)
  const waited = useServerNow() - hand.raisedAt
  return (
    <li data-testid="hand" data-leg={hand.legId} className={waited > LONG_MS ? 'hand-long' : ''}>
      <span
        className="hand-seat"
        title={hand.seat === null ? undefined : t('hands.seat', { seat: hand.seat })}
      >
        {hand.seat ?? t('hands.all')}
      </span>
      <span className="hand-who">
        <strong>{planned.orgName}</strong>
        <span>
          <b>{minutesSeconds(waited)}</b> · {planned.className}
        </span>
      </span>
      <button
        type="button"
        className="desk-button desk-button-small"
        onClick={() => void send({ type: 'lower_hand', handId: hand.id })}
      >
        {t('hands.lower')}
      </button>
      <button
        type="button"
        className="desk-button desk-button-small desk-button-chalk"
        disabled={lesson.status !== 'LIVE'}
        onClick={() => void send({ type: 'call_on_stage', legId: hand.legId, handId: hand.id })}
      >
        {t('class.callOn')}
      </button>
    </li>
  )
}
