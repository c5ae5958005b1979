import type { ScaleContent, ScaleItem } from './scale.ts'
import { faultOf, pointsOf, scoresOf, spreadOf, takesValue, totalOf } from './scoring.ts'

const item = (id: string, change: Partial<ScaleItem> = {}): ScaleItem => ({
  id,
  label: id,
  hint: '',
  kind: 'score',
  levels: [5, 4, 3, 2],
  weight: 5,
  ...change,
})
const scale: ScaleContent = {
  dimensions: [
    { id: 'goals', title: '目标', bonus: false, items: [item('a'), item('b')] },
    {
      id: 'sync',
      title: '同步',
      bonus: false,
      items: [
        item('heard', { kind: 'yes_no', levels: [], weight: 10 }),
        item('calls', { kind: 'count', levels: [], weight: 0 }),
      ],
    },
    { id: 'extra', title: '加分', bonus: true, items: [item('c')] },
  ],
}
const said = (value: number | null) => ({ value, text: '' })

it('sums weights with the bonus on top', () => {
  expect(scale.dimensions.map(pointsOf)).toEqual([10, 10, 5])
  expect(totalOf(scale)).toBe(20)
})

it('scores what was answered, and leaves out what nobody saw', () => {
  expect(scoresOf(scale, { a: said(4), heard: said(0), calls: said(7) })).toEqual([
    { dimensionId: 'goals', points: 4, of: 5 },
    { dimensionId: 'sync', points: 0, of: 10 },
  ])
  expect(scoresOf(scale, { a: said(null) })).toEqual([])
})

it('knows how far observers are apart', () => {
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ count: 8, mean: 5, least: 2, most: 9, deviation: 2 })
  expect(spreadOf([])).toBeNull()
})

it.each([
  [scale, null],
  [{ dimensions: [] }, 'empty'],
  [{ dimensions: [{ id: 'x', title: 'x', bonus: false, items: [] }] }, 'empty'],
  [{ dimensions: [{ id: 'x', title: 'x', bonus: false, items: [item('a'), item('a')] }] }, 'twice'],
  [{ dimensions: [{ id: 'x', title: 'x', bonus: false, items: [item('a', { levels: [3, 5] })] }] }, 'levels'],
  [{ dimensions: [{ id: 'x', title: 'x', bonus: false, items: [item('a', { levels: [5] })] }] }, 'levels'],
  [
    {
      dimensions: [{ id: 'x', title: 'x', bonus: false, items: [item('a', { kind: 'text', levels: [] })] }],
    },
    'weight',
  ],
] as const)('finds what is wrong with a scale %#', (content, fault) => {
  expect(faultOf(content as ScaleContent)).toBe(fault)
})

it.each([
  [item('a'), 4, true],
  [item('a'), 1, false],
  [item('a', { kind: 'yes_no' }), 1, true],
  [item('a', { kind: 'yes_no' }), 2, false],
  [item('a', { kind: 'count' }), 1.5, false],
  [item('a', { kind: 'text' }), 1, false],
  [item('a', { kind: 'text' }), null, true],
])('takes values an item has %#', (of, value, taken) => {
  expect(takesValue(of, value)).toBe(taken)
})
