import { useTranslation } from 'react-i18next'
import { HandIcon } from '../parts/icons.tsx'
import { minutesSeconds } from '../parts/time-words.ts'
import { useCommand, useLesson, useLessonView, useServerNow } from '../room-context.tsx'

/** Hands of the own class with their place in the queue, and those still on their way. */
export function MyHands({ legId }: { legId: string }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { waiting } = useLessonView()
  const send = useCommand()
  const now = useServerNow()
  const mine = lesson.hands.filter((hand) => hand.legId === legId)
  const raising = waiting.filter((command) => command.type === 'raise_hand')
  if (mine.length + raising.length === 0) return null
  return (
    <ul className="my-hands" aria-label={t('hands.mine')}>
      {mine.map((hand) => (
        <li key={hand.id} data-testid="my-hand">
          <HandIcon size={26} />
          <span>
            <b>{hand.seat === null ? t('hands.whole') : t('hands.seat', { seat: hand.seat })}</b>
            {t('hands.waiting', {
              time: minutesSeconds(now - hand.raisedAt),
              place: lesson.hands.findIndex((one) => one.id === hand.id) + 1,
            })}
          </span>
          <button
            type="button"
            className="desk-button"
            onClick={() => void send({ type: 'lower_hand', handId: hand.id })}
          >
            {t('hands.lower')}
          </button>
        </li>
      ))}
      {raising.map((command) => (
        <li key={`${command.seat ?? 0}`} className="my-hand-waiting">
          <HandIcon size={26} />
          <span>{t('hands.sending')}</span>
        </li>
      ))}
    </ul>
  )
}
