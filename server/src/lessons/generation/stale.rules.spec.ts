import type { Term } from '@tongke/contract'
import { teachingDaysBetween, type Calendar } from '../../schedule/calendar/calendar.rules.ts'
import type { RunningSlot } from './generation.rules.ts'
import { staleness } from './stale.rules.ts'

const term = { id: 't', schoolYear: 2026, number: 1, startsOn: '2026-09-01', endsOn: '2027-01-15' } as Term
const calendar: Calendar = {
  terms: [term],
  spans: [{ kind: 'holiday', name: '国庆节', from: '2026-10-01', to: '2026-10-07' }],
  swaps: [{ day: '2026-10-10', followsOn: '2026-10-07', name: '国庆调休' }],
}
const NINE = 9 * 3_600_000
const at = (day: string) => Date.parse(day) + NINE
const judge = (day: string, slot: RunningSlot | null, now = '2026-09-06') =>
  staleness({ day, start: at(day) }, slot, {
    termWeeks: 20,
    quietFirstDays: 2,
    days: teachingDaysBetween(calendar, '2026-09-01', '2026-11-01'),
    spanOn: (on) => ({ start: at(on), end: at(on) + 40 * 60_000 }),
    now: Date.parse(now),
  })
const weekly = (weekday: number, kind: 'all' | 'odd' | 'even' = 'all'): RunningSlot => ({
  weeks: { kind },
  weekday,
})

describe('a lesson whose slot has changed', () => {
  // A Tuesday of the second week.
  const TUESDAY = '2026-09-08'

  it('is not stale where its slot still is', () => {
    expect(judge(TUESDAY, weekly(2))).toBeNull()
  })

  it('follows to the day of the same week that the slot is on now, before or after', () => {
    expect(judge(TUESDAY, weekly(4))?.target?.day).toBe('2026-09-10')
    expect(judge(TUESDAY, weekly(1))?.target?.day).toBe('2026-09-07')
  })

  it('follows to another time of its own day', () => {
    const moved = staleness({ day: TUESDAY, start: at(TUESDAY) - 3_600_000 }, weekly(2), {
      termWeeks: 20,
      quietFirstDays: 2,
      days: teachingDaysBetween(calendar, '2026-09-01', '2026-09-30'),
      spanOn: (on) => ({ start: at(on), end: at(on) + 40 * 60_000 }),
      now: 0,
    })
    expect(moved?.target).toMatchObject({ day: TUESDAY, span: { start: at(TUESDAY) } })
  })

  it('has nowhere to go when the slot is gone, not held that week, or its day is past', () => {
    expect(judge(TUESDAY, null)).toEqual({ target: null })
    expect(judge(TUESDAY, weekly(2, 'odd'))).toEqual({ target: null })
    expect(judge(TUESDAY, weekly(1), '2026-09-08')).toEqual({ target: null })
  })

  it('follows through the swap calendar', () => {
    // The Saturday holds the lessons of the Wednesday of week 6; Thursday and Friday of that week were taught.
    expect(judge('2026-10-10', weekly(4))?.target?.day).toBe('2026-10-08')
    expect(judge('2026-10-08', weekly(3))?.target?.day).toBe('2026-10-10')
  })
})
