import { isPlayed, paceBy } from './active.rules.ts'

const TIMES = {
  stages: [{ from: 1_000, to: 2_000, legId: 'a', className: '三', orgName: '村小' }],
  shares: [{ from: 3_000, to: 4_000 }],
}
const LECTURER = { legId: null, isAssistant: false, source: 'camera' } as const
const CLASS = { legId: 'a', isAssistant: false, source: 'camera' } as const
const ASSISTANT = { legId: 'a', isAssistant: true, source: 'camera' } as const
const SCREEN = { legId: null, isAssistant: false, source: 'screen' } as const

test.each([
  [0, [true, false, true, false]],
  [1_000, [true, true, true, false]],
  [2_000, [true, false, true, false]],
  [3_500, [true, false, true, true]],
])('who is seen and heard at %d', (at, played) => {
  expect([LECTURER, CLASS, ASSISTANT, SCREEN].map((stream) => isPlayed(stream, TIMES, at))).toEqual(played)
})

test('paces go up and down within what there is', () => {
  expect([paceBy(1, 1), paceBy(2, 1), paceBy(0.75, -1), paceBy(1.1, 1)]).toEqual([1.25, 2, 0.75, 1.25])
})
