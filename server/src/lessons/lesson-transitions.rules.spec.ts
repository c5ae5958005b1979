import { LessonStatus, Refusal, type LessonState } from '@tongke/contract'
import type { AnyLessonCommand, LessonActor, LessonFacts, Moment } from './lesson-command.rules.ts'
import {
  ASSISTANT,
  factsOf,
  LECTURER,
  LEG,
  MINUTE,
  OBSERVER,
  ROOM,
  SCHEDULER,
  stateOf,
  SYSTEM,
  T,
  uuid,
  withOnlineLeg,
} from './lesson.fixtures.ts'
import { fire, nextDue, TRANSITIONS, type Trigger } from './lesson-transitions.rules.ts'

const command: AnyLessonCommand = { type: 'reschedule', to: uuid(77), reason: 'illness' }
const at = (status: LessonState['status'], change: Partial<LessonState> = {}): LessonState =>
  stateOf({ status, ...change })

const WATCHER = { id: uuid(600), name: '石老师', orgName: '村小' }
const master = (): LessonState => {
  const state = at('WAITING')
  return { ...state, plan: { ...state.plan, type: 'master', legs: [] }, legs: {} }
}

interface Case {
  name: string
  trigger: Trigger
  actor: LessonActor
  state: LessonState
  now: number
  facts?: LessonFacts
  gives: string
}

const green = { verdict: 'GREEN' as const, at: T - 20 * MINUTE }
const checked = factsOf({
  lecturerCheck: green,
  legChecks: { [LEG]: { verdict: 'AMBER', at: T - 20 * MINUTE } },
})
const live = (change: Partial<LessonState> = {}): LessonState =>
  at('LIVE', { startedAt: T, lecturerOnline: true, ...change })

const ARROWS: Case[] = [
  {
    name: 'every leg has assistant and device',
    trigger: 'prepare',
    actor: LECTURER,
    state: at('SCHEDULED'),
    now: T,
    gives: 'prepared',
  },
  {
    name: 'lines checked within 30 min',
    trigger: 'check',
    actor: SYSTEM,
    state: at('PREPARED'),
    now: T,
    facts: checked,
    gives: 'checked',
  },
  {
    name: 'at T−15 from PREPARED',
    trigger: 'open',
    actor: LECTURER,
    state: at('PREPARED'),
    now: T - 15 * MINUTE,
    gives: 'opened',
  },
  {
    name: 'a ms before T+15',
    trigger: 'open',
    actor: LECTURER,
    state: at('PREPARED'),
    now: T + 15 * MINUTE - 1,
    gives: 'opened',
  },
  {
    name: 'a ms before T+15',
    trigger: 'start',
    actor: LECTURER,
    state: withOnlineLeg(at('WAITING')),
    now: T + 15 * MINUTE - 1,
    gives: 'started',
  },
  {
    name: 'a master lesson with somebody who watches',
    trigger: 'start',
    actor: LECTURER,
    state: { ...master(), observers: [WATCHER] },
    now: T,
    gives: 'started',
  },
  { name: 'from CHECKED', trigger: 'open', actor: LECTURER, state: at('CHECKED'), now: T, gives: 'opened' },
  {
    name: 'a leg online with its assistant',
    trigger: 'start',
    actor: LECTURER,
    state: withOnlineLeg(at('WAITING')),
    now: T,
    gives: 'started',
  },
  {
    name: 'lecturer lost for more than 30 s',
    trigger: 'interrupt',
    actor: SYSTEM,
    state: live({ lecturerOnline: false, lecturerLostAt: T + MINUTE }),
    now: T + MINUTE + 30_001,
    gives: 'interrupted',
  },
  {
    name: 'a lecturer who never came counts from the start',
    trigger: 'interrupt',
    actor: SYSTEM,
    state: live({ lecturerOnline: false }),
    now: T + 30_001,
    gives: 'interrupted',
  },
  {
    name: 'lecturer is back',
    trigger: 'resume',
    actor: SYSTEM,
    state: at('INTERRUPTED', { lecturerOnline: true }),
    now: T,
    gives: 'resumed',
  },
  { name: 'lecturer ends', trigger: 'end', actor: LECTURER, state: live(), now: T, gives: 'ended' },
  {
    name: 'lecturer ends an interrupted one',
    trigger: 'end',
    actor: LECTURER,
    state: at('INTERRUPTED'),
    now: T,
    gives: 'ended',
  },
  { name: 'T+50', trigger: 'hard_stop', actor: SYSTEM, state: live(), now: T + 50 * MINUTE, gives: 'ended' },
  {
    name: 'T+50 while interrupted',
    trigger: 'hard_stop',
    actor: SYSTEM,
    state: at('INTERRUPTED'),
    now: T + 50 * MINUTE,
    gives: 'ended',
  },
  ...(['SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING'] as const).map((status): Case => ({
    name: `T+15 in ${status}`,
    trigger: 'expire',
    actor: SYSTEM,
    state: at(status),
    now: T + 15 * MINUTE,
    gives: 'not_held',
  })),
  {
    name: 'headcounts are in',
    trigger: 'settle',
    actor: SCHEDULER,
    state: at('ENDED', { endedAt: T }),
    now: T,
    gives: 'settled',
  },
  {
    name: 'headcounts are in and all is quiet',
    trigger: 'settle_ready',
    actor: SYSTEM,
    state: at('ENDED', { endedAt: T }),
    now: T + 35 * MINUTE,
    facts: factsOf({ quietSince: T + 5 * MINUTE }),
    gives: 'settled',
  },
  {
    name: '24 h later',
    trigger: 'settle_late',
    actor: SYSTEM,
    state: at('ENDED', { endedAt: T }),
    now: T + 24 * 60 * MINUTE,
    gives: 'settled',
  },
  ...(['SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING'] as const).flatMap((status): Case[] => [
    {
      name: `in ${status}`,
      trigger: 'cancel',
      actor: SCHEDULER,
      state: at(status),
      now: T - MINUTE,
      gives: 'cancelled',
    },
    {
      name: `in ${status}`,
      trigger: 'reschedule',
      actor: LECTURER,
      state: at(status),
      now: T - MINUTE,
      gives: 'rescheduled',
    },
  ]),
]

const ended = (needed: Partial<LessonState['legs'][string]>): LessonState => {
  const state = at('ENDED', { endedAt: T })
  const leg = state.legs[LEG]
  return leg ? { ...state, legs: { ...state.legs, [LEG]: { ...leg, status: 'LEFT', ...needed } } } : state
}

const stale = { verdict: 'GREEN' as const, at: T - 31 * MINUTE }
const red = { verdict: 'RED' as const, at: T - MINUTE }

const REFUSALS: Case[] = [
  {
    name: 'a leg without device',
    trigger: 'prepare',
    actor: LECTURER,
    state: at('SCHEDULED'),
    now: T,
    facts: factsOf({ legsWithDevice: new Set([LEG]) }),
    gives: 'lesson.unprepared',
  },
  {
    name: 'no check at all',
    trigger: 'check',
    actor: SYSTEM,
    state: at('PREPARED'),
    now: T,
    gives: 'lesson.unchecked',
  },
  {
    name: 'an old check',
    trigger: 'check',
    actor: SYSTEM,
    state: at('PREPARED'),
    now: T,
    facts: factsOf({ lecturerCheck: stale, legChecks: { [LEG]: green } }),
    gives: 'lesson.unchecked',
  },
  {
    name: 'only a red leg',
    trigger: 'check',
    actor: SYSTEM,
    state: at('PREPARED'),
    now: T,
    facts: factsOf({ lecturerCheck: green, legChecks: { [LEG]: red } }),
    gives: 'lesson.unchecked',
  },
  {
    name: 'before T−15',
    trigger: 'open',
    actor: LECTURER,
    state: at('PREPARED'),
    now: T - 15 * MINUTE - 1,
    gives: 'lesson.too_early',
  },
  ...(['PREPARED', 'CHECKED'] as const).map((status): Case => ({
    name: `at T+15 in ${status}`,
    trigger: 'open',
    actor: LECTURER,
    state: at(status),
    now: T + 15 * MINUTE,
    gives: 'lesson.transition',
  })),
  {
    name: 'at T+15',
    trigger: 'start',
    actor: LECTURER,
    state: withOnlineLeg(at('WAITING')),
    now: T + 15 * MINUTE,
    gives: 'lesson.transition',
  },
  {
    name: 'nobody there',
    trigger: 'start',
    actor: LECTURER,
    state: at('WAITING'),
    now: T,
    gives: 'lesson.no_ready_leg',
  },
  {
    name: 'an audience of a lesson for classes',
    trigger: 'start',
    actor: LECTURER,
    state: { ...at('WAITING'), observers: [WATCHER] },
    now: T,
    gives: 'lesson.no_ready_leg',
  },
  {
    name: 'nobody at a master lesson but an inspector unseen',
    trigger: 'start',
    actor: LECTURER,
    state: { ...master(), observers: [{ ...WATCHER, hidden: true }] },
    now: T,
    gives: 'lesson.no_ready_leg',
  },
  {
    name: 'lost for exactly 30 s',
    trigger: 'interrupt',
    actor: SYSTEM,
    state: live({ lecturerOnline: false, lecturerLostAt: T }),
    now: T + 30_000,
    gives: 'lesson.transition',
  },
  {
    name: 'lecturer is there',
    trigger: 'interrupt',
    actor: SYSTEM,
    state: live(),
    now: T + MINUTE,
    gives: 'lesson.transition',
  },
  {
    name: 'lecturer still away',
    trigger: 'resume',
    actor: SYSTEM,
    state: at('INTERRUPTED'),
    now: T,
    gives: 'lesson.transition',
  },
  {
    name: 'a ms before T+50',
    trigger: 'hard_stop',
    actor: SYSTEM,
    state: live(),
    now: T + 50 * MINUTE - 1,
    gives: 'lesson.transition',
  },
  {
    name: 'a ms before T+15',
    trigger: 'expire',
    actor: SYSTEM,
    state: at('WAITING'),
    now: T + 15 * MINUTE - 1,
    gives: 'lesson.transition',
  },
  {
    name: 'a class that came has no headcount',
    trigger: 'settle',
    actor: LECTURER,
    state: ended({}),
    now: T,
    gives: 'lesson.unsettled',
  },
  {
    name: 'a class that came has no headcount',
    trigger: 'settle_ready',
    actor: SYSTEM,
    state: ended({}),
    now: T + 40 * MINUTE,
    facts: factsOf({ quietSince: T }),
    gives: 'lesson.unsettled',
  },
  {
    name: 'a ms before it was quiet for 30 min',
    trigger: 'settle_ready',
    actor: SYSTEM,
    state: at('ENDED', { endedAt: T }),
    now: T + 35 * MINUTE - 1,
    facts: factsOf({ quietSince: T + 5 * MINUTE }),
    gives: 'lesson.transition',
  },
  {
    name: 'headcounts are in and all is quiet, evaluations are missing',
    trigger: 'settle_ready',
    actor: SYSTEM,
    state: at('ENDED', { endedAt: T }),
    now: T + 35 * MINUTE,
    facts: factsOf({ quietSince: T + 5 * MINUTE, evaluationsIn: false }),
    gives: 'lesson.unsettled',
  },
  {
    name: 'nobody looked whether it is quiet',
    trigger: 'settle_ready',
    actor: SYSTEM,
    state: at('ENDED', { endedAt: T }),
    now: T + 40 * MINUTE,
    gives: 'lesson.transition',
  },
  {
    name: 'before 24 h',
    trigger: 'settle_late',
    actor: SYSTEM,
    state: ended({}),
    now: T + MINUTE,
    gives: 'lesson.transition',
  },
]

const fireCase = ({ trigger, actor, state, now, facts }: Case) => {
  const moment: Moment = { state, actor, now, facts: facts ?? factsOf() }
  const result = fire(trigger, moment, command)
  return result instanceof Refusal ? result.code : result.kind
}

describe('lesson transitions', () => {
  test.each(ARROWS)('$trigger: $name gives $gives', (one) => {
    expect(fireCase(one)).toBe(one.gives)
  })

  test.each(REFUSALS)('$trigger refused: $name is $gives', (one) => {
    expect(fireCase(one)).toBe(one.gives)
  })

  test('every arrow of the table has a case', () => {
    const tried = new Set(ARROWS.map((one) => `${one.trigger} from ${one.state.status}`))
    const arrows = TRANSITIONS.flatMap((row) => row.from.map((from) => `${row.trigger} from ${from}`))
    expect(arrows.filter((arrow) => !tried.has(arrow))).toEqual([])
  })

  const triggers = [...new Set(TRANSITIONS.map((row) => row.trigger))]
  const from = (trigger: Trigger) =>
    new Set(TRANSITIONS.filter((r) => r.trigger === trigger).flatMap((r) => r.from))
  const wrongStates = triggers.flatMap((trigger) =>
    LessonStatus.options
      .filter((status) => !from(trigger).has(status))
      .map((status) => ({ trigger, status })),
  )
  test.each(wrongStates)('$trigger from $status is refused', ({ trigger, status }) => {
    const who = TRANSITIONS.find((row) => row.trigger === trigger)?.who ?? []
    const actor = [LECTURER, SCHEDULER, SYSTEM].find((one) => who.includes(one.part)) ?? SYSTEM
    expect(fireCase({ name: '', trigger, actor, state: at(status), now: T, gives: '' })).toBe(
      'lesson.transition',
    )
  })

  const strangers = triggers.flatMap((trigger) => {
    const who = TRANSITIONS.filter((row) => row.trigger === trigger).flatMap((row) => row.who)
    return [LECTURER, ASSISTANT, ROOM, OBSERVER, SCHEDULER, SYSTEM]
      .filter((actor) => !who.includes(actor.part))
      .map((actor) => ({ trigger, actor, part: actor.part, lecturers: who.includes('lecturer') }))
  })
  test.each(strangers)('$trigger by $part is refused', ({ trigger, actor, lecturers }) => {
    const status = TRANSITIONS.find((row) => row.trigger === trigger)?.from[0] ?? 'SCHEDULED'
    const code = fireCase({ name: '', trigger, actor, state: at(status), now: T, gives: '' })
    expect(code).toBe(lecturers ? 'lesson.not_lecturer' : 'auth.forbidden')
  })

  test.each([
    ['SCHEDULED', {}, T + 15 * MINUTE],
    ['LIVE', { startedAt: T, lecturerOnline: true }, T + 50 * MINUTE],
    ['LIVE', { startedAt: T, lecturerLostAt: T + MINUTE }, T + MINUTE + 30_001],
    ['INTERRUPTED', {}, T + 50 * MINUTE],
    ['ENDED', { endedAt: T }, T + 30 * MINUTE],
    ['SETTLED', {}, null],
    ['CANCELLED', {}, null],
  ] as const)('the clock next looks at %s %j', (status, change, due) => {
    expect(nextDue({ state: at(status, change), facts: factsOf() })).toBe(due)
  })

  test('a class without headcount settles after a day, news put the settling off', () => {
    expect(nextDue({ state: ended({}), facts: factsOf() })).toBe(T + 24 * 60 * MINUTE)
    const facts = factsOf({ quietSince: T + 20 * MINUTE })
    expect(nextDue({ state: at('ENDED', { endedAt: T }), facts })).toBe(T + 50 * MINUTE)
    const unwritten = factsOf({ evaluationsIn: false })
    expect(nextDue({ state: at('ENDED', { endedAt: T }), facts: unwritten })).toBe(T + 24 * 60 * MINUTE)
  })

  test.each([
    [0, false],
    [1, true],
  ])('cancelled %d ms after the week was closed is late: %s', (after, late) => {
    const now = factsOf().lateAfter + after
    const moment: Moment = { state: at('SCHEDULED'), actor: LECTURER, now, facts: factsOf() }
    expect(fire('cancel', moment, { type: 'cancel', reason: 'power' })).toEqual({
      kind: 'cancelled',
      reason: 'power',
      late,
    })
  })
})
