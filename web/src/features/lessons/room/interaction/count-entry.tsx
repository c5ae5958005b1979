import './quiz.css'
import { answersOf, sumOf, type AnswerCount, type Quiz } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { numberAnswer } from './interaction.rules.ts'
import { useAnswerWords } from '../../../../components/lesson/quiz-chart.tsx'

interface Props {
  quiz: Quiz
  present: number
  /** What this device entered before. */
  entered: readonly AnswerCount[]
  action: string
  onSubmit: (counts: AnswerCount[]) => void
}

const MOST_NUMBERS = 10

const rowsFrom = (quiz: Quiz, entered: readonly AnswerCount[]): AnswerCount[] => {
  const fixed = answersOf(quiz)
  if (fixed.length === 0) return [...entered]
  return fixed.map((answer) => entered.find((one) => one.answer === answer) ?? { answer, count: 0 })
}

/** How many pupils gave which answer, on large keys; never more than are present. */
export function CountEntry({ quiz, present, entered, action, onSubmit }: Props) {
  const { t } = useTranslation('interaction')
  const [rows, setRows] = useState(() => rowsFrom(quiz, entered))
  const sum = sumOf(rows)
  const left = present - sum
  const set = (answer: string, count: number) =>
    setRows(rows.map((row) => (row.answer === answer ? { answer, count: clamp(count, row, left) } : row)))
  return (
    <form
      className="entry"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(rows)
      }}
    >
      {rows.map((row) => (
        <EntryRow key={row.answer} row={row} left={left} onChange={(count) => set(row.answer, count)} />
      ))}
      {quiz.quizKind === 'number' && rows.length < MOST_NUMBERS && (
        <NewNumber
          onAdd={(answer) =>
            setRows(rows.some((row) => row.answer === answer) ? rows : [...rows, { answer, count: 0 }])
          }
        />
      )}
      <p className="entry-sum" role="status">
        {t('quiz.count', { sum, present })}
        <button type="button" className="desk-button" onClick={() => setRows(rowsFrom(quiz, []))}>
          {t('quiz.clear')}
        </button>
      </p>
      <button type="submit" className="thumb-button thumb-raise" disabled={sum === 0}>
        {action}
      </button>
    </form>
  )
}

const clamp = (count: number, row: AnswerCount, left: number) =>
  Math.max(0, Math.min(count, row.count + Math.max(0, left)))

function EntryRow({
  row,
  left,
  onChange,
}: {
  row: AnswerCount
  left: number
  onChange: (count: number) => void
}) {
  const { t } = useTranslation('interaction')
  const answer = useAnswerWords()(row.answer)
  return (
    <div className="entry-row">
      <b>{answer}</b>
      <button
        type="button"
        aria-label={t('quiz.less', { answer })}
        disabled={row.count === 0}
        onClick={() => onChange(row.count - 1)}
      >
        −
      </button>
      <input
        inputMode="numeric"
        aria-label={t('quiz.countOf', { answer })}
        value={row.count}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange(Number(event.target.value.replace(/\D/g, '').slice(0, 3)))}
      />
      <button
        type="button"
        aria-label={t('quiz.more', { answer })}
        disabled={left <= 0}
        onClick={() => onChange(row.count + 1)}
      >
        +
      </button>
      <button
        type="button"
        className="entry-rest"
        aria-label={t('quiz.restOf', { answer })}
        disabled={left <= 0}
        onClick={() => onChange(row.count + left)}
      >
        {t('quiz.rest')}
      </button>
    </div>
  )
}

function NewNumber({ onAdd }: { onAdd: (answer: string) => void }) {
  const { t } = useTranslation('interaction')
  const [typed, setTyped] = useState('')
  const answer = numberAnswer(typed)
  const add = () => {
    if (answer === null) return
    onAdd(answer)
    setTyped('')
  }
  return (
    <div className="entry-new">
      <input
        inputMode="decimal"
        value={typed}
        aria-label={t('quiz.value')}
        placeholder={t('quiz.value')}
        maxLength={11}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <button type="button" className="desk-button" disabled={answer === null} onClick={add}>
        {t('quiz.addValue')}
      </button>
    </div>
  )
}
