import type { SessionCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { dateOf, timeOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'

interface Props {
  weeks: readonly (readonly string[])[]
  /** `YYYY-MM`: days of other months are shown pale. */
  month: string
  byDay: ReadonlyMap<string, readonly SessionCard[]>
}

/** A month at a glance, for screens that are wide enough. */
export function MonthGrid({ weeks, month, byDay }: Props) {
  const { i18n } = useTranslation()
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' })
  const today = dateOf(useNow(60_000))
  return (
    <table className="month card">
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col">
              {weekday.format(new Date(`${day}T00:00:00Z`))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td key={day} data-other={!day.startsWith(month)} data-today={day === today}>
                <time dateTime={day}>{Number(day.slice(8))}</time>
                {byDay.get(day)?.map((card) => (
                  <Session key={card.id} card={card} />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Session({ card }: { card: SessionCard }) {
  const { t } = useTranslation('research')
  const { t: common } = useTranslation()
  return (
    <Link
      className="month-session"
      data-mine={card.mine}
      data-closed={card.state === 'CLOSED'}
      to={paths.researchSession(card.id)}
    >
      <span>
        {timeOf(card.startsAt ?? 0)} {common(`subject.${card.subject}`)}
      </span>
      <strong>{card.theme}</strong>
      <small>
        {t(`state.${card.state}`)}
        {card.counted !== null && ` · ${t(card.counted ? 'counting.yes' : 'counting.no')}`}
      </small>
    </Link>
  )
}
