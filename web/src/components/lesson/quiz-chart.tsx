import './quiz-chart.css'
import { LECTURE_CLASS, type LessonPlan, type Quiz } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { classNameIn } from './class-names.ts'
import { columnsOf, OTHERS, rowsOf, type ChartRow } from './quiz-chart.rules.ts'

/** The words for an answer: a letter, 对 or 错, or the number itself. */
export function useAnswerWords(): (answer: string) => string {
  const { t } = useTranslation('interaction')
  return (answer) => {
    if (answer === 'true' || answer === 'false') return t(`quiz.${answer}`)
    return answer === OTHERS ? t('quiz.others') : answer
  }
}

/** How each class answered, as bars; a class of few pupils says only that it answered. */
export function QuizChart({ quiz, plan }: { quiz: Quiz; plan: LessonPlan }) {
  const { t } = useTranslation('interaction')
  const words = useAnswerWords()
  const columns = columnsOf(quiz)
  const rows = rowsOf(quiz, plan)
  const right = quiz.result?.answer
  if (rows.length === 0) return <p className="chart-empty">{t('quiz.nobody')}</p>
  return (
    <table className="chart" data-testid="quiz-chart">
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col" className={column === right ? 'chart-right' : ''}>
              {column === right && <i aria-hidden="true">✓</i>}
              {words(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.place} row={row} quiz={quiz} plan={plan} columns={columns} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  row: ChartRow
  quiz: Quiz
  plan: LessonPlan
  columns: string[]
}

function Row({ row, quiz, plan, columns }: RowProps) {
  const { t } = useTranslation('interaction')
  const right = quiz.result?.answer
  const names: Record<string, string> = {
    all: t('quiz.together'),
    small: t('quiz.small', { classes: quiz.result?.small?.classes ?? 0 }),
    [LECTURE_CLASS]: classNameIn(plan, null),
  }
  return (
    <tr className={row.place === 'all' ? 'chart-all' : ''} data-place={row.place}>
      <th scope="row">{names[row.place] ?? classNameIn(plan, row.place)}</th>
      {row.counts === null ? (
        <td colSpan={columns.length} className="chart-hidden">
          {t('quiz.answered', { answered: row.answered })} · {t('quiz.hidden')}
        </td>
      ) : (
        row.counts.map((count, index) => (
          <td key={columns[index]} className={columns[index] === right ? 'chart-right' : ''}>
            <i style={{ transform: `scaleX(${row.answered ? count / row.answered : 0})` }} />
            <b>{count}</b>
          </td>
        ))
      )}
    </tr>
  )
}
