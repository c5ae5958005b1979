import { isUnnamed, levelsOf, moved, newDimension, newItem, withKind } from './scale-draft.rules.ts'

it.each([
  ['5/4/3/2', [5, 4, 3, 2]],
  ['2 5，3、4', [5, 4, 3, 2]],
  ['5 5 999 x', [5]],
  ['', []],
])('reads the steps %s', (text, levels) => {
  expect(levelsOf(text)).toEqual(levels)
})

it('moves one place and stays at the ends', () => {
  expect([moved([1, 2, 3], 0, 1), moved([1, 2, 3], 0, -1), moved([1, 2, 3], 2, 1)]).toEqual([
    [2, 1, 3],
    [1, 2, 3],
    [1, 2, 3],
  ])
})

it('changes the kind and keeps the words', () => {
  const item = { ...newItem('a'), label: '提问', weight: 8 }
  expect(withKind(item, 'yes_no')).toMatchObject({ label: '提问', levels: [], weight: 8 })
  expect(withKind(item, 'text')).toMatchObject({ label: '提问', levels: [], weight: 0 })
})

it('knows what has no words yet', () => {
  const named = { ...newDimension('d', 'i'), title: '目标', items: [{ ...newItem('i'), label: '明确' }] }
  expect([isUnnamed({ dimensions: [named] }), isUnnamed({ dimensions: [newDimension('d', 'i')] })]).toEqual([
    false,
    true,
  ])
})
