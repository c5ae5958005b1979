import { Refusal, type ErrorCode, type LessonState } from '@tongke/contract'
import type { LessonActor } from '../lesson-command.rules.ts'
import { ASSISTANT, factsOf, LECTURER, LEG, OTHER_LEG, SCHEDULER, stateOf, T } from '../lesson.fixtures.ts'
import { decideRoll, rollStateOf } from './roll.rules.ts'

const HOUR = 3_600_000
const headcount = { expected: 6, present: 5, leave: 1, absent: 0 }
const taken = (state: LessonState): LessonState => ({
  ...state,
  legs: { ...state.legs, [LEG]: { ...state.legs[LEG]!, headcount } },
})
const live = stateOf({ status: 'LIVE', startedAt: T })
const ended = stateOf({ status: 'ENDED', startedAt: T, endedAt: T })
const settled = stateOf({ status: 'SETTLED', startedAt: T, endedAt: T })

const ROWS: [string, LessonState, LessonActor, number, string | null, ErrorCode | 'taken', string?][] = [
  ['during the lesson', live, ASSISTANT, T, null, 'taken'],
  ['changed during the lesson', taken(live), ASSISTANT, T, null, 'taken'],
  ['after the lesson, for the first time', ended, ASSISTANT, T + HOUR, null, 'taken'],
  ['changed within the day', taken(settled), ASSISTANT, T + 24 * HOUR, null, 'taken'],
  ['changed a ms later', taken(settled), ASSISTANT, T + 24 * HOUR + 1, null, 'paper.locked'],
  ['changed later with a reason', taken(settled), ASSISTANT, T + 24 * HOUR + 1, '点错了', 'taken'],
  ['written without a line, sent on the third day', settled, ASSISTANT, T + 72 * HOUR, null, 'taken'],
  ['a ms after that', settled, ASSISTANT, T + 72 * HOUR + 1, null, 'paper.too_late'],
  ['even with a reason', taken(settled), ASSISTANT, T + 72 * HOUR + 1, '点错了', 'paper.too_late'],
  ['a coordinator, later', settled, SCHEDULER, T + 200 * HOUR, null, 'taken'],
  [
    'a coordinator changes, without a reason',
    taken(settled),
    SCHEDULER,
    T + 200 * HOUR,
    null,
    'paper.locked',
  ],
  ['the lecturer', live, LECTURER, T, null, 'auth.forbidden'],
  ['of another class', live, ASSISTANT, T, null, 'lesson.not_your_leg', OTHER_LEG],
  ['of no class', live, SCHEDULER, T, null, 'lesson.leg_unknown', 'nowhere'],
  ['before the room is open', stateOf(), ASSISTANT, T, null, 'lesson.transition'],
  [
    'of a lesson that was not held',
    stateOf({ status: 'NOT_HELD', endedAt: T }),
    ASSISTANT,
    T,
    null,
    'lesson.transition',
  ],
]

test.each(ROWS)('a roll %s', (_, state, actor, now, reason, gives, legId = LEG) => {
  const roll = {
    type: 'hand_in_roll' as const,
    legId,
    headcount,
    source: 'quick' as const,
    seats: [],
    reason,
  }
  const decision = decideRoll({ state, actor, now, facts: factsOf() }, roll)
  const outcome = decision instanceof Refusal ? decision.code : decision
  expect(outcome).toEqual(gives === 'taken' ? [{ kind: 'headcount_taken', legId, headcount }] : gives)
})

test.each([
  [null, null, 'SUBMITTED'],
  [null, 10, 'SUBMITTED'],
  [null, 9, 'LOCKED'],
  [5, 9, 'AMENDED'],
] as const)('amended at %s, locks at %s: %s', (amendedAt, locksAt, state) => {
  expect(rollStateOf(amendedAt, locksAt, 10)).toBe(state)
})
