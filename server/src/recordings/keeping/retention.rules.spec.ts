import { REPLAY_POLICY_DEFAULTS } from '../replay-policy.rules.ts'
import { deletionDay, termEndOf, usualTermEnd } from './retention.rules.ts'

test.each([
  ['2026-09-01', '2027-01-31', '2027-03-03'],
  ['2027-01-31', '2027-01-31', '2027-03-03'],
  ['2027-02-20', '2027-07-31', '2027-08-31'],
  ['2027-12-31', '2028-01-31', '2028-03-02'],
])('a lesson of %s, a term until %s, is deleted on %s', (day, termEnd, deletion) => {
  expect(usualTermEnd(day, REPLAY_POLICY_DEFAULTS)).toBe(termEnd)
  expect(deletionDay(termEnd, REPLAY_POLICY_DEFAULTS)).toBe(deletion)
})

test.each([
  ['2026-09-01', '2027-01-22'],
  ['2027-01-22', '2027-01-22'],
  ['2027-01-23', '2027-01-31'],
  ['2027-03-01', '2027-07-31'],
])(
  'a lesson of %s is of the term until %s: by the calendar, and by what is usual where it has none',
  (day, end) => {
    const term = {
      id: 't',
      schoolYear: 2026,
      number: 1 as const,
      startsOn: '2026-09-01',
      endsOn: '2027-01-22',
    }
    expect(termEndOf([term], day, REPLAY_POLICY_DEFAULTS)).toBe(end)
  },
)
