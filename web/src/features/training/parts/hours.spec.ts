import { hoursOf, percentOf, ratioText } from './hours.ts'

describe('hours', () => {
  it.each([
    [0, '0'],
    [5, '0.5'],
    [30, '3'],
    [3601, '360.1'],
  ])('of %i tenths read %s', (tenths, text) => {
    expect(hoursOf(tenths)).toBe(text)
  })

  it('are a share of the cycle that is full only when it is fulfilled', () => {
    expect(percentOf(3599, 3600)).toBe(99)
    expect(percentOf(3600, 3600)).toBe(100)
    expect(percentOf(4000, 3600)).toBe(100)
    expect(percentOf(1, 0)).toBe(0)
  })

  it('count small groups', () => {
    expect([ratioText({ n: 1, of: 0 }), ratioText({ n: 1, of: 4 }), ratioText({ n: 1, of: 8 })]).toEqual([
      '—',
      '1/4',
      '12.5%',
    ])
  })
})
