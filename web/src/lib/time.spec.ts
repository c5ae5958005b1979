import { countdown, dayName, daysFrom, momentOf, timeOf } from './time.ts'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()

describe('time', () => {
  it('counts calendar days, not periods of 24 hours', () => {
    expect(daysFrom(at(23, 23, 50), at(24, 0, 10))).toBe(1)
    expect(daysFrom(at(23, 8), at(23, 20))).toBe(0)
    expect(daysFrom(at(23, 8), at(22, 23))).toBe(-1)
  })

  it.each(['zh-CN', 'en'])('names every day as the calendar of %s does', (language) => {
    const date = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric' })
    const weekday = new Intl.DateTimeFormat(language, { weekday: 'short' })
    for (let day = 1; day <= 366; day += 1) {
      const noon = at(day, 12)
      expect(dayName(noon, language)).toBe(`${date.format(noon)} ${weekday.format(noon)}`)
    }
  })

  it('pads hours and minutes', () => {
    expect(timeOf(at(3, 9, 5))).toBe('09:05')
    expect(momentOf(at(3, 9, 5))).toBe('2026-11-03 09:05')
  })

  it('counts down to zero and stays there', () => {
    expect([65_000, 59_001, 1, 0, -5000].map(countdown)).toEqual(['1:05', '1:00', '0:01', '0:00', '0:00'])
  })
})
