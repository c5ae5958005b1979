import { pauseAfter } from './after-failure.rules.ts'

it('waits longer each time, and gives up after three', () => {
  expect([1, 2, 3, 4].map(pauseAfter)).toEqual([2, 8, null, null])
})
