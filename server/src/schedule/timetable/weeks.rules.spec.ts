import { countOf, firstWeeks, multirangeOf, setOf, weeksIn, weeksOfPattern } from './weeks.rules.ts'

describe('weeks of a term', () => {
  it('knows the weeks of each pattern, and none beyond the term', () => {
    expect(weeksIn(weeksOfPattern({ kind: 'all' }, 4))).toEqual([1, 2, 3, 4])
    expect(weeksIn(weeksOfPattern({ kind: 'odd' }, 5))).toEqual([1, 3, 5])
    expect(weeksIn(weeksOfPattern({ kind: 'even' }, 5))).toEqual([2, 4])
    expect(weeksIn(weeksOfPattern({ kind: 'list', weeks: [2, 9] }, 5))).toEqual([2])
  })

  it('holds a term of thirty weeks', () => {
    expect(weeksIn(firstWeeks(30))).toHaveLength(30)
    expect(countOf(firstWeeks(30))).toBe(30)
  })

  it('writes a set as ranges for the database', () => {
    expect(multirangeOf(setOf([1, 2, 3, 6]))).toBe('{[1,4),[6,7)}')
    expect(multirangeOf(setOf([29, 30]))).toBe('{[29,31)}')
    expect(multirangeOf(0)).toBe('{}')
  })
})
