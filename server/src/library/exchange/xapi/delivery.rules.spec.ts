import { backoffMs, verdictOf } from './delivery.rules.ts'

it.each([
  [200, 5, 'delivered'],
  [204, 1, 'delivered'],
  [409, 1, 'delivered'],
  [409, 5, 'split'],
  [400, 5, 'split'],
  [400, 1, 'refused'],
  [413, 5, 'split'],
  [413, 1, 'refused'],
  [301, 1, 'later'],
  [401, 5, 'later'],
  [403, 1, 'later'],
  [404, 1, 'later'],
  [429, 5, 'later'],
  [500, 1, 'later'],
  [503, 5, 'later'],
  [null, 5, 'later'],
])('an answer %s to %s statements is %s', (status, count, verdict) => {
  expect(verdictOf(status, count)).toBe(verdict)
})

it('waits longer each time, and an hour at most', () => {
  const waits = [1, 2, 3, 12, 200].map(backoffMs)
  expect(waits).toEqual([1_000, 2_000, 4_000, 2_048_000, 3_600_000])
})
