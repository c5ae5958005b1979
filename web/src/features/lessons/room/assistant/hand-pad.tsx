import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../room-context.tsx'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const MAX_SEAT = 100

/** Seat number on large keys; a hand may also be the whole class's. */
export function HandPad({ legId, onDone }: { legId: string; onDone: () => void }) {
  const { t } = useTranslation('room')
  const send = useCommand()
  const [seat, setSeat] = useState('')
  const press = (digit: string) =>
    setSeat((typed) => (Number(typed + digit) <= MAX_SEAT ? typed + digit : typed))
  const raise = (chosen: number | null) => {
    void send({ type: 'raise_hand', legId, seat: chosen })
    onDone()
  }
  const number = Number(seat)
  return (
    <div className="pad">
      <output className="pad-seat" aria-label={t('hand.seat')}>
        {seat ? t('hands.seat', { seat }) : t('hand.type')}
      </output>
      <div className="pad-keys">
        {KEYS.map((digit) => (
          <button key={digit} type="button" onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className="pad-word" onClick={() => setSeat('')}>
          {t('hand.clear')}
        </button>
        <button type="button" onClick={() => press('0')} disabled={!seat}>
          0
        </button>
        <button
          type="button"
          className="pad-word"
          onClick={() => setSeat(seat.slice(0, -1))}
          aria-label={t('hand.back')}
        >
          ⌫
        </button>
      </div>
      <div className="pad-actions">
        <button type="button" className="thumb-button" onClick={() => raise(null)}>
          {t('hands.whole')}
        </button>
        <button
          type="button"
          className="thumb-button thumb-raise"
          disabled={number < 1}
          onClick={() => raise(number)}
        >
          {t('hand.raise')}
        </button>
      </div>
    </div>
  )
}
