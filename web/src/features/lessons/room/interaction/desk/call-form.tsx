import type { LessonCommand } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson } from '../../room-context.tsx'
import { tray } from '../tray-store.ts'
import { useClassNames } from '../use-interaction.ts'
import { Choice } from './quiz-form.tsx'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const
const MAX_SEAT = 100
/** The lecture class: it is in the room, only a seat of it can be called. */
const OWN = 'own'

/** Calls on a class, or on one seat of it, without a raised hand; in the own room on a seat. */
export function CallForm() {
  const { t } = useTranslation('interaction')
  const { t: room } = useTranslation('room')
  const { lesson } = useLesson()
  const nameOf = useClassNames()
  const send = useCommand()
  const online = lesson.plan.legs
    .map(({ id }) => id)
    .filter((id) => ['ONLINE', 'DEGRADED'].includes(lesson.legs[id]?.status ?? ''))
  const there = [...online, OWN]
  const [chosen, setChosen] = useState<string | null>(null)
  const [seat, setSeat] = useState('')
  const legId = chosen ?? online[0] ?? OWN
  const isOwn = legId === OWN
  const press = (digit: string) => {
    const next = Number(seat + digit)
    if (next >= 1 && next <= MAX_SEAT) setSeat(String(next))
  }
  const done = async (command: LessonCommand) => {
    if (await send(command)) tray.set(null)
  }
  const call = async () => {
    const number = seat === '' ? null : Number(seat)
    if (!isOwn) return done({ type: 'call_on_stage', legId, handId: null, seat: number })
    if (number !== null) await done({ type: 'call_own_seat', seat: number })
  }
  return (
    <div className="tool-form">
      <Choice
        label={t('call.class')}
        values={there}
        value={legId}
        words={(id) => nameOf(id === OWN ? null : id)}
        onChange={setChosen}
      />
      <fieldset className="keys keys-digits">
        <legend>
          {t(isOwn ? 'call.ownSeat' : 'call.seat')}
          <b>{seat === '' ? (isOwn ? '–' : t('call.whole')) : room('hands.seat', { seat })}</b>
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
        <button
          type="button"
          className="thumb-button thumb-raise"
          disabled={isOwn && seat === ''}
          onClick={() => void call()}
        >
          {t(isOwn ? 'call.own' : 'call.submit')}
        </button>
      </div>
    </div>
  )
}
