import type { ProgrammeCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../../config/paths.ts'
import { EnrolmentPill, ProgrammeStatePill } from '../parts/programme-words.tsx'

/** A programme in a list: what, for whom, when, and how full it is. */
export function ProgrammeRow({ card }: { card: ProgrammeCard }) {
  const { t } = useTranslation('programmes')
  return (
    <li>
      <Link className="programme-row card" to={paths.programme(card.id)}>
        <span className="programme-hours" aria-hidden="true">
          <b>{card.hours}</b>
          {t('hoursUnit')}
        </span>
        <span className="programme-row-words">
          <span className="programme-row-head">
            <strong>{card.title}</strong>
            <ProgrammeStatePill state={card.state} />
            {card.mine && <EnrolmentPill state={card.mine} />}
          </span>
          <span>
            {t(`level.${card.level}`)} · {t(`type.${card.type}`)} · {t(`audience.${card.audience}`)} ·{' '}
            {card.orgName}
          </span>
          <span className="quiet programme-row-foot">
            <span>
              {card.startsOn} – {card.endsOn}
            </span>
            <span>{t('card.sessions', { count: card.sessions })}</span>
            <span>{t('card.taken', { taken: card.taken, places: card.places, rural: card.ruralTaken })}</span>
            {card.waiting > 0 && <span>{t('card.waiting', { count: card.waiting })}</span>}
          </span>
        </span>
      </Link>
    </li>
  )
}
