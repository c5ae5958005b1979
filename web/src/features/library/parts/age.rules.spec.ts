import { ageOf } from './age.rules.ts'

describe('ageOf', () => {
  const DAY = 86_400_000
  it.each([
    [0, 0, 'ok'],
    [3 * DAY, 3, 'ok'],
    [3 * DAY + 1, 3, 'warn'],
    [8 * DAY, 8, 'bad'],
  ])('%i ms → %i days, %s', (waited, days, tone) => expect(ageOf(0, waited)).toEqual({ days, tone }))
})
