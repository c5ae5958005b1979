import fc from 'fast-check'
import { cutsOf, onReplay, placePieces, replayAt, replayClock, wallAt } from './timeline.rules.ts'

const WHOLE = { from: 1_000, to: 11_000 }

describe('the clock of a replay', () => {
  test.each([
    ['no pause', [], [{ from: 1_000, to: 11_000, at: 0 }], 10_000],
    [
      'a pause is cut out',
      [{ from: 3_000, to: 5_000 }],
      [
        { from: 1_000, to: 3_000, at: 0 },
        { from: 5_000, to: 11_000, at: 2_000 },
      ],
      8_000,
    ],
    [
      'pauses that overlap are one, in any order',
      [
        { from: 4_000, to: 6_000 },
        { from: 3_000, to: 5_000 },
      ],
      [
        { from: 1_000, to: 3_000, at: 0 },
        { from: 6_000, to: 11_000, at: 2_000 },
      ],
      7_000,
    ],
    [
      'a pause within another is no second one',
      [
        { from: 2_000, to: 9_000 },
        { from: 3_000, to: 4_000 },
      ],
      [
        { from: 1_000, to: 2_000, at: 0 },
        { from: 9_000, to: 11_000, at: 1_000 },
      ],
      3_000,
    ],
    [
      'a pause that sticks out is cut to the lesson',
      [{ from: 0, to: 2_000 }],
      [{ from: 2_000, to: 11_000, at: 0 }],
      9_000,
    ],
    ['nothing but a pause', [{ from: 0, to: 20_000 }], [], 0],
  ])('%s', (_, pauses, kept, durationMs) => {
    expect(replayClock(WHOLE, pauses)).toEqual({ kept, durationMs })
  })

  const clock = replayClock(WHOLE, [{ from: 3_000, to: 5_000 }])
  test.each([
    [0, 0],
    [1_000, 0],
    [2_999, 1_999],
    [3_000, 2_000],
    [4_000, 2_000],
    [5_000, 2_000],
    [6_000, 3_000],
    [99_000, 8_000],
  ])('moment %d is at %d', (wall, at) => {
    expect(replayAt(clock, wall)).toBe(at)
  })

  test('cuts and stretches', () => {
    expect(cutsOf(clock)).toEqual([2_000])
    expect(onReplay(clock, { from: 2_000, to: 6_000 })).toEqual({ from: 1_000, to: 3_000 })
    expect(onReplay(clock, { from: 3_100, to: 4_900 })).toBeNull()
  })
})

describe('pieces', () => {
  const clock = replayClock(WHOLE, [{ from: 3_000, to: 5_000 }])
  test.each([
    ['before the start', { at: 500, durationMs: 1_000 }, [{ at: 0, skipMs: 500, playMs: 500 }]],
    ['in a pause', { at: 3_200, durationMs: 1_000 }, []],
    [
      'across a pause: twice',
      { at: 2_000, durationMs: 4_000 },
      [
        { at: 1_000, skipMs: 0, playMs: 1_000 },
        { at: 2_000, skipMs: 3_000, playMs: 1_000 },
      ],
    ],
    ['over the end', { at: 10_500, durationMs: 1_000 }, [{ at: 7_500, skipMs: 0, playMs: 500 }]],
  ])('%s', (_, piece, placed) => {
    expect(placePieces(clock, [{ number: 7, ...piece }])).toEqual(
      placed.map((one) => ({ number: 7, ...one })),
    )
  })
})

const span = fc
  .tuple(fc.integer({ min: -500, max: 5_500 }), fc.integer({ min: 0, max: 2_000 }))
  .map(([from, length]) => ({ from, to: from + length }))

test('the replay shows every moment that is not in a pause, once and in order', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), fc.integer({ min: 0, max: 4_999 }), (pauses, wall) => {
      const clock = replayClock({ from: 0, to: 5_000 }, pauses)
      const paused = pauses.some(({ from, to }) => from <= wall && wall < to)
      const at = replayAt(clock, wall)
      if (!paused) expect(wallAt(clock, at)).toBe(wall)
      expect(replayAt(clock, wall + 1) - at).toBe(paused ? 0 : 1)
    }),
  )
})
