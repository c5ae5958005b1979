import { LECTURE_CLASS, type Quiz } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson } from '../../room-context.tsx'
import { countdown } from '../interaction.rules.ts'
import { QuizChart } from '../../../../../components/lesson/quiz-chart.tsx'
import { tray } from '../tray-store.ts'
import { useClassNames, useFineNow, useInteraction } from '../use-interaction.ts'

/** The question that is open, or its result, at the lecturer's side. */
export function QuizCard() {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const { quiz } = useInteraction()
  const send = useCommand()
  if (!quiz) return null
  const isOpen = quiz.closedAt === null
  return (
    <section className="side-card quiz-card" aria-label={t('tools.quiz')} data-testid="quiz-card">
      <h2>
        {t('quiz.numbered', { number: quiz.number })} · {t(`quiz.${quiz.quizKind}`)}
        {isOpen && <TimeLeft quiz={quiz} />}
      </h2>
      {isOpen ? <Turnout quiz={quiz} /> : <QuizChart quiz={quiz} plan={lesson.plan} />}
      <div className="quiz-card-actions">
        {isOpen ? (
          <>
            <button type="button" className="desk-button" onClick={() => tray.set('own_class')}>
              {t('quiz.ownClass')}
            </button>
            <button
              type="button"
              className="desk-button desk-button-on"
              onClick={() => void send({ type: 'close_quiz', quizId: quiz.id })}
            >
              {t('quiz.close')}
            </button>
          </>
        ) : (
          <button
            type="button"
            className="desk-button desk-button-chalk"
            onClick={() => void send({ type: 'put_away_quiz', quizId: quiz.id })}
          >
            {t('quiz.putAway')}
          </button>
        )}
      </div>
    </section>
  )
}

export function TimeLeft({ quiz }: { quiz: Quiz }) {
  const { t } = useTranslation('interaction')
  const now = useFineNow(quiz.endsAt !== null)
  if (quiz.endsAt === null) return null
  const isUp = now >= quiz.endsAt
  return <em className={isUp ? 'time-up' : ''}>{isUp ? t('quiz.timeUp') : countdown(quiz.endsAt, now)}</em>
}

function Turnout({ quiz }: { quiz: Quiz }) {
  const { t } = useTranslation('interaction')
  const { plan } = useLesson().lesson
  const nameOf = useClassNames()
  const places = [LECTURE_CLASS, ...plan.legs.map(({ id }) => id)]
  return (
    <ul className="turnout">
      {places.map((place) => {
        const turnout = quiz.classes[place]
        return (
          <li key={place} className={turnout ? 'turnout-in' : ''} data-place={place}>
            <span>{nameOf(place === LECTURE_CLASS ? null : place)}</span>
            <b>
              {!turnout && t('quiz.noTurnout')}
              {turnout &&
                (place === LECTURE_CLASS
                  ? t('quiz.answered', { answered: turnout.answered })
                  : t('quiz.turnout', turnout))}
            </b>
          </li>
        )
      })}
    </ul>
  )
}
