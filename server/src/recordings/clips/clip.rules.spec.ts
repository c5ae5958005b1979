import { REPLAY_POLICY_DEFAULTS } from '../replay-policy.rules.ts'
import { cutArgs, isCuttable } from './clip.rules.ts'

const MINUTE = 60_000

test.each([
  ['micro_lesson', 0, 10 * MINUTE, true],
  ['micro_lesson', 0, 20 * MINUTE, true],
  ['micro_lesson', 0, 20 * MINUTE + 1, false],
  ['micro_lesson', MINUTE, MINUTE + 4_999, false],
  ['micro_lesson', 39 * MINUTE, 41 * MINUTE, false],
  ['recording', 0, 40 * MINUTE, true],
] as const)('%s from %d to %d of forty minutes: %s', (type, fromMs, toMs, can) => {
  expect(isCuttable(type, { fromMs, toMs }, 40 * MINUTE, REPLAY_POLICY_DEFAULTS)).toBe(can)
})

test('a cut begins at the picture of its turn of the page', () => {
  expect(cutArgs('film.mp4', { fromMs: 60_010, toMs: 90_000 }).slice(0, 6)).toEqual([
    '-ss',
    '60.051',
    '-i',
    'film.mp4',
    '-t',
    '29.950',
  ])
})
