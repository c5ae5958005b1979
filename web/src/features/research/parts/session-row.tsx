import type { SessionCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { dateOf, timeOf } from '../../../lib/time.ts'
import { Company, CountedPill, SessionStatePill, useSessionScope } from './research-words.tsx'

/** A session in a list: when, what, by whom; `dated` where the list has no days. */
export function SessionRow({ card, dated = false }: { card: SessionCard; dated?: boolean }) {
  const { t } = useTranslation('research')
  const scope = useSessionScope()
  return (
    <li>
      <Link className="session-row card" data-mine={card.mine} to={paths.researchSession(card.id)}>
        <span className="session-row-time">
          {card.startsAt === null ? '—' : dated ? dateOf(card.startsAt).slice(5) : timeOf(card.startsAt)}
          <small>{t('minutes', { count: card.plannedMinutes })}</small>
        </span>
        <span className="session-row-words">
          <span className="session-row-head">
            <strong>{card.theme}</strong>
            <SessionStatePill state={card.state} />
            <CountedPill card={card} />
            {card.mine && <span className="session-mine">{t('list.mine')}</span>}
          </span>
          <span>{scope(card)}</span>
          <span className="quiet session-row-foot">
            {card.communityName ?? card.hostOrgName} · {t('preparer', { name: card.mainPreparerName })} ·{' '}
            <Company of={card} />
          </span>
        </span>
      </Link>
    </li>
  )
}
