import { daysOfMonth, isMonday, monthOf } from './month.rules.ts'

test.each([
  // October 2026 begins on a Thursday: the week of Monday 28 September has its Friday on 2 October.
  ['2026-10', '2026-09-28', '2026-11-01'],
  ['2026-11', '2026-11-02', '2026-11-29'],
  ['2026-12', '2026-11-30', '2026-12-27'],
  ['2027-01', '2026-12-28', '2027-01-31'],
])('%s runs from %s to %s', (month, from, to) => {
  expect(daysOfMonth(month)).toMatchObject({ from, to })
})

test.each(['2026-02-30', '2026-13-01', '2026-11-24', ''])('%j is no Monday', (day) => {
  expect(isMonday(day)).toBe(false)
})

test('months follow one another without a gap, and every day belongs to one', () => {
  for (let n = 0; n < 24; n += 1) {
    const month = new Date(Date.UTC(2026, n, 1)).toISOString().slice(0, 7)
    const next = new Date(Date.UTC(2026, n + 1, 1)).toISOString().slice(0, 7)
    const { from, to, until } = daysOfMonth(month)
    expect(daysOfMonth(next).from).toBe(until)
    expect([monthOf(from), monthOf(to), monthOf(until)]).toEqual([month, month, next])
    expect(isMonday(from)).toBe(true)
  }
})
