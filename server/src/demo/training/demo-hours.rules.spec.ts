import { demoHours } from './demo-hours.rules.ts'

const PEOPLE = Array.from({ length: 40 }, (_, index) => `p${index}`)

describe('hours of the demo county', () => {
  it.each(['2026-01-01', '2026-06-30', '2026-11-24', '2026-12-31'])(
    'has on %s nothing of the future, some who lack hours, and some on their way but on New Year’s day',
    (today) => {
      const all = demoHours(PEOPLE, today)
      expect(all.every(({ day }) => day <= today)).toBe(true)
      const sums = PEOPLE.map((id) =>
        all.filter(({ personId }) => personId === id).reduce((sum, { hours }) => sum + hours, 0),
      )
      expect(Math.max(...sums)).toBeGreaterThan(220)
      expect(Math.min(...sums)).toBeLessThan(Math.max(...sums) * 0.75)
    },
  )
})
