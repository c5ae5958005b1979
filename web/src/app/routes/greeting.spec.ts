import { greetingAt } from './greeting.ts'

describe('greetingAt', () => {
  it.each([
    [4, 'evening'],
    [5, 'morning'],
    [10, 'morning'],
    [11, 'noon'],
    [13, 'afternoon'],
    [18, 'evening'],
    [23, 'evening'],
  ])('%i o’clock: %s', (hour, greeting) => {
    expect(greetingAt(new Date(2026, 10, 23, hour, 30).getTime())).toBe(greeting)
  })
})
