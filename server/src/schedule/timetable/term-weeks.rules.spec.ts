import type { Term } from '@tongke/contract'
import { addDays } from '../../platform/day.rules.ts'
import { teachingDay, type Calendar } from '../calendar/calendar.rules.ts'
import { closingOf } from './open-days.rules.ts'
import { calendarFacts, weekCountOf } from './term-weeks.rules.ts'
import { hasWeek } from './weeks.rules.ts'

const term = { id: 't', schoolYear: 2026, number: 1, startsOn: '2026-09-01', endsOn: '2027-01-15' } as Term
const calendar: Calendar = {
  terms: [term],
  spans: [
    { kind: 'holiday', name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
    { kind: 'exam', name: '期中考试', from: '2026-11-12', to: '2026-11-13' },
    { kind: 'exam', name: '期末考试', from: '2027-01-11', to: '2027-01-15' },
  ],
  swaps: [{ day: '2026-10-10', followsOn: '2026-10-07', name: '国庆调休' }],
}
const facts = calendarFacts(calendar, term, 2)
const why = (week: number, weekday: number) =>
  facts.closedDays.find((one) => one.week === week && one.weekday === weekday)?.why ?? null

describe('closed days of a term', () => {
  it('are the first ones, days off that are not made up, and those of examinations only', () => {
    expect([why(1, 2), why(1, 3), why(1, 4)]).toEqual(['first_days', 'first_days', null])
    expect([why(5, 4), why(6, 2), why(6, 3)]).toEqual(['holiday', 'holiday', null])
    expect([why(11, 3), why(11, 4), why(11, 5)]).toEqual([null, 'exam', 'exam'])
    expect([hasWeek(facts.closed, 11), hasWeek(facts.closed, 20)]).toEqual([false, true])
    // With an examination in it, nothing new is taught in the week.
    expect(hasWeek(facts.teaching, 11)).toBe(false)
  })

  it('follow the number of quiet first days', () => {
    const none = calendarFacts(calendar, term, 0).closedDays
    expect(none.filter((one) => one.why === 'first_days')).toEqual([])
  })

  it('are those on which generation makes no lesson, place by place', () => {
    const open = new Set<string>()
    for (let day = term.startsOn; day <= term.endsOn; day = addDays(day, 1)) {
      const on = teachingDay(calendar, day)
      if (closingOf(on, 2) === null) open.add(`${on.week} ${on.weekday}`)
    }
    for (let week = 1; week <= weekCountOf(term); week += 1)
      for (let weekday = 1; weekday <= 5; weekday += 1)
        expect([week, weekday, why(week, weekday) === null]).toEqual([
          week,
          weekday,
          open.has(`${week} ${weekday}`),
        ])
  })
})
