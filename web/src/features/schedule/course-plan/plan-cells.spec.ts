import { cellOf, cellsOf, hoursOf, hoursOfCell, totalOf } from './plan-cells.ts'

describe('a cell of a course plan', () => {
  it.each([
    ['4', { odd: 4, even: 4 }],
    [' 4/3 ', { odd: 4, even: 3 }],
    ['4／3', { odd: 4, even: 3 }],
    ['', { odd: 0, even: 0 }],
    ['0', { odd: 0, even: 0 }],
    ['4.5', null],
    ['41', null],
    ['四', null],
    ['1/2/3', null],
  ])('%j means %j', (text, hours) => {
    expect(hoursOfCell(text)).toEqual(hours)
  })
  it('is written as it is read', () => {
    for (const text of ['', '4', '4/3', '0/1']) {
      const hours = hoursOfCell(text)
      expect(hours && cellOf(hours)).toBe(text)
    }
  })
})

describe('a table of cells', () => {
  const hours = [
    { grade: 1, area: 'chinese' as const, odd: 8, even: 8 },
    { grade: 1, area: 'pe' as const, odd: 4, even: 3 },
  ]
  it('keeps its hours', () => {
    expect(hoursOf(cellsOf({ hours }))).toEqual(hours)
  })
  it('has totals, and no hours while a cell means nothing', () => {
    expect(totalOf(cellsOf({ hours }), 1)).toEqual({ odd: 12, even: 11 })
    expect(totalOf(cellsOf({ hours }), 2)).toEqual({ odd: 0, even: 0 })
    expect(hoursOf({ ...cellsOf({ hours }), '1 arts': 'x' })).toBeNull()
  })
})
