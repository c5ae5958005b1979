import { useTranslation } from 'react-i18next'
import { useCommand } from '../../room-context.tsx'
import { CountEntry } from '../count-entry.tsx'
import { tray } from '../tray-store.ts'
import { useInteraction } from '../use-interaction.ts'
import { enteredFor, rememberEntered } from '../entered.ts'

/** The class in the lecturer's room has no headcount on the desk. */
const MOST_PUPILS = 100

/** The lecturer enters what the class in the own room answered. */
export function OwnClass() {
  const { t } = useTranslation('interaction')
  const { quiz } = useInteraction()
  const send = useCommand()
  if (!quiz || quiz.closedAt !== null) return <p className="side-empty">{t('quiz.nobody')}</p>
  return (
    <CountEntry
      quiz={quiz}
      present={MOST_PUPILS}
      entered={enteredFor(quiz.id)}
      action={t('quiz.submitOwn')}
      onSubmit={(counts) => {
        rememberEntered(quiz.id, counts)
        tray.set(null)
        void send({ type: 'answer_quiz', quizId: quiz.id, legId: null, counts })
      }}
    />
  )
}
