import type { SessionCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { dateOf, dayName } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { SessionRow } from '../parts/session-row.tsx'

interface Props {
  days: readonly string[]
  byDay: ReadonlyMap<string, readonly SessionCard[]>
  /** Days without a session are shown too. */
  withEmpty?: boolean
}

/** Days one under the other: a week, or a month on a phone. */
export function DayList({ days, byDay, withEmpty = false }: Props) {
  const { t, i18n } = useTranslation('research')
  const { t: common } = useTranslation()
  const today = dateOf(useNow(60_000))
  return (
    <ol className="days">
      {days
        .filter((day) => withEmpty || byDay.has(day))
        .map((day) => (
          <li key={day} data-today={day === today}>
            <h2>
              {dayName(new Date(`${day}T12:00:00`).getTime(), i18n.language)}
              {day === today && <span className="pill pill-ready">{common('today')}</span>}
            </h2>
            {byDay.has(day) ? (
              <ul className="session-rows">
                {byDay.get(day)?.map((card) => (
                  <SessionRow key={card.id} card={card} />
                ))}
              </ul>
            ) : (
              <p className="quiet">{t('list.free')}</p>
            )}
          </li>
        ))}
    </ol>
  )
}
