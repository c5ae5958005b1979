import type { TimetableSlot, TimetableView, TimetableWeek } from '@tongke/contract'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { SlotCard } from './slot-card.tsx'
import { clock, columnsOf, periodsOf, slotsIn, type DayColumn } from './week-cells.ts'

export interface Place {
  readonly weekday: number
  readonly period: number
}

interface Props {
  week: TimetableWeek
  view: TimetableView
  /** The lesson that is on its way to another place, by keyboard or finger. */
  lifted: TimetableSlot | null
  onOpen: (slot: TimetableSlot) => void
  onDrop: (slot: TimetableSlot, place: Place) => void
  onAdd: ((place: Place) => void) | null
  /** Slots with a hard finding. */
  troubled: ReadonlySet<string>
}

/** A class that listens moves with its lesson; everything else moves by itself. */
export const mayMove = (slot: TimetableSlot): boolean => slot.mayEdit && slot.lecture === null

/** Days across, periods down: of a class, a teacher or a room. */
export function WeekGrid(props: Props) {
  const { t } = useTranslation('timetable')
  const { week } = props
  // A browser ends a drag whose surroundings change under it: what is dragged shows nothing that takes room.
  const [dragged, setDragged] = useState<TimetableSlot | null>(null)
  const columns = columnsOf(week)
  const bellOf = new Map(week.bells.map((bell) => [bell.period, bell]))
  return (
    <div className="timetable-scroll">
      <table className="timetable-grid">
        <thead>
          <tr>
            <th scope="col" className="period-head">
              <span className="visually-hidden">{t('grid.period')}</span>
            </th>
            {columns.map((day) => (
              <DayHead key={day.date} day={day} />
            ))}
          </tr>
        </thead>
        <tbody>
          {periodsOf(week).map((period) => {
            const bell = bellOf.get(period)
            return (
              <tr key={period} className={bell?.kind === 'after_school' ? 'after-school' : ''}>
                <th scope="row" className="period-head">
                  <strong>{t('grid.nth', { period })}</strong>
                  {bell && (
                    <small>
                      {clock(bell.startsAt)}
                      <br />
                      {clock(bell.endsAt)}
                    </small>
                  )}
                </th>
                {columns.map((day) => (
                  <Cell
                    key={day.date}
                    day={day}
                    period={period}
                    dragged={dragged}
                    onDrag={setDragged}
                    {...props}
                  />
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function DayHead({ day }: { day: DayColumn }) {
  const { t } = useTranslation('timetable')
  return (
    <th scope="col" className={day.runs ? '' : 'day-off'}>
      <strong>{t(`weekday.${day.weekday as 1}`)}</strong>
      <small>{day.date.slice(5).replace('-', '/')}</small>
      {day.note && <em>{day.note}</em>}
      {day.swapped && day.runs && (
        <em>{t('grid.swapped', { week: day.runs.week, weekday: t(`weekday.${day.runs.weekday as 1}`) })}</em>
      )}
    </th>
  )
}

interface CellProps extends Props {
  day: DayColumn
  period: number
  dragged: TimetableSlot | null
  onDrag: (slot: TimetableSlot | null) => void
}

function Cell({
  day,
  period,
  week,
  view,
  lifted,
  dragged,
  onDrag,
  onOpen,
  onDrop,
  onAdd,
  troubled,
}: CellProps) {
  const { t } = useTranslation('timetable')
  const [over, setOver] = useState(false)
  const slots = slotsIn(week.slots, day, period, week.week)
  // Planning is by weekday: a day that holds another's lessons is for looking only.
  const place = day.swapped ? null : { weekday: day.weekday, period }
  const takes = (slot: TimetableSlot | null): slot is TimetableSlot =>
    place !== null && slot !== null && (slot.weekday !== place.weekday || slot.period !== place.period)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onDrag(null)
    if (place && takes(dragged)) onDrop(dragged, place)
  }
  const marks = [day.runs ? '' : 'day-off', over && takes(dragged) && 'is-over']
  return (
    <td
      className={marks.filter(Boolean).join(' ')}
      onDragOver={(event) => {
        if (!takes(dragged)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={drop}
    >
      <div className="cell">
        {slots.map((slot) => (
          <SlotCard
            key={slot.id}
            slot={slot}
            view={view}
            mayMove={mayMove(slot)}
            lifted={lifted?.id === slot.id || dragged?.id === slot.id}
            troubled={troubled.has(slot.id)}
            onOpen={onOpen}
            onDrag={onDrag}
          />
        ))}
        {place && takes(lifted) && (
          <button type="button" className="cell-target" onClick={() => onDrop(lifted, place)}>
            {t(slots.length > 0 ? 'grid.exchange' : 'grid.here')}
          </button>
        )}
        {!lifted && place && onAdd && slots.length === 0 && (
          <button
            type="button"
            className="cell-add"
            aria-label={t('grid.add', { weekday: t(`weekday.${day.weekday as 1}`), period })}
            onClick={() => onAdd(place)}
          >
            +
          </button>
        )}
      </div>
    </td>
  )
}
