import { monthsBetween } from './months.rules.ts'

describe('months from one day to another', () => {
  it.each([
    ['2026-01-01', '2026-01-01', 1],
    ['2026-01-31', '2026-02-01', 2],
    ['2025-12-31', '2026-12-31', 13],
    ['2026-02-01', '2026-01-31', 0],
  ])('%s to %s are %i', (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months)
  })
})
