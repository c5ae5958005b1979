import { noRecording, Refusal, type LessonRecording, type LessonState } from '@tongke/contract'
import type { AnyLessonCommand, LessonActor } from '../lesson-command.rules.ts'
import {
  ASSISTANT,
  factsOf,
  LEG,
  LECTURER,
  OBSERVER,
  OTHER_LEG,
  ROOM,
  stateOf,
  SYSTEM,
  T,
  withOnlineLeg,
} from '../lesson.fixtures.ts'
import { decide } from '../lesson.rules.ts'
import { AGREED } from './recording-agreement.ts'
import { recordOrderOf } from './recording.rules.ts'

const room = (
  status: LessonState['status'],
  recording: Partial<LessonRecording> = {},
  legs: readonly string[] = [LEG],
): LessonState =>
  legs.reduce(
    (state, legId) => withOnlineLeg(state, legId),
    stateOf({ status, lecturerOnline: true, recording: { ...noRecording, ...recording } }),
  )

const done = (state: LessonState, command: AnyLessonCommand, actor: LessonActor, recording = AGREED) => {
  const decision = decide(state, command, actor, T, factsOf({ recording }))
  return decision instanceof Refusal ? decision.code : decision.map(({ kind }) => kind)
}

const start = { type: 'start' } as const
const seen = { type: 'notice_seen', legId: LEG } as const
const pause = { type: 'pause_recording' } as const
const resume = { type: 'resume_recording' } as const

describe('recording', () => {
  test.each([
    [
      'begins with a lesson whose classes saw the notice',
      room('WAITING', { seen: [LEG] }),
      start,
      LECTURER,
      ['started', 'recording_started'],
    ],
    [
      'waits for a class that has not',
      room('WAITING', { seen: [LEG] }, [LEG, OTHER_LEG]),
      start,
      LECTURER,
      ['started'],
    ],
    [
      'begins when the last of them has',
      room('LIVE', { seen: [OTHER_LEG] }, [LEG, OTHER_LEG]),
      seen,
      ROOM,
      ['notice_seen', 'recording_started'],
    ],
    ['does not begin while the room waits', room('WAITING'), seen, ASSISTANT, ['notice_seen']],
    ['is paused by the lecturer', room('LIVE', { phase: 'on' }), pause, LECTURER, ['recording_paused']],
    ['goes on', room('LIVE', { phase: 'paused' }), resume, LECTURER, ['recording_resumed']],
    [
      'ends with the lesson',
      room('LIVE', { phase: 'on' }),
      { type: 'end' },
      LECTURER,
      ['ended', 'recording_stopped'],
    ],
    [
      'ends paused',
      room('LIVE', { phase: 'paused' }),
      { type: 'end' },
      LECTURER,
      ['ended', 'recording_stopped'],
    ],
    ['is not begun again', room('LIVE', { phase: 'stopped', seen: [LEG] }), { type: 'tick' }, SYSTEM, []],
    ['cannot be paused before it began', room('LIVE'), pause, LECTURER, 'lesson.transition'],
    ['cannot be resumed when nobody paused it', room('LIVE'), resume, LECTURER, 'lesson.transition'],
    ['is not for a class to pause', room('LIVE', { phase: 'on' }), pause, ASSISTANT, 'lesson.not_lecturer'],
    [
      'a class sees for itself only',
      room('WAITING'),
      { type: 'notice_seen', legId: OTHER_LEG },
      ROOM,
      'lesson.not_your_leg',
    ],
    ['an observer is no class', room('WAITING'), seen, OBSERVER, 'auth.forbidden'],
  ] as [string, LessonState, AnyLessonCommand, LessonActor, string[] | string][])(
    '%s',
    (_, state, command, actor, expected) => {
      expect(done(state, command, actor)).toEqual(expected)
    },
  )

  test('a lesson whose rule says no is not recorded, and everybody is told', () => {
    const agreement = { ...AGREED, isRecorded: false }
    expect(done(room('WAITING', { seen: [LEG] }), start, LECTURER, agreement)).toEqual([
      'started',
      'recording_refused',
    ])
  })

  test.each([
    ['nobody while it is paused', room('LIVE', { phase: 'paused', seen: [LEG] }), null],
    ['nobody when the room is closed', room('ENDED', { phase: 'on', seen: [LEG] }), null],
    [
      'the lecturer and who saw the notice',
      room('LIVE', { phase: 'on', seen: [LEG] }),
      ['lecturer', `leg:${LEG}`, `assistant:${LEG}`],
    ],
    [
      'not a class that refuses',
      room('LIVE', { phase: 'on', seen: [LEG, OTHER_LEG], refusedLegs: [LEG] }),
      ['lecturer', `leg:${OTHER_LEG}`, `assistant:${OTHER_LEG}`],
    ],
  ] as [string, LessonState, string[] | null][])('records %s', (_, state, identities) => {
    expect(recordOrderOf(state)?.identities ?? null).toEqual(identities)
  })
})
