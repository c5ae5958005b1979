import type { AskedQuiz, Replay } from '@tongke/contract'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { QuizChart, useAnswerWords } from '../../../components/lesson/quiz-chart.tsx'
import type { ReplayPlayer } from '../../../live/replay/replay-player.ts'
import { clockText } from '../../../components/replay/clock-text.ts'

interface Props {
  replay: Replay
  player: ReplayPlayer
  asked: readonly AskedQuiz[]
  /** The question whose result is looked at. */
  openId: string | null
  onOpen: (id: string | null) => void
}

/** What was asked and how each class answered, as the room was shown it; a touch goes there and opens the result. */
export function ReplayQuizzes({ replay, player, asked, openId, onOpen }: Props) {
  const { t } = useTranslation(['interaction', 'replay'])
  if (asked.length === 0) return null
  return (
    <section className="replay-quizzes card" aria-label={t('replay:quizzes')}>
      <h2>{t('replay:quizzes')}</h2>
      <ol>
        {asked.map(({ at, quiz }) => (
          <li key={quiz.id}>
            <button
              type="button"
              aria-expanded={quiz.id === openId}
              onClick={() => {
                if (quiz.id !== openId) player.seek(at)
                onOpen(quiz.id === openId ? null : quiz.id)
              }}
            >
              <time>{clockText(at)}</time>
              <span>
                {t('quiz.numbered', { number: quiz.number })} · {t(`quiz.${quiz.quizKind}`)}
              </span>
            </button>
            {quiz.id === openId && <Result quiz={quiz} plan={replay.plan} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Result({ quiz, plan }: Pick<AskedQuiz, 'quiz'> & Pick<Replay, 'plan'>) {
  const { t } = useTranslation(['interaction', 'replay'])
  const words = useAnswerWords()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which must not be taken for the end of the effect.
    void box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const answer = quiz.result?.answer
  return (
    <div className="replay-result" ref={box}>
      {answer && <p>{t('quiz.right', { answer: words(answer) })}</p>}
      {quiz.result ? <QuizChart quiz={quiz} plan={plan} /> : <p>{t('replay:quizOpen')}</p>}
    </div>
  )
}
