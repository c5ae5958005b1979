import type { Headcount } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useLeg, useLessonView } from '../room-context.tsx'
import { headcountGap } from '../room.rules.ts'

const FIELDS = ['expected', 'present', 'leave', 'absent'] as const
const MAX = 100

interface StepperProps {
  label: string
  value: number
  onChange: (value: number) => void
}

function Stepper({ label, value, onChange }: StepperProps) {
  const { t } = useTranslation('room')
  const set = (next: number) => onChange(Math.min(MAX, Math.max(0, next)))
  return (
    <div className="stepper">
      <label>
        <span>{label}</span>
        <input
          inputMode="numeric"
          value={value}
          onFocus={(event) => event.target.select()}
          onChange={(event) => set(Number(event.target.value.replace(/\D/g, '').slice(0, 3)))}
        />
      </label>
      <button type="button" aria-label={t('headcount.less', { label })} onClick={() => set(value - 1)}>
        −
      </button>
      <button type="button" aria-label={t('headcount.more', { label })} onClick={() => set(value + 1)}>
        +
      </button>
    </div>
  )
}

/** 应到 = 实到 + 请假 + 缺勤, said in plain words while it is filled in. Works without a line: it is sent when there is one. */
export function HeadcountForm({ legId, onDone }: { legId: string; onDone: () => void }) {
  const { t } = useTranslation('room')
  const { planned, leg } = useLeg(legId)
  const { line } = useLessonView()
  const send = useCommand()
  const [count, setCount] = useState<Headcount>(
    leg.headcount ?? { expected: planned.headcount, present: planned.headcount, leave: 0, absent: 0 },
  )
  const gap = headcountGap(count)
  const submit = () => {
    void send({ type: 'take_headcount', legId, headcount: count })
    onDone()
  }
  return (
    <form
      className="headcount"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {FIELDS.map((field) => (
        <Stepper
          key={field}
          label={t(`headcount.${field}`)}
          value={count[field]}
          onChange={(value) => setCount({ ...count, [field]: value })}
        />
      ))}
      <p
        className={gap === 0 ? 'headcount-sum headcount-right' : 'headcount-sum headcount-wrong'}
        role="status"
      >
        {gap === 0 && t('headcount.right', count)}
        {gap > 0 && t('headcount.missing', { count: gap })}
        {gap < 0 && t('headcount.tooMany', { count: -gap })}
      </p>
      {line !== 'live' && <p className="headcount-offline">{t('headcount.offline')}</p>}
      <button type="submit" className="thumb-button thumb-raise" disabled={gap !== 0}>
        {t('headcount.submit')}
      </button>
    </form>
  )
}
