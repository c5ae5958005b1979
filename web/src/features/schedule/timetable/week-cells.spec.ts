import type { TimetableSlot } from '@tongke/contract'
import { columnsOf, slotsIn, takesPlaceIn, weekRanges } from './week-cells.ts'

const day = (weekday: number, runs: { week: number; weekday: number } | null) => ({
  date: `2026-10-0${weekday}`,
  weekday,
  runs,
  note: null,
})
const slot = (weekday: number, weeks: TimetableSlot['weeks'] = { kind: 'all' }) =>
  ({ weekday, period: 1, weeks }) as TimetableSlot

describe('cells of a week', () => {
  it('has five days, and a Saturday that is taught with the lessons of another day', () => {
    const days = [1, 2, 3, 4, 5].map((at) => day(at, { week: 6, weekday: at }))
    const saturday = day(6, { week: 5, weekday: 3 })
    expect(columnsOf({ week: 6, days: [...days, day(6, null), day(7, null)] })).toHaveLength(5)
    const columns = columnsOf({ week: 6, days: [...days, saturday] })
    expect(columns.map(({ swapped }) => swapped)).toEqual([false, false, false, false, false, true])
    const odd = slot(3, { kind: 'odd' })
    expect(slotsIn([odd], columns[5]!, 1, 6)).toEqual([odd])
    expect(slotsIn([odd], columns[2]!, 1, 6)).toEqual([])
  })

  it('shows on a day off what it would hold', () => {
    const monday = slot(1)
    expect(slotsIn([monday], { ...day(1, null), swapped: false }, 1, 5)).toEqual([monday])
  })

  it('knows odd, even and named weeks', () => {
    expect([takesPlaceIn({ kind: 'odd' }, 3), takesPlaceIn({ kind: 'even' }, 3)]).toEqual([true, false])
    expect(takesPlaceIn({ kind: 'list', weeks: [2, 3] }, 3)).toBe(true)
  })

  it('says weeks shortly', () => {
    expect(weekRanges([1, 2, 3, 4, 7, 9, 10])).toBe('1–4, 7, 9–10')
  })
})
