import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minutesSeconds } from '../../parts/time-words.ts'
import { useCommand } from '../../room-context.tsx'
import { tray } from '../tray-store.ts'
import { Choice } from './quiz-form.tsx'

const PRESETS = [30, 60, 120, 180, 300] as const
const STEP = 30
const MAX = 3600

/** A countdown on all screens. */
export function TimerForm() {
  const { t } = useTranslation('interaction')
  const send = useCommand()
  const [seconds, setSeconds] = useState<number>(60)
  const set = (next: number) => setSeconds(Math.min(MAX, Math.max(STEP, next)))
  const start = async () => {
    if (await send({ type: 'start_timer', seconds })) tray.set(null)
  }
  return (
    <div className="tool-form">
      <div className="tool-dial">
        <button type="button" aria-label={t('timer.less')} onClick={() => set(seconds - STEP)}>
          −
        </button>
        <output>{minutesSeconds(seconds * 1000)}</output>
        <button type="button" aria-label={t('timer.more')} onClick={() => set(seconds + STEP)}>
          +
        </button>
      </div>
      <Choice
        label={t('timer.title')}
        values={PRESETS as readonly number[]}
        value={seconds}
        words={(one) =>
          one < 60 ? t('quiz.seconds', { count: one }) : t('quiz.minutes', { count: one / 60 })
        }
        onChange={setSeconds}
      />
      <button type="button" className="thumb-button thumb-raise" onClick={() => void start()}>
        {t('timer.start')}
      </button>
    </div>
  )
}
