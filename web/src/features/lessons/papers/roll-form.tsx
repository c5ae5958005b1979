import './roll.css'
import type { Headcount, LegRoll } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PaperState } from './paper-state.tsx'
import {
  countBy,
  draftOf,
  draftOfPaper,
  expectPupils,
  gapOf,
  MAX_PUPILS,
  paperOf,
  touchSeat,
  type RollDraft,
} from './roll.rules.ts'
import { usePaper } from './use-papers.ts'

interface Props {
  lessonId: string
  legId: string
  personId: string
  /** By the class list. */
  pupils: number
  roll: LegRoll | null
  /** Numbers that the room knows; null before anybody counted. */
  told: Headcount | null
  /** It is locked: a change needs a reason. */
  needsReason?: boolean
  onDone?: () => void
}

/** 点名: seat by seat, or numbers at a glance. Every touch is kept in this browser; it is sent when there is a line. */
export function RollForm({ lessonId, legId, personId, pupils, roll, told, needsReason, onDone }: Props) {
  const { t } = useTranslation('papers')
  const { boxed, draft: keep, handIn, newKey } = usePaper({ lessonId, personId, kind: 'roll', legId })
  const kept = boxed?.state !== 'sent' && boxed?.sheet.kind === 'roll' ? boxed.sheet.body : null
  const [written, setWritten] = useState<RollDraft | null>(null)
  const [reason, setReason] = useState('')
  const draft = written ?? (kept ? draftOfPaper(kept) : draftOf(pupils, roll, told))
  const gap = gapOf(draft)
  const why = needsReason ? reason.trim() || null : null
  const change = (next: RollDraft) => {
    setWritten(next)
    if (gapOf(next) === 0) keep({ kind: 'roll', body: paperOf(next, newKey(), legId, why) })
  }
  const submit = () => {
    handIn({ kind: 'roll', body: paperOf(draft, newKey(), legId, why) })
    setWritten(null)
    onDone?.()
  }
  return (
    <form
      className="roll"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="roll-ways" role="tablist">
        {(['roll', 'quick'] as const).map((source) => (
          <button
            key={source}
            type="button"
            role="tab"
            aria-selected={draft.source === source}
            onClick={() => change(countBy(draft, source))}
          >
            {t(`roll.by.${source}`)}
          </button>
        ))}
      </div>
      {draft.source === 'roll' ? (
        <Seats draft={draft} onChange={change} />
      ) : (
        <Counts headcount={draft.headcount} onChange={(headcount) => change({ ...draft, headcount })} />
      )}
      <p className={gap === 0 ? 'roll-sum roll-right' : 'roll-sum roll-wrong'} role="status">
        {gap === 0 && t('roll.right', draft.headcount)}
        {gap > 0 && t('roll.missing', { count: gap })}
        {gap < 0 && t('roll.tooMany', { count: -gap })}
      </p>
      {needsReason && (
        <label className="roll-reason">
          <span>{t('roll.reason')}</span>
          <input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
      <div className="roll-end">
        <PaperState boxed={boxed} handedInAt={roll?.changedAt ?? null} />
        <button
          type="submit"
          className="roll-submit"
          disabled={gap !== 0 || (needsReason === true && why === null)}
        >
          {t('roll.submit')}
        </button>
      </div>
    </form>
  )
}

function Seats({ draft, onChange }: { draft: RollDraft; onChange: (draft: RollDraft) => void }) {
  const { t } = useTranslation('papers')
  const { expected } = draft.headcount
  return (
    <>
      <p className="roll-hint">{t('roll.seatHint')}</p>
      <div className="roll-seats">
        {Array.from({ length: expected }, (_, index) => index + 1).map((seat) => {
          const mark = draft.marks[seat] ?? 'present'
          return (
            <button
              key={seat}
              type="button"
              className={`seat seat-${mark}`}
              aria-label={t('roll.seat', { seat, mark: t(`roll.${mark}`) })}
              onClick={() => onChange(touchSeat(draft, seat))}
            >
              <b>{seat}</b>
              <span>{t(`roll.${mark}`)}</span>
            </button>
          )
        })}
      </div>
      <Stepper
        label={t('roll.expected')}
        value={expected}
        onChange={(value) => onChange(expectPupils(draft, value))}
      />
    </>
  )
}

const FIELDS = ['expected', 'present', 'leave', 'absent'] as const

function Counts({ headcount, onChange }: { headcount: Headcount; onChange: (count: Headcount) => void }) {
  const { t } = useTranslation('papers')
  return (
    <div className="roll-counts">
      {FIELDS.map((field) => (
        <Stepper
          key={field}
          label={t(`roll.${field}`)}
          value={headcount[field]}
          onChange={(value) => onChange({ ...headcount, [field]: value })}
        />
      ))}
    </div>
  )
}

interface StepperProps {
  label: string
  value: number
  onChange: (value: number) => void
}

function Stepper({ label, value, onChange }: StepperProps) {
  const { t } = useTranslation('papers')
  const set = (next: number) => onChange(Math.min(MAX_PUPILS, Math.max(0, next)))
  return (
    <div className="roll-stepper">
      <label>
        <span>{label}</span>
        <input
          inputMode="numeric"
          value={value}
          onFocus={(event) => event.target.select()}
          onChange={(event) => set(Number(event.target.value.replace(/\D/g, '').slice(0, 3)))}
        />
      </label>
      <button type="button" aria-label={t('roll.less', { label })} onClick={() => set(value - 1)}>
        −
      </button>
      <button type="button" aria-label={t('roll.more', { label })} onClick={() => set(value + 1)}>
        +
      </button>
    </div>
  )
}
