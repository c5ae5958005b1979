import { HEALTHY, nextHealth, readingOf, type Health, type Reading } from './health.rules.ts'

const STEP = 50
const after = (...parts: [Partial<Reading>, number][]): Health => {
  let [health, at] = [HEALTHY, 0]
  for (const [reading, ms] of parts)
    for (let gone = 0; gone < ms; gone += STEP)
      health = nextHealth(health, { db: -60, clipped: 0, ...reading }, (at += STEP))
  return health
}
const OFF = { db: -120 }
const CUT = { db: -1, clipped: 0.2 }

it.each<[string, [Partial<Reading>, number][], Health['trouble']]>([
  ['a quiet room is fine', [[{ db: -80 }, 60_000]], null],
  ['a switch that is off for a moment is fine', [[OFF, 7_000]], null],
  ['a switch that stays off is told', [[OFF, 9_000]], 'silent'],
  [
    'one sound takes it back',
    [
      [OFF, 9_000],
      [{}, STEP],
    ],
    null,
  ],
  [
    'one clap is fine',
    [
      [CUT, 100],
      [{}, 500],
    ],
    null,
  ],
  ['shouting into it is told', [[CUT, 400]], 'clipping'],
  [
    'and stays so between words',
    [
      [CUT, 400],
      [{}, 2_000],
    ],
    'clipping',
  ],
  [
    'until it is over',
    [
      [CUT, 400],
      [{}, 4_000],
    ],
    null,
  ],
])('%s', (_, parts, trouble) => {
  expect(after(...parts).trouble).toBe(trouble)
})

it('reads level and cut-off samples', () => {
  expect(readingOf(new Float32Array(8))).toEqual({ db: -120, clipped: 0 })
  expect(readingOf(new Float32Array([1, -1, 0.5, 0])).clipped).toBe(0.5)
})
