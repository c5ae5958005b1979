import { mondayOf, monthsAfter, weekOf, weeksOfMonth } from './month.rules.ts'

describe('days of a calendar', () => {
  it.each([
    ['2026-11-24', '2026-11-23'],
    ['2026-11-23', '2026-11-23'],
    ['2026-11-29', '2026-11-23'],
    ['2027-01-01', '2026-12-28'],
  ])('the Monday of %s is %s', (day, monday) => expect(mondayOf(day)).toBe(monday))

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-10', -1, '2025-12-10'],
  ])('%s and %i months: %s', (day, months, expected) => expect(monthsAfter(day, months)).toBe(expected))

  it.each([
    ['2026-11-15', '2026-10-26', '2026-12-06', 6],
    ['2027-02-01', '2027-02-01', '2027-02-28', 4],
    ['2026-12-31', '2026-11-30', '2027-01-03', 5],
  ])('the month of %s goes from %s to %s in %i weeks', (day, from, to, count) => {
    const weeks = weeksOfMonth(day)
    expect([weeks[0]?.[0], weeks.at(-1)?.[6], weeks.length]).toEqual([from, to, count])
    expect(weeks.every((week) => week.length === 7)).toBe(true)
  })

  it('a week has its seven days', () => {
    expect(weekOf('2026-03-01')).toEqual([
      '2026-02-23',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ])
  })
})
