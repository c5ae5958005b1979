import type { CalendarInput } from '@tongke/contract'
import { calendarProblems } from './calendar-input.rules.ts'

const YEAR: CalendarInput = {
  terms: [
    { number: 1, startsOn: '2026-09-01', endsOn: '2027-01-22' },
    { number: 2, startsOn: '2027-03-01', endsOn: '2027-07-09' },
  ],
  spans: [{ kind: 'holiday', name: '国庆节', from: '2026-10-01', to: '2026-10-07' }],
  swaps: [{ day: '2026-10-10', followsOn: '2026-10-07', name: '调休' }],
}
const problems = (more: Partial<CalendarInput>) =>
  calendarProblems(2026, { ...YEAR, ...more }).map(({ path, code }) => `${path} ${code}`)

describe('a school year that is set', () => {
  it('may be right', () => {
    expect(problems({})).toEqual([])
    expect(calendarProblems(2026, { terms: [], spans: [], swaps: [] })).toEqual([])
  })
  it('is refused for terms of another year or in another order', () => {
    const [first, second] = YEAR.terms
    if (!first || !second) throw new Error('two terms')
    expect(problems({ terms: [{ ...first, startsOn: '2025-09-01' }, second] })).toEqual([
      'body.terms.0.startsOn outside_year',
    ])
    expect(problems({ terms: [second, first] })).toContain('body.terms.1.startsOn term_order')
    expect(problems({ terms: [first, { ...second, startsOn: '2027-01-22' }] })).toEqual([
      'body.terms.1.startsOn term_order',
    ])
  })
  it('is refused for two kinds of days on one day', () => {
    const span = { kind: 'exam' as const, name: '考试', from: '2026-10-07', to: '2026-10-08' }
    expect(problems({ spans: [...YEAR.spans, span] })).toEqual(['body.spans.1.from overlap'])
    expect(problems({ spans: [{ ...span, from: '2028-01-01', to: '2028-01-02' }], swaps: [] })).toEqual([
      'body.spans.0.from outside_year',
    ])
  })
  it.each([
    ['on a day that is taught anyway', { day: '2026-10-12' }, 'body.swaps.0.day taught'],
    ['between terms', { day: '2027-02-06' }, 'body.swaps.0.day outside_term'],
    ['for a day of another year', { followsOn: '2025-10-07' }, 'body.swaps.0.followsOn outside_year'],
    ['for a day that is not lost', { followsOn: '2026-10-12' }, 'body.swaps.0.followsOn taught'],
  ])('is refused for a swap day %s', (_what, change, problem) => {
    const swaps = YEAR.swaps.map((swap) => ({ ...swap, ...change }))
    expect(problems({ swaps })).toEqual([problem])
  })
  it('is refused for the same swap twice', () => {
    expect(problems({ swaps: [...YEAR.swaps, ...YEAR.swaps] })).toEqual([
      'body.swaps.1.day twice',
      'body.swaps.1.followsOn twice',
    ])
  })
})
