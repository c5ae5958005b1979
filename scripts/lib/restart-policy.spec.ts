import { restartDelay } from './restart-policy.mjs'

test('the first death is followed by a restart at once', () => expect(restartDelay(1)).toBe(0))

test('deaths in a row wait longer and longer, at most 5 s', () => {
  expect([2, 3, 4, 7, 8, 50].map(restartDelay)).toEqual([100, 200, 400, 3200, 5000, 5000])
})
