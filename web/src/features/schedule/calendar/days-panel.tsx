import { getCalendar, type SchoolCalendar } from '@tongke/contract'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { CalendarDrawer } from './calendar-drawer.tsx'
import { gridOf, weekdayOf } from './calendar-grid.ts'

const KINDS = ['holiday', 'exam', 'flexible', 'swap'] as const
const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const
const TONES = { NOT_STARTED: '', IN_PROGRESS: 'pill-ok', FINISHED: '' } as const

/** Both terms of a school year as a paper calendar, with a list of what is not ordinary. */
export function DaysPanel({ schoolYear }: { schoolYear: number }) {
  const { t } = useTranslation('calendar')
  const [editing, setEditing] = useState(false)
  const query = useEndpoint(getCalendar, { query: { schoolYear } })
  const calendar = query.data?.schoolYear === schoolYear ? query.data : undefined
  if (query.error && !calendar) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!calendar) return <Skeleton active paragraph={{ rows: 10 }} />
  const edit = calendar.maySet && (
    <Button type={calendar.terms.length === 0 ? 'primary' : 'default'} onClick={() => setEditing(true)}>
      {t(calendar.terms.length === 0 ? 'create' : 'edit')}
    </Button>
  )
  return (
    <>
      {calendar.terms.length === 0 ? (
        <div className="card">
          <BlankState title={t('empty')} hint={t('emptyHint')} action={edit} />
        </div>
      ) : (
        <>
          <div className="calendar-legend">
            <ul aria-label={t('legend')}>
              {KINDS.map((kind) => (
                <li key={kind}>
                  <span className="day-mark" data-kind={kind} />
                  {t(`kind.${kind}`)}
                </li>
              ))}
            </ul>
            {edit}
          </div>
          <div className="calendar-terms">
            {calendar.terms.map((term) => (
              <TermGrid key={term.id} term={term} calendar={calendar} />
            ))}
            <DayList calendar={calendar} />
          </div>
        </>
      )}
      {editing && <CalendarDrawer calendar={calendar} onDone={() => setEditing(false)} />}
    </>
  )
}

function TermGrid({ term, calendar }: { term: SchoolCalendar['terms'][number]; calendar: SchoolCalendar }) {
  const { t, i18n } = useTranslation('calendar')
  const monthName = (month: number) =>
    new Intl.DateTimeFormat(i18n.language, { month: 'short' }).format(new Date(2026, month - 1, 1))
  return (
    <section className="card calendar-term">
      <header>
        <h2>{t(`term.${term.number}`)}</h2>
        <span className={`pill ${TONES[term.progress]}`}>{t(`progress.${term.progress}`)}</span>
        <span className="quiet">
          {term.startsOn} – {term.endsOn} · {t('weeks', { count: term.weeks })}
        </span>
      </header>
      <table className="calendar-grid">
        <thead>
          <tr>
            <th scope="col">{t('weekHead')}</th>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col" aria-label={t(`weekdayLong.${weekday}`)}>
                {t(`weekday.${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gridOf(term, calendar).map(({ week, days, month }) => (
            <tr key={week} data-month={month !== null}>
              <th scope="row">
                <span className="calendar-month">{month === null ? '' : monthName(month)}</span>
                <strong>{week}</strong>
                <span className="quiet">{t(week % 2 === 1 ? 'odd' : 'even')}</span>
              </th>
              {days.map((one) => (
                <td
                  key={one.day}
                  title={one.name ?? undefined}
                  data-kind={one.isInTerm ? one.kind : null}
                  data-out={!one.isInTerm || (one.isWeekend && one.kind !== 'swap')}
                  data-today={one.day === calendar.today.day}
                >
                  <span>{one.label}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function DayList({ calendar }: { calendar: SchoolCalendar }) {
  const { t } = useTranslation('calendar')
  const entries = [
    ...calendar.spans.map(({ kind, name, from, to }) => ({
      key: from,
      kind,
      name,
      days: from === to ? from : `${from} – ${to}`,
    })),
    ...calendar.swaps.map(({ day, followsOn, name }) => ({
      key: day,
      kind: 'swap' as const,
      name,
      days: t('swapNote', {
        day,
        follows: followsOn,
        weekday: t(`weekdayLong.${String(weekdayOf(followsOn)) as '1'}`),
      }),
    })),
  ].sort((a, b) => a.key.localeCompare(b.key))
  return (
    <section className="card calendar-days">
      <h2>{t('listHead')}</h2>
      {entries.length === 0 && <p className="quiet">{t('noDays')}</p>}
      <ul>
        {entries.map((entry) => (
          <li key={entry.key} data-past={entry.key < calendar.today.day}>
            <span className="day-mark" data-kind={entry.kind} />
            <span>
              <strong>{entry.name}</strong>
              <span className="sub">{entry.days}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
