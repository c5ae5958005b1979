import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson } from '../../room-context.tsx'
import { tray } from '../tray-store.ts'
import { useClassNames } from '../use-interaction.ts'
import { Choice } from './quiz-form.tsx'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const
const MAX_SEAT = 100

/** Calls on a class, or on one seat of it, without a raised hand. */
export function CallForm() {
  const { t } = useTranslation('interaction')
  const { t: room } = useTranslation('room')
  const { lesson } = useLesson()
  const nameOf = useClassNames()
  const send = useCommand()
  const there = lesson.plan.legs
    .map(({ id }) => id)
    .filter((id) => ['ONLINE', 'DEGRADED'].includes(lesson.legs[id]?.status ?? ''))
  const [chosen, setChosen] = useState<string | null>(null)
  const [seat, setSeat] = useState('')
  const legId = chosen ?? there[0]
  const press = (digit: string) => {
    const next = Number(seat + digit)
    if (next >= 1 && next <= MAX_SEAT) setSeat(String(next))
  }
  const call = async () => {
    if (!legId) return
    const number = seat === '' ? null : Number(seat)
    if (await send({ type: 'call_on_stage', legId, handId: null, seat: number })) tray.set(null)
  }
  if (!legId) return <p className="side-empty">{room('start.blocked.no_class')}</p>
  return (
    <div className="tool-form">
      <Choice label={t('call.class')} values={there} value={legId} words={nameOf} onChange={setChosen} />
      <fieldset className="keys keys-digits">
        <legend>
          {t('call.seat')}
          <b>{seat === '' ? t('call.whole') : room('hands.seat', { seat })}</b>
        </legend>
        {DIGITS.map((digit) => (
          <button key={digit} type="button" onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
      </fieldset>
      <div className="tool-pair">
        <button type="button" className="thumb-button" disabled={seat === ''} onClick={() => setSeat('')}>
          {t('call.clear')}
        </button>
        <button type="button" className="thumb-button thumb-raise" onClick={() => void call()}>
          {t('call.submit')}
        </button>
      </div>
    </div>
  )
}
