import type { TimetableSlot, TimetableWeek } from '@tongke/contract'
import { Fragment, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { hueOf, useSubjectName } from './subject-look.ts'
import { columnsOf, periodsOf, slotsIn } from './week-cells.ts'

interface Props {
  week: TimetableWeek
  classes: readonly { id: string; name: string }[]
  troubled: ReadonlySet<string>
  onOpen: (slot: TimetableSlot) => void
  onClass: (id: string) => void
}

/** All classes of a school at a glance: a row a class, a narrow column a period. */
export function SchoolGrid({ week, classes, troubled, onOpen, onClass }: Props) {
  const { t } = useTranslation('timetable')
  const name = useSubjectName()
  const columns = columnsOf(week)
  const rung = new Set(week.bells.filter(({ kind }) => kind === 'lesson').map(({ period }) => period))
  const periods = periodsOf(week).filter(
    (period) => rung.has(period) || week.slots.some((slot) => slot.period === period),
  )
  return (
    <div className="timetable-scroll">
      <table className="school-grid">
        <thead>
          <tr>
            <th rowSpan={2} scope="col" className="class-head">
              {t('view.class')}
            </th>
            {columns.map((day) => (
              <th key={day.date} colSpan={periods.length} scope="colgroup" className="day-start">
                {t(`weekday.${day.weekday as 1}`)} <small>{day.date.slice(5).replace('-', '/')}</small>
              </th>
            ))}
          </tr>
          <tr>
            {columns.map((day) => (
              <Fragment key={day.date}>
                {periods.map((period, at) => (
                  <th key={period} scope="col" className={at === 0 ? 'day-start' : ''}>
                    {period}
                  </th>
                ))}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((one) => {
            const own = week.slots.filter(({ classId }) => classId === one.id)
            return (
              <tr key={one.id}>
                <th scope="row" className="class-head">
                  <button type="button" onClick={() => onClass(one.id)}>
                    {one.name}
                  </button>
                </th>
                {columns.map((day) => (
                  <Fragment key={day.date}>
                    {periods.map((period, at) => (
                      <td key={period} className={at === 0 ? 'day-start' : ''}>
                        {slotsIn(own, day, period, week.week).map((slot) => (
                          <button
                            key={slot.id}
                            type="button"
                            className={[
                              'school-slot',
                              slot.mode !== 'local' && 'is-sync',
                              troubled.has(slot.id) && 'is-troubled',
                            ]
                              .filter(Boolean)
                              .join(' ')}
                            style={{ '--hue': hueOf(slot.subject) } as CSSProperties}
                            title={`${name(slot.subject)} ${slot.teacherName ?? ''}`}
                            onClick={() => onOpen(slot)}
                          >
                            {t(`short.${slot.subject}`)}
                          </button>
                        ))}
                      </td>
                    ))}
                  </Fragment>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
