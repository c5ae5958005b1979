import {
  addDays,
  dayBefore,
  dayIn,
  dayWithin,
  daysBetween,
  instantIn,
  mondayOf,
  weekdayOf,
} from './day.rules.ts'

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
  it('are counted over months and leap days', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3)
    expect(daysBetween('2027-01-02', '2026-12-30')).toBe(-3)
  })
  it('know their weekday, and the Monday of their week', () => {
    expect(weekdayOf('2026-11-24')).toBe(2)
    expect(weekdayOf('2026-11-29')).toBe(7)
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
  })
  it('have instants for their minutes, by the clocks of the zone', () => {
    const at = (zone: string, day: string, minute: number) =>
      new Date(instantIn(zone, day, minute)).toISOString()
    expect(at('Asia/Shanghai', '2026-09-01', 500)).toBe('2026-09-01T00:20:00.000Z')
    expect(at('Asia/Shanghai', '2026-09-01', 0)).toBe('2026-08-31T16:00:00.000Z')
    // The day on which Berlin turns its clocks back has 25 hours.
    expect(at('Europe/Berlin', '2026-10-25', 60)).toBe('2026-10-24T23:00:00.000Z')
    expect(at('Europe/Berlin', '2026-10-25', 600)).toBe('2026-10-25T09:00:00.000Z')
  })
})
