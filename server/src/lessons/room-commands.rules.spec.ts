import { Refusal, type LessonCommand, type LessonCommandType, type LessonState } from '@tongke/contract'
import { BOARD_SAMPLES } from './board/board.fixtures.ts'
import { decide } from './lesson.rules.ts'
import type { LessonActor } from './lesson-command.rules.ts'
import {
  ASSISTANT,
  factsOf,
  LECTURER,
  LEG,
  OBSERVER,
  OTHER_LEG,
  ROOM,
  stateOf,
  T,
  uuid,
  withOnlineLeg,
} from './lesson.fixtures.ts'
import { INTERACTION_SAMPLES } from './interaction.fixtures.ts'
import { MEETING_SAMPLES } from './meetings/meeting.fixtures.ts'
import { ROOM_COMMANDS } from './room-commands.rules.ts'

const headcount = { expected: 6, present: 5, leave: 1, absent: 0 }
const hand = { id: uuid(50), legId: LEG, seat: 3, raisedAt: T }
const live = (change: Partial<LessonState> = {}): LessonState =>
  withOnlineLeg(stateOf({ status: 'LIVE', startedAt: T, lecturerOnline: true, ...change }))
const taughtLocally = (state: LessonState): LessonState => {
  const leg = state.legs[LEG]
  return leg ? { ...state, legs: { ...state.legs, [LEG]: { ...leg, fallback: true } } } : state
}

const kindsOf = (state: LessonState, command: LessonCommand, actor: LessonActor): string | string[] => {
  const decision = decide(state, command, actor, T, factsOf())
  return decision instanceof Refusal ? decision.code : decision.map((event) => event.kind)
}

const SAMPLES: { [C in LessonCommandType]: Extract<LessonCommand, { type: C }> } = {
  prepare: { type: 'prepare' },
  open: { type: 'open' },
  start: { type: 'start' },
  end: { type: 'end' },
  call_on_stage: { type: 'call_on_stage', legId: LEG, handId: null },
  leave_stage: { type: 'leave_stage' },
  mute_leg: { type: 'mute_leg', legId: LEG },
  unmute_leg: { type: 'unmute_leg', legId: LEG },
  mute_all: { type: 'mute_all' },
  mute_lecturer: { type: 'mute_lecturer' },
  unmute_lecturer: { type: 'unmute_lecturer' },
  start_share: { type: 'start_share' },
  stop_share: { type: 'stop_share' },
  turn_page: { type: 'turn_page', page: 4 },
  ...BOARD_SAMPLES,
  raise_hand: { type: 'raise_hand', legId: LEG, seat: 3 },
  lower_hand: { type: 'lower_hand', handId: hand.id },
  take_headcount: { type: 'take_headcount', legId: LEG, headcount },
  sound_lost: { type: 'sound_lost', legId: LEG },
  sound_back: { type: 'sound_back', legId: LEG },
  spoke: { type: 'spoke', legId: LEG },
  choose_fallback: { type: 'choose_fallback', legId: LEG },
  notice_seen: { type: 'notice_seen', legId: LEG },
  pause_recording: { type: 'pause_recording' },
  resume_recording: { type: 'resume_recording' },
  send_message: { type: 'send_message', legId: LEG, text: '声音小' },
  ...INTERACTION_SAMPLES,
  ...MEETING_SAMPLES,
}

describe('commands by part', () => {
  const table = (Object.keys(SAMPLES) as LessonCommandType[]).flatMap((type) =>
    [LECTURER, ASSISTANT, ROOM, OBSERVER].map((actor) => ({
      type,
      part: actor.part,
      actor,
      allowed: (ROOM_COMMANDS[type].parts as readonly string[]).includes(actor.part),
    })),
  )
  test.each(table)('$type by $part: $allowed', ({ type, actor, allowed }) => {
    const code = kindsOf(live({ hands: [hand] }), SAMPLES[type], actor)
    const isWhoRefusal = code === 'lesson.not_lecturer' || code === 'auth.forbidden'
    expect(isWhoRefusal).toBe(!allowed)
  })

  const closed = (Object.keys(SAMPLES) as LessonCommandType[]).flatMap((type) =>
    (['SCHEDULED', 'SETTLED', 'CANCELLED', 'NOT_HELD'] as const).map((status) => ({ type, status })),
  )
  test.each(
    closed.filter(
      ({ type, status }) =>
        !(status === 'SCHEDULED' && (type === 'prepare' || type === 'open')) &&
        // Members are of meetings only, which have a table of their own.
        type !== 'raise_my_hand' &&
        // A roll that was taken without a line comes after the settlement.
        !(status === 'SETTLED' && type === 'take_headcount'),
    ),
  )('$type in $status is refused', ({ type, status }) => {
    const parts: readonly string[] = ROOM_COMMANDS[type].parts
    const actor = [LECTURER, ASSISTANT, ROOM].find(({ part }) => parts.includes(part)) ?? OBSERVER
    expect(kindsOf(stateOf({ status }), SAMPLES[type], actor)).toBe('lesson.transition')
  })
})

describe('an assistant and other classes', () => {
  const ofOther = (Object.values(SAMPLES) as LessonCommand[])
    .filter((command) => 'legId' in command && ROOM_COMMANDS[command.type].parts.includes('assistant'))
    .map((command) => ({ type: command.type, command: { ...command, legId: OTHER_LEG } as LessonCommand }))
  test.each(ofOther)('$type for another class is refused', ({ command }) => {
    expect(kindsOf(live(), command, ASSISTANT)).toBe('lesson.not_your_leg')
  })

  test('a class the lesson does not have is unknown', () => {
    expect(kindsOf(live(), { type: 'mute_leg', legId: uuid(999) }, LECTURER)).toBe('lesson.leg_unknown')
  })

  test('lowers only own hands', () => {
    const state = live({ hands: [{ ...hand, legId: OTHER_LEG }] })
    expect(kindsOf(state, SAMPLES.lower_hand, ASSISTANT)).toBe('lesson.not_your_leg')
    expect(kindsOf(state, SAMPLES.lower_hand, LECTURER)).toEqual(['hand_lowered'])
  })
})

describe('teaching', () => {
  test.each<[string, LessonState, LessonCommand, LessonActor, string | string[]]>([
    ['a hand', live(), SAMPLES.raise_hand, ASSISTANT, ['hand_raised']],
    ['the same seat again', live({ hands: [hand] }), SAMPLES.raise_hand, ASSISTANT, []],
    ['a hand that is gone', live(), SAMPLES.lower_hand, LECTURER, 'lesson.hand_unknown'],
    ['stage', live(), SAMPLES.call_on_stage, LECTURER, ['stage_taken']],
    [
      'stage from a hand',
      live({ hands: [hand] }),
      { type: 'call_on_stage', legId: LEG, handId: hand.id },
      LECTURER,
      ['stage_taken'],
    ],
    [
      'stage from an unknown hand',
      live(),
      { type: 'call_on_stage', legId: LEG, handId: hand.id },
      LECTURER,
      'lesson.hand_unknown',
    ],
    [
      'stage from the hand of another class',
      withOnlineLeg(live({ hands: [hand] }), OTHER_LEG),
      { type: 'call_on_stage', legId: OTHER_LEG, handId: hand.id },
      LECTURER,
      'lesson.hand_unknown',
    ],
    [
      'stage of an offline class',
      live(),
      { type: 'call_on_stage', legId: OTHER_LEG, handId: null },
      LECTURER,
      'lesson.leg_offline',
    ],
    [
      'stage changes class',
      live({ stage: { legId: OTHER_LEG, handId: null, seat: null, since: T } }),
      SAMPLES.call_on_stage,
      LECTURER,
      ['stage_left', 'stage_taken'],
    ],
    [
      'a seat of the class on stage',
      live({ stage: { legId: LEG, handId: null, seat: null, since: T } }),
      { type: 'call_on_stage', legId: LEG, handId: null, seat: 4 },
      LECTURER,
      ['stage_taken'],
    ],
    [
      'stage again',
      live({ stage: { legId: LEG, handId: null, seat: null, since: T } }),
      SAMPLES.call_on_stage,
      LECTURER,
      [],
    ],
    [
      'off stage',
      live({ stage: { legId: LEG, handId: null, seat: null, since: T } }),
      SAMPLES.leave_stage,
      LECTURER,
      ['stage_left'],
    ],
    ['off an empty stage', live(), SAMPLES.leave_stage, LECTURER, []],
    ['mute all', live(), SAMPLES.mute_all, LECTURER, ['leg_muted', 'leg_muted']],
    ['unmute what is not muted', live(), SAMPLES.unmute_leg, LECTURER, []],
    ['share', live(), SAMPLES.start_share, LECTURER, ['share_started']],
    ['share twice', live({ sharing: true }), SAMPLES.start_share, LECTURER, []],
    ['same page', live({ page: 4 }), SAMPLES.turn_page, LECTURER, []],
    ['headcount', live(), SAMPLES.take_headcount, ASSISTANT, ['headcount_taken']],
    [
      'headcount after class',
      live({ status: 'ENDED' }),
      SAMPLES.take_headcount,
      ASSISTANT,
      ['headcount_taken'],
    ],
    ['sound lost', live(), SAMPLES.sound_lost, ASSISTANT, ['sound_lost']],
    ['sound back that was not lost', live(), SAMPLES.sound_back, ASSISTANT, []],
    ['speaking while waiting is no interaction', live({ status: 'WAITING' }), SAMPLES.spoke, ASSISTANT, []],
    [
      'stage while waiting',
      live({ status: 'WAITING' }),
      SAMPLES.call_on_stage,
      LECTURER,
      'lesson.transition',
    ],
    [
      'message to all',
      live(),
      { type: 'send_message', legId: null, text: '请看黑板' },
      LECTURER,
      ['message_sent'],
    ],
    ['fallback', live(), SAMPLES.choose_fallback, ASSISTANT, ['fallback_chosen']],
    [
      'a hand of a class that is taught locally',
      taughtLocally(live()),
      SAMPLES.raise_hand,
      ASSISTANT,
      'lesson.transition',
    ],
  ])('%s', (_, state, command, actor, gives) => {
    expect(kindsOf(state, command, actor)).toEqual(gives)
  })

  test('an assistant’s message without a class is about the own class', () => {
    const decision = decide(
      live(),
      { type: 'send_message', legId: null, text: '听不清' },
      ASSISTANT,
      T,
      factsOf(),
    )
    expect(decision).toEqual([
      expect.objectContaining({ kind: 'message_sent', legId: LEG, messageId: factsOf().commandId }),
    ])
  })
})
