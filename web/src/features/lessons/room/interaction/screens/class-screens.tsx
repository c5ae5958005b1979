import './screens.css'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useLesson } from '../../room-context.tsx'
import { ToolIcon } from '../desk/icons.tsx'
import { countdown } from '../interaction.rules.ts'
import { QuizChart, useAnswerWords } from '../../../../../components/lesson/quiz-chart.tsx'
import { useDrawing } from '../use-drawing.ts'
import { useClassNames, useFineNow, useInteraction } from '../use-interaction.ts'

/** A screen need not say for ever that the time is up, or how good somebody was. */
const UP_MS = 10_000
const PRAISE_MS = 6_000
const PICK_MS = 20_000

/** Over the pictures of a classroom's screen, to be read from eight metres. `legId`: our class; null for whoever watches. */
export function ClassScreens({ legId }: { legId: string | null }) {
  return (
    <Suspense fallback={null}>
      <div className="screens">
        <Chart />
        <Question />
        <Timer />
        <Pick legId={legId} />
        <Buzzer legId={legId} />
        <Praise legId={legId} />
        <Discussion legId={legId} />
      </div>
    </Suspense>
  )
}

function Timer() {
  const { t } = useTranslation('interaction')
  const { timer } = useInteraction()
  const now = useFineNow(timer !== null)
  if (!timer || now > timer.endsAt + UP_MS) return null
  const left = timer.endsAt - now
  return (
    <div className={left < 10_000 ? 'screen-timer screen-timer-last' : 'screen-timer'} data-testid="timer">
      {left > 0 ? countdown(timer.endsAt, now) : t('timer.up')}
    </div>
  )
}

function Question() {
  const { t } = useTranslation('interaction')
  const { quiz } = useInteraction()
  const now = useFineNow(quiz?.closedAt === null && quiz.endsAt !== null)
  if (!quiz || quiz.closedAt !== null) return null
  const isUp = quiz.endsAt !== null && now >= quiz.endsAt
  return (
    <div className="screen-quiz" role="status" data-testid="question">
      <b>{t('quiz.numbered', { number: quiz.number })}</b>
      {quiz.quizKind === 'choice' && <Letters options={quiz.options} />}
      <span>{t(`quiz.askHow.${quiz.quizKind}`)}</span>
      {quiz.endsAt !== null && (
        <strong className={isUp ? 'time-up' : ''}>
          {isUp ? t('quiz.timeUp') : countdown(quiz.endsAt, now)}
        </strong>
      )}
    </div>
  )
}

const Letters = ({ options }: { options: number }) => (
  <span className="screen-letters">
    {[...'ABCDEF'].slice(0, options).map((letter) => (
      <i key={letter}>{letter}</i>
    ))}
  </span>
)

function Chart() {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const { quiz } = useInteraction()
  const words = useAnswerWords()
  if (!quiz?.result) return null
  const { answer } = quiz.result
  return (
    <section className="screen-chart" aria-label={t('quiz.results')} data-testid="result">
      <h2>
        {t('quiz.numbered', { number: quiz.number })} · {t('quiz.results')}
        {answer !== null && <em>{t('quiz.right', { answer: words(answer) })}</em>}
      </h2>
      <QuizChart quiz={quiz} plan={lesson.plan} />
    </section>
  )
}

function Pick({ legId }: { legId: string | null }) {
  const { t } = useTranslation('interaction')
  const { pick } = useInteraction()
  const drawn = useDrawing(pick)
  const now = useFineNow(pick !== null)
  if (!pick || !drawn || now > pick.at + PICK_MS) return null
  const isOurs = !drawn.isDrawing && legId !== null && pick.legId === legId
  return (
    <div
      className={`screen-burst${drawn.isDrawing ? ' screen-drawing' : ''}${isOurs ? ' screen-ours' : ''}`}
      role="status"
      data-testid="pick"
    >
      <small>{t(drawn.isDrawing ? 'pick.drawing' : pick.called ? 'pick.called' : 'pick.title')}</small>
      <strong>{t('pick.seat', { seat: drawn.seat })}</strong>
      <span>{drawn.name}</span>
    </div>
  )
}

function Buzzer({ legId }: { legId: string | null }) {
  const { t } = useTranslation('interaction')
  const { buzzer } = useInteraction()
  const nameOf = useClassNames()
  if (!buzzer) return null
  const { winner } = buzzer
  if (!winner)
    return (
      <div className="screen-quiz screen-buzzer" role="status" data-testid="buzzer">
        <ToolIcon tool="buzzer" size={56} />
        <strong>{t('buzzer.press')}</strong>
      </div>
    )
  const isOurs = winner.legId === legId
  return (
    <div
      className={isOurs ? 'screen-burst screen-said screen-ours' : 'screen-burst screen-said'}
      role="status"
      data-testid="buzzer"
    >
      <small>{t('tools.buzzer')}</small>
      <strong>{isOurs ? t('buzzer.ours') : t('buzzer.lost', { name: nameOf(winner.legId) })}</strong>
    </div>
  )
}

function Praise({ legId }: { legId: string | null }) {
  const { t } = useTranslation('interaction')
  const { praise } = useInteraction()
  const nameOf = useClassNames()
  const now = useFineNow(praise !== null)
  if (!praise || now > praise.at + PRAISE_MS) return null
  const isOurs = praise.legId !== null && praise.legId === legId
  return (
    <div
      key={praise.id}
      className={isOurs ? 'screen-burst screen-praise screen-ours' : 'screen-burst screen-praise'}
      role="status"
      data-testid="praise"
    >
      <span className="screen-stars" aria-hidden="true">
        <ToolIcon tool="praise" size={96} />
        <ToolIcon tool="praise" size={144} />
        <ToolIcon tool="praise" size={96} />
      </span>
      <strong>
        {praise.legId === null && t('praise.shownAll')}
        {isOurs && t('praise.ours')}
        {praise.legId !== null && !isOurs && t('praise.shown', { name: nameOf(praise.legId) })}
      </strong>
    </div>
  )
}

function Discussion({ legId }: { legId: string | null }) {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const isHeard = legId !== null && lesson.stage?.legId !== legId && !lesson.legs[legId]?.muted
  if (lesson.interaction.teaching !== 'discussion' || lesson.status !== 'LIVE' || !isHeard) return null
  return <p className="screen-open">{t('discussion.open')}</p>
}
