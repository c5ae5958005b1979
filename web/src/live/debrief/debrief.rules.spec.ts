import type { DebriefState } from '@tongke/contract'
import { guidanceOf, isTurn, newerOf } from './debrief.rules.ts'

const state = (change: Partial<DebriefState> = {}): DebriefState => ({
  sessionId: 's',
  revision: 3,
  lessonId: 'l',
  at: 60_000,
  playing: true,
  leading: true,
  setAt: 1_000_000,
  byName: '',
  ...change,
})
const LONG = 40 * 60_000

it.each([
  ['who comes late lands where all are', state(), { at: 0, playing: false }, 1_010_000, 70_000, true],
  ['who is there already is left alone', state(), { at: 69_200, playing: true }, 1_010_000, null, null],
  [
    'a pause stops all at one place',
    state({ playing: false }),
    { at: 61_000, playing: true },
    1_010_000,
    60_000,
    false,
  ],
  [
    'at the end nobody plays on',
    state({ at: LONG - 5_000 }),
    { at: LONG, playing: true },
    1_010_000,
    null,
    false,
  ],
  ['a command of just now is not in the future', state(), { at: 60_000, playing: true }, 999_000, null, null],
] as const)('%s', (_, told, player, now, seek, play) => {
  expect(guidanceOf(told, player, now, LONG)).toEqual({ seek, play })
})

it.each([
  ['plays on', { at: 0, playing: true }, { at: 1_000, playing: true }, false],
  ['pauses', { at: 0, playing: true }, { at: 900, playing: false }, true],
  ['jumps', { at: 0, playing: true }, { at: 30_000, playing: true }, true],
  ['jumps while it stands', { at: 0, playing: false }, { at: 30_000, playing: false }, true],
  ['stands', { at: 0, playing: false }, { at: 0, playing: false }, false],
])('the leader %s', (_, before, after, turn) => {
  expect(isTurn(before, after, 1_000)).toBe(turn)
})

it('does not go back to an older command', () => {
  expect(newerOf(state({ revision: 4 }), state()).revision).toBe(4)
  expect(newerOf(null, state()).revision).toBe(3)
})
