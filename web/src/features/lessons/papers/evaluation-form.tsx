import {
  EVALUATION_ITEMS,
  type EvaluationItem,
  type EvaluationMarks,
  type EvaluatorRole,
  type LegPapers,
} from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PaperState } from './paper-state.tsx'
import { usePaper } from './use-papers.ts'

const STEPS = [1, 2, 3, 4, 5] as const

interface Draft {
  readonly marks: Partial<EvaluationMarks>
  readonly remark: string
}

const isWhole = (marks: Partial<EvaluationMarks>): marks is EvaluationMarks =>
  EVALUATION_ITEMS.every((item) => marks[item] !== undefined)

interface Props {
  lessonId: string
  personId: string
  leg: LegPapers
  role: EvaluatorRole
}

/** Five items from 1 to 5 and a word, about one class. It is kept here while it is written and can be changed for a week. */
export function EvaluationForm({ lessonId, personId, leg, role }: Props) {
  const { t } = useTranslation('papers')
  const { legId } = leg
  const { boxed, draft: keep, handIn, newKey } = usePaper({ lessonId, personId, kind: 'evaluation', legId })
  const known = leg.evaluations.find((one) => one.role === role)
  const kept = boxed?.sheet.kind === 'evaluation' ? boxed.sheet.body : undefined
  const [written, setWritten] = useState<Draft | null>(null)
  const unsent = boxed?.state === 'sent' ? undefined : kept
  const draft: Draft = written ?? unsent ?? known ?? kept ?? { marks: {}, remark: '' }
  const { marks, remark } = draft
  const change = (next: Draft) => {
    setWritten(next)
    if (isWhole(next.marks))
      keep({
        kind: 'evaluation',
        body: { key: newKey(), legId, marks: next.marks, remark: next.remark.trim() },
      })
  }
  return (
    <form
      className="paper evaluation"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isWhole(marks)) return
        handIn({ kind: 'evaluation', body: { key: newKey(), legId, marks, remark: remark.trim() } })
        setWritten(null)
      }}
    >
      {EVALUATION_ITEMS.map((item) => (
        <Item
          key={item}
          item={item}
          mark={marks[item]}
          onMark={(mark) => change({ ...draft, marks: { ...marks, [item]: mark } })}
        />
      ))}
      <label className="paper-remark">
        <span>{t('evaluation.remark')}</span>
        <textarea
          rows={2}
          maxLength={500}
          value={remark}
          onChange={(event) => change({ ...draft, remark: event.target.value })}
        />
      </label>
      <div className="paper-end">
        <PaperState boxed={boxed} handedInAt={known?.changedAt ?? null} />
        <button type="submit" className="button button-primary button-big" disabled={!isWhole(marks)}>
          {t('evaluation.submit')}
        </button>
      </div>
    </form>
  )
}

interface ItemProps {
  item: EvaluationItem
  mark: number | undefined
  onMark: (mark: number) => void
}

function Item({ item, mark, onMark }: ItemProps) {
  const { t } = useTranslation('papers')
  return (
    <fieldset className="evaluation-item">
      <legend>
        {t(`evaluation.${item}`)} <small>{t(`evaluation.hint.${item}`)}</small>
      </legend>
      <div role="radiogroup" aria-label={t(`evaluation.${item}`)}>
        {STEPS.map((step) => (
          <button
            key={step}
            type="button"
            role="radio"
            aria-checked={mark === step}
            aria-label={t('evaluation.mark', { mark: step, word: t(`evaluation.step.${step}`) })}
            onClick={() => onMark(step)}
          >
            <b>{step}</b>
            <span>{t(`evaluation.step.${step}`)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  )
}
