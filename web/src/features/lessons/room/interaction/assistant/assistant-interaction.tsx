import './asked.css'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Sheet } from '../../assistant/sheet.tsx'
import { AlarmIcon } from '../../parts/icons.tsx'
import { useCommand, useLeg, useLesson } from '../../room-context.tsx'
import { CountEntry } from '../count-entry.tsx'
import { ToolIcon } from '../desk/icons.tsx'
import { TimeLeft } from '../desk/quiz-card.tsx'
import { enteredFor, rememberEntered } from '../entered.ts'
import { countdown } from '../interaction.rules.ts'
import { QuizChart, useAnswerWords } from '../../../../../components/lesson/quiz-chart.tsx'
import { useClassNames, useFineNow, useInteraction } from '../use-interaction.ts'
import { useDrawing } from '../use-drawing.ts'

/** What the assistant is asked for now; nothing when nobody asks. */
export function AssistantInteraction({ legId }: { legId: string }) {
  return (
    <Suspense fallback={null}>
      <Asked legId={legId} />
    </Suspense>
  )
}

function Asked({ legId }: { legId: string }) {
  const { leg } = useLeg(legId)
  return (
    <div className="asked">
      <Microphone legId={legId} />
      {!leg.fallback && <BuzzButton legId={legId} />}
      {!leg.fallback && <QuizAction legId={legId} />}
      <Result />
      <Now legId={legId} />
    </div>
  )
}

function Microphone({ legId }: { legId: string }) {
  const { t } = useTranslation('interaction')
  const trouble = useInteraction().microphones[legId]
  if (!trouble) return null
  return (
    <div className="asked-alarm" role="alert">
      <AlarmIcon size={30} />
      <span>
        <b>{t(`microphone.${trouble}`)}</b>
        {t(trouble === 'silent' ? 'microphone.silentHint' : 'microphone.clippingHint')}
      </span>
    </div>
  )
}

function BuzzButton({ legId }: { legId: string }) {
  const { t } = useTranslation('interaction')
  const { buzzer } = useInteraction()
  const nameOf = useClassNames()
  const send = useCommand()
  if (!buzzer) return null
  const { winner } = buzzer
  if (winner)
    return (
      <p className={winner.legId === legId ? 'asked-line asked-ours' : 'asked-line'} role="status">
        <ToolIcon tool="buzzer" />
        {winner.legId === legId ? t('buzzer.ours') : t('buzzer.lost', { name: nameOf(winner.legId) })}
      </p>
    )
  return (
    <button type="button" className="asked-buzz" onClick={() => void send({ type: 'buzz', legId })}>
      <ToolIcon tool="buzzer" size={40} />
      {t('buzzer.press')}
    </button>
  )
}

function QuizAction({ legId }: { legId: string }) {
  const { t } = useTranslation('interaction')
  const { planned, leg } = useLeg(legId)
  const { quiz } = useInteraction()
  const send = useCommand()
  const [isEntering, setEntering] = useState(false)
  if (!quiz || quiz.closedAt !== null) return null
  const mine = quiz.classes[legId]
  return (
    <>
      <button
        type="button"
        className={mine ? 'asked-quiz asked-done' : 'asked-quiz'}
        onClick={() => setEntering(true)}
      >
        <ToolIcon tool="quiz" size={36} />
        <span>
          <b>
            {t('quiz.ask')} · {t('quiz.numbered', { number: quiz.number })}
          </b>
          {mine ? t('quiz.askDone', { answered: mine.answered }) : t('quiz.askHint')}
        </span>
        <TimeLeft quiz={quiz} />
      </button>
      {isEntering && (
        <Sheet title={t('quiz.sheet', { number: quiz.number })} onClose={() => setEntering(false)}>
          <CountEntry
            quiz={quiz}
            present={leg.headcount?.present ?? (planned.headcount || 100)}
            entered={enteredFor(quiz.id)}
            action={t('quiz.submit')}
            onSubmit={(counts) => {
              rememberEntered(quiz.id, counts)
              setEntering(false)
              void send({ type: 'answer_quiz', quizId: quiz.id, legId, counts })
            }}
          />
        </Sheet>
      )}
    </>
  )
}

function Result() {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const { quiz } = useInteraction()
  const words = useAnswerWords()
  if (!quiz?.result) return null
  const { answer } = quiz.result
  return (
    <section className="asked-result" aria-label={t('quiz.results')}>
      <h2>
        {t('quiz.numbered', { number: quiz.number })} · {t('quiz.results')}
        {answer !== null && <em>{t('quiz.right', { answer: words(answer) })}</em>}
      </h2>
      <QuizChart quiz={quiz} plan={lesson.plan} />
    </section>
  )
}

/** Timer and pick in a line. */
function Now({ legId }: { legId: string }) {
  const { t } = useTranslation('interaction')
  const { timer, pick } = useInteraction()
  const drawn = useDrawing(pick)
  const now = useFineNow(timer !== null)
  return (
    <>
      {timer && (
        <p className="asked-line" role="timer">
          <ToolIcon tool="timer" />
          {t('timer.running')}
          <b>{now >= timer.endsAt ? t('timer.up') : countdown(timer.endsAt, now)}</b>
        </p>
      )}
      {pick && drawn && !drawn.isDrawing && (
        <p className={pick.legId === legId ? 'asked-line asked-ours' : 'asked-line'} role="status">
          <ToolIcon tool="pick" />
          {t(pick.called ? 'pick.called' : 'pick.title')}
          <b>
            {drawn.name} {t('pick.seat', { seat: drawn.seat })}
          </b>
        </p>
      )}
    </>
  )
}
