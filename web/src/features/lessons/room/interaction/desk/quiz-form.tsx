import { answersOf, type QuizKind } from '@tongke/contract'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../room-context.tsx'
import { numberAnswer } from '../interaction.rules.ts'
import { useAnswerWords } from '../../../../../components/lesson/quiz-chart.tsx'
import { tray } from '../tray-store.ts'

const KINDS: readonly QuizKind[] = ['choice', 'judge', 'number']
const LIMITS = [null, 30, 60, 120] as const

/** A row of large keys of which one is pressed. */
export function Choice<T extends string | number | null>({
  label,
  values,
  value,
  words,
  onChange,
}: {
  label: string
  values: readonly T[]
  value: T
  words: (value: T) => ReactNode
  onChange: (value: T) => void
}) {
  return (
    <fieldset className="keys">
      <legend>{label}</legend>
      {values.map((one) => (
        <button key={String(one)} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
          {words(one)}
        </button>
      ))}
    </fieldset>
  )
}

/** Asks a question: what kind, how many letters, which is right, how long. The question itself is spoken or on the page. */
export function QuizForm() {
  const { t } = useTranslation('interaction')
  const send = useCommand()
  const words = useAnswerWords()
  const [quizKind, setKind] = useState<QuizKind>('choice')
  const [letters, setLetters] = useState(4)
  const [right, setRight] = useState<string | null>(null)
  const [seconds, setSeconds] = useState<number | null>(30)
  const options = quizKind === 'choice' ? letters : 0
  const possible = answersOf({ quizKind, options })
  const answer = quizKind === 'number' ? numberAnswer(right ?? '') : right
  const start = async () => {
    if (await send({ type: 'start_quiz', quizKind, options, seconds, answer })) tray.set(null)
  }
  return (
    <form
      className="tool-form"
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      <Choice
        label={t('quiz.kind')}
        values={KINDS}
        value={quizKind}
        words={(kind) => t(`quiz.${kind}`)}
        onChange={(kind) => {
          setKind(kind)
          setRight(null)
        }}
      />
      {quizKind === 'choice' && (
        <Choice
          label={t('quiz.options')}
          values={[2, 3, 4, 5, 6]}
          value={letters}
          words={(count) => `A–${'ABCDEF'[count - 1]}`}
          onChange={(count) => {
            setLetters(count)
            setRight(null)
          }}
        />
      )}
      {quizKind === 'number' ? (
        <label className="tool-number">
          {t('quiz.answerNumber')}
          <input
            inputMode="decimal"
            value={right ?? ''}
            maxLength={11}
            onChange={(e) => setRight(e.target.value)}
          />
        </label>
      ) : (
        <Choice
          label={t('quiz.answer')}
          values={[null, ...possible]}
          value={right}
          words={(one) => (one === null ? t('quiz.unset') : words(one))}
          onChange={setRight}
        />
      )}
      <Choice
        label={t('quiz.limit')}
        values={LIMITS}
        value={seconds as (typeof LIMITS)[number]}
        words={(one) => (one === null ? t('quiz.unlimited') : t('quiz.seconds', { count: one }))}
        onChange={setSeconds}
      />
      <button type="submit" className="thumb-button thumb-raise">
        {t('quiz.start')}
      </button>
    </form>
  )
}
