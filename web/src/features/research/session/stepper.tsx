import { CheckOutlined } from '@ant-design/icons'
import type { SessionDetail, SessionState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { dateOf } from '../../../lib/time.ts'

/** The way of a session with the days on which it took its steps; where it is now stands out. */
export function Stepper({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const { card, path, steps } = detail
  const last = card.state === 'CANCELLED' ? steps.at(-2)?.state : card.state
  const at = path.indexOf(last as SessionState)
  return (
    <ol className="stepper" data-cancelled={card.state === 'CANCELLED'}>
      {path.map((state, index) => {
        const reached = index <= at ? steps.findLast((step) => step.state === state) : undefined
        const place = index < at ? 'done' : index === at ? 'now' : 'coming'
        return (
          <li key={state} data-place={place} aria-current={place === 'now' ? 'step' : undefined}>
            <span className="stepper-dot">
              {place === 'done' || (place === 'now' && state === 'CLOSED') ? <CheckOutlined /> : index + 1}
            </span>
            <strong>{t(`state.${state}`)}</strong>
            <small>{reached ? dateOf(reached.at).slice(5) : dueOf(detail, state)}</small>
            {state === 'SECOND_PREP' && card.round > 1 && (
              <span className="stepper-round">{t('round', { count: card.round })}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** What is agreed for a state that lies ahead. */
function dueOf({ card }: SessionDetail, state: SessionState): string {
  if (state === 'DISCUSSION' && card.startsAt !== null) return dateOf(card.startsAt).slice(5)
  if (state === 'INDIVIDUAL_PREP' && card.prepDueOn) return `≤ ${card.prepDueOn.slice(5)}`
  return ''
}
