import type { SchoolCalendar } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { dayName } from '../../../lib/time.ts'

/** Where today stands in the school year, in one line on the board. */
export function TodayLine({ today }: { today: SchoolCalendar['today'] }) {
  const { t, i18n } = useTranslation('calendar')
  const { week, isOddWeek, isTeaching, weekday, name } = today
  const followed = t(`weekdayLong.${String(weekday) as '1'}`)
  return (
    <p className="today-line">
      <strong>{t('today.head')}</strong>
      <span>{dayName(Date.parse(`${today.day}T12:00:00`), i18n.language)}</span>
      {week === null ? (
        <span>{t('today.noTerm')}</span>
      ) : (
        <>
          <span className="today-week">{t('today.week', { week })}</span>
          <span>{t(isOddWeek ? 'today.odd' : 'today.even')}</span>
        </>
      )}
      <span>{isTeaching ? t('today.teaching', { weekday: followed }) : t('today.off')}</span>
      {name !== null && <span className="today-name">{name}</span>}
    </p>
  )
}
