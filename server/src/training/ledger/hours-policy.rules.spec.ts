import { cycleOf, ruleOn, worthOf, type DatedRule, type RuleBook } from './hours-policy.rules.ts'

const rule = (key: string, value: number, from = '2000-01-01', to: string | null = null): DatedRule => ({
  id: `${key}@${from}`,
  key,
  value,
  from,
  to,
})
const BOOK: RuleBook = [
  rule('hours.research_session', 2),
  rule('hours.research_session', 2.5, '2026-09-01'),
  rule('hours.lesson_taught', 1, '2020-01-01', '2020-12-31'),
  rule('minutesPerHour.video', 45),
  rule('factor.programme', 0.5),
  rule('minutesPerHour.programme', 45),
]

describe('what an event is worth', () => {
  it('takes the rule of the event’s own day', () => {
    expect(worthOf(BOOK, 'research_session', '2026-08-31', { minutes: 90 })?.tenths).toBe(20)
    expect(worthOf(BOOK, 'research_session', '2026-09-01', { minutes: 90 })).toEqual({
      tenths: 25,
      rule: BOOK[1],
    })
  })

  it('gives nothing where no rule was in force', () => {
    expect(worthOf(BOOK, 'lesson_taught', '2020-12-31', { minutes: 40 })?.tenths).toBe(10)
    expect(worthOf(BOOK, 'lesson_taught', '2021-01-01', { minutes: 40 })).toBeNull()
    expect(worthOf(BOOK, 'visit', '2026-01-01', { minutes: 400 })).toBeNull()
  })

  it.each([
    [22, 0],
    [23, 5],
    [44, 5],
    [45, 10],
    [100, 20],
  ])('counts whole half-hours of %i minutes: %i tenths', (minutes, tenths) => {
    expect(worthOf(BOOK, 'video', '2026-01-01', { minutes })?.tenths).toBe(tenths)
  })

  it('takes a programme’s own hours times the factor, its time where it says none', () => {
    expect(worthOf(BOOK, 'programme', '2026-01-01', { minutes: 0, tenths: 165 })?.tenths).toBe(82)
    expect(worthOf(BOOK, 'programme', '2026-01-01', { minutes: 90 })?.tenths).toBe(20)
  })

  it('knows rules of today only from their first day to their last', () => {
    expect(ruleOn(BOOK, 'hours.lesson_taught', '2019-12-31')).toBeNull()
    expect(ruleOn(BOOK, 'cap.video', '2026-01-01')).toBeNull()
  })
})

describe('a cycle', () => {
  it.each([
    [2020, 2016, 2020],
    [2021, 2021, 2025],
    [2025, 2021, 2025],
    [2026, 2026, 2030],
  ])('of %i is %i to %i', (year, first, last) => {
    expect(cycleOf(year, { firstYear: 2021, years: 5 })).toEqual({ first, last })
  })
})
