import type { Term } from '@tongke/contract'
import { teachingDay, type Calendar } from '../../schedule/calendar/calendar.rules.ts'
import { runsOn, subjectOf } from './generation.rules.ts'

const term = { id: 't', schoolYear: 2026, number: 1, startsOn: '2026-09-01', endsOn: '2027-01-15' } as Term
const calendar: Calendar = {
  terms: [term],
  spans: [
    { kind: 'holiday', name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
    { kind: 'exam', name: '期末考试', from: '2027-01-11', to: '2027-01-15' },
  ],
  swaps: [{ day: '2026-10-10', followsOn: '2026-10-07', name: '国庆调休' }],
}
const runs = (day: string, weekday: number, kind: 'all' | 'odd' | 'even' = 'all') =>
  runsOn({ weeks: { kind }, weekday }, teachingDay(calendar, day), { termWeeks: 20, quietFirstDays: 2 })

describe('days of a synchronized slot', () => {
  it('are those of its weekday and weeks', () => {
    expect(runs('2026-09-08', 2)).toBe(true)
    expect(runs('2026-09-08', 3)).toBe(false)
    // Week 2.
    expect(runs('2026-09-08', 2, 'even')).toBe(true)
    expect(runs('2026-09-08', 2, 'odd')).toBe(false)
  })

  it('leave out the first two days, holidays and examinations', () => {
    expect(runs('2026-09-01', 2)).toBe(false)
    expect(runs('2026-09-02', 3)).toBe(false)
    expect(runs('2026-09-03', 4)).toBe(true)
    expect(runs('2026-10-06', 2)).toBe(false)
    expect(runs('2027-01-12', 2)).toBe(false)
  })

  it('follow the swap calendar: a Saturday with the lessons of a Wednesday', () => {
    expect(runs('2026-10-10', 3)).toBe(true)
    expect(runs('2026-10-10', 6)).toBe(false)
  })

  it('make a lesson of calligraphy one of Chinese, and of a class meeting none', () => {
    expect(subjectOf('calligraphy')).toBe('chinese')
    expect(subjectOf('music')).toBe('music')
    expect(subjectOf('class_meeting')).toBeNull()
  })
})
