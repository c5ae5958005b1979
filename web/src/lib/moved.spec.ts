import { moved } from './moved.ts'

describe('moved', () => {
  it.each([
    [0, 1, ['b', 'a', 'c']],
    [2, -1, ['a', 'c', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 5, ['a', 'b', 'c']],
    [7, -1, ['a', 'b', 'c']],
  ])('the one at %i by %i', (index, by, after) => {
    expect(moved(['a', 'b', 'c'], index, by)).toEqual(after)
  })
})
