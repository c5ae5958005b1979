import { isBelow, modeShares, perHundred, shareText } from './figure-words.ts'

test.each([
  [{ n: 5, of: 9 }, '55.6%'],
  [{ n: 4, of: 5 }, '80.0%'],
  [{ n: 3, of: 4 }, '3/4'],
  [{ n: 0, of: 0 }, '—'],
])('%j is shown as %s', (share, text) => {
  expect(shareText(share, 5)).toBe(text)
})

test('a share of nothing is not below anything', () => {
  expect([isBelow({ n: 0, of: 0 }, 75), isBelow({ n: 3, of: 4 }, 75), isBelow({ n: 2, of: 3 }, 75)]).toEqual([
    false,
    false,
    true,
  ])
})

test('modes are shares of the minutes online', () => {
  expect(modeShares({ full: 75, low: 25, image: 0, audio: 0 })).toEqual([
    { mode: 'full', percent: 75 },
    { mode: 'low', percent: 25 },
  ])
  expect(modeShares({ full: 0, low: 0, image: 0, audio: 0 })).toEqual([])
  expect([perHundred(3, 12), perHundred(0, 0)]).toEqual(['25.0', '—'])
})
