import { gridOf, weekdayOf } from './calendar-grid.ts'

const TERM = { startsOn: '2026-09-01', endsOn: '2026-10-16', weeks: 7 }
const DAYS = {
  spans: [{ kind: 'holiday' as const, name: '国庆节', from: '2026-10-01', to: '2026-10-07' }],
  swaps: [{ day: '2026-10-10', followsOn: '2026-10-07', name: '调休' }],
}

describe('a term on paper', () => {
  const weeks = gridOf(TERM, DAYS)
  const day = (wanted: string) => weeks.flatMap(({ days }) => days).find(({ day: one }) => one === wanted)

  it('has a row a week from the Monday before it begins', () => {
    expect(weeks).toHaveLength(7)
    expect(weeks[0]?.days[0]).toMatchObject({ day: '2026-08-31', label: '31', isInTerm: false })
    expect(weeks[6]?.days[4]).toMatchObject({ day: '2026-10-16', isInTerm: true })
    expect(weeks[6]?.days[6]).toMatchObject({ isInTerm: false, isWeekend: true })
    expect(weekdayOf('2026-08-31')).toBe(1)
  })
  it('names a month where it begins', () => {
    expect(weeks.map(({ month }) => month)).toEqual([9, null, null, null, 10, null, null])
  })
  it('marks holidays and swap days', () => {
    expect(day('2026-10-03')).toMatchObject({ kind: 'holiday', name: '国庆节' })
    expect(day('2026-10-10')).toMatchObject({ kind: 'swap', name: '调休' })
    expect(day('2026-10-08')).toMatchObject({ kind: null, name: null })
  })
})
