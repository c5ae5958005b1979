import { dayBefore, dayIn, dayWithin } from './day.rules.ts'

describe('days of the county', () => {
  it('begin at its own midnight', () => {
    expect(dayIn('Asia/Shanghai', new Date('2026-08-31T15:59:59Z'))).toBe('2026-08-31')
    expect(dayIn('Asia/Shanghai', new Date('2026-08-31T16:00:00Z'))).toBe('2026-09-01')
  })
  it.each([
    ['2026-03-01', '2026-02-28'],
    ['2028-03-01', '2028-02-29'],
    ['2026-01-01', '2025-12-31'],
  ])('before %s is %s', (day, before) => {
    expect(dayBefore(day)).toBe(before)
  })
  it.each([
    ['2026-09-01', null, true],
    ['2026-09-01', '2026-09-01', true],
    ['2026-08-01', '2026-08-31', false],
    ['2026-09-02', null, false],
  ])('a span from %s to %s', (from, to, within) => {
    expect(dayWithin('2026-09-01', from, to)).toBe(within)
  })
})
