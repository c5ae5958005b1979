import type { RoomLesson } from '@tongke/contract'
import { currentLesson, dueLesson, lastWordsMs } from './follow.rules.ts'

const MINUTE = 60_000
const T = 1_800_000_000_000
type Lesson = Pick<RoomLesson, 'id' | 'status' | 'role' | 'plannedStart' | 'enterFrom' | 'enterUntil'>
const lesson = (id: string, start: number, change: Partial<Lesson> = {}): Lesson => ({
  id,
  status: 'SCHEDULED',
  role: 'listen',
  plannedStart: start,
  enterFrom: start - 15 * MINUTE,
  enterUntil: start + 50 * MINUTE,
  ...change,
})

it.each<[string, Lesson[], number, string | undefined]>([
  ['a moment before T–15', [lesson('a', T)], T - 15 * MINUTE - 1, undefined],
  ['at T–15', [lesson('a', T)], T - 15 * MINUTE, 'a'],
  ['after a power cut in the middle', [lesson('a', T, { status: 'LIVE' })], T + 20 * MINUTE, 'a'],
  ['opened early: not before its time', [lesson('a', T, { status: 'WAITING' })], T - 16 * MINUTE, undefined],
  ['closed', [lesson('a', T)], T + 50 * MINUTE, undefined],
  ['called off meanwhile', [lesson('a', T, { status: 'CANCELLED' })], T, undefined],
  ['moved meanwhile', [lesson('a', T, { status: 'RESCHEDULED' }), lesson('b', T + MINUTE)], T, 'b'],
  ['taught from here', [lesson('a', T, { role: 'lecture' })], T, undefined],
  [
    'one that overruns before the next',
    [lesson('a', T, { status: 'LIVE' }), lesson('b', T + 55 * MINUTE)],
    T + 45 * MINUTE,
    'a',
  ],
  [
    'the next one when the last is over',
    [lesson('a', T, { status: 'ENDED' }), lesson('b', T + 55 * MINUTE)],
    T + 45 * MINUTE,
    'b',
  ],
])('%s', (_, lessons, now, expected) => {
  expect(dueLesson(lessons, now)?.id).toBe(expected)
})

it('leaves those alone who left on purpose, for a while', () => {
  const heldBack = { lessonId: 'a', until: T + 2 * MINUTE }
  const lessons = [lesson('a', T)]
  expect(dueLesson(lessons, T, heldBack)).toBeUndefined()
  expect(dueLesson(lessons, T + 2 * MINUTE, heldBack)?.id).toBe('a')
})

it('turns the screen around what is open, then what comes, never what is over', () => {
  const over = lesson('over', T, { status: 'ENDED' })
  const missed = lesson('missed', T)
  const next = lesson('next', T + 90 * MINUTE)
  expect(currentLesson([over, missed, next], T + 60 * MINUTE)?.id).toBe('next')
  expect(currentLesson([over, next, { ...missed, status: 'LIVE' }], T)?.id).toBe('missed')
  expect(currentLesson([over], T)).toBeUndefined()
})

it('keeps the last words of a lesson for a while', () => {
  expect([
    lastWordsMs('LIVE'),
    lastWordsMs('SCHEDULED'),
    lastWordsMs('ENDED'),
    lastWordsMs('CANCELLED'),
  ]).toEqual([null, null, 60_000, 20_000])
})
