import { LessonEventBody, type LessonEvent } from './events.ts'
import { applyLessonEvent, emptyLesson, projectEvent, projectState } from './reducer.ts'
import { LessonState, MESSAGES_KEPT, type LessonPlan } from './state.ts'

const id = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const A = id(1)
const B = id(2)
const HAND = id(50)
const plan: LessonPlan = {
  title: '荷花',
  type: 'delivery',
  subject: 'chinese',
  grade: 3,
  plannedStart: 1_000_000,
  plannedMinutes: 40,
  lecturer: { id: id(10), name: '王', orgName: '一小' },
  lectureClass: { id: id(11), name: '三(1)', orgName: '一小' },
  legs: [A, B].map((leg) => ({
    id: leg,
    classId: id(20),
    className: '三',
    orgId: id(30),
    orgName: '村小',
    assistantId: id(40),
    assistantName: '李',
    headcount: 6,
  })),
}

const play = (...bodies: LessonEventBody[]): LessonState =>
  bodies.reduce(
    (state, body, index) => applyLessonEvent(state, { revision: index + 1, at: 1000 * (index + 1), body }),
    emptyLesson(id(9), plan),
  )
const hand = (handId = HAND, legId = A): LessonEventBody => ({ kind: 'hand_raised', legId, handId, seat: 3 })
const live: LessonEventBody[] = [{ kind: 'planned', plan }, { kind: 'opened' }, { kind: 'started' }]

describe('applyLessonEvent', () => {
  test.each<[string, LessonEventBody[], (state: LessonState) => unknown, unknown]>([
    ['times', live, (s) => [s.status, s.openedAt, s.startedAt], ['LIVE', 2000, 3000]],
    ['hands queue up', [hand(), hand(id(51), B)], (s) => s.hands.map((h) => h.id), [HAND, id(51)]],
    ['a lowered hand', [hand(), { kind: 'hand_lowered', legId: A, handId: HAND }], (s) => s.hands, []],
    [
      'stage takes the hand down',
      [hand(), { kind: 'stage_taken', legId: A, handId: HAND, seat: 3 }],
      (s) => [s.hands.length, s.stage?.seat, s.legs[A]?.interactions],
      [0, 3, 1],
    ],
    [
      'stage lifts the mute',
      [
        { kind: 'leg_muted', legId: A },
        { kind: 'stage_taken', legId: A, handId: null, seat: null },
      ],
      (s) => s.legs[A]?.muted,
      false,
    ],
    [
      'another leg leaving the stage is not ours',
      [
        { kind: 'stage_taken', legId: A, handId: null, seat: null },
        { kind: 'stage_left', legId: B },
      ],
      (s) => s.stage?.legId,
      A,
    ],
    [
      'ready with the assistant alone',
      [{ kind: 'assistant_arrived', legId: A, personId: id(40), name: '李' }],
      (s) => s.legs[A]?.status,
      'READY',
    ],
    [
      'an arriving assistant keeps a leg online',
      [
        { kind: 'leg_online', legId: A },
        { kind: 'assistant_arrived', legId: A, personId: id(40), name: '李' },
      ],
      (s) => s.legs[A]?.status,
      'ONLINE',
    ],
    [
      'low picture is degraded',
      [
        { kind: 'leg_online', legId: A },
        { kind: 'leg_mode', legId: A, mode: 'low' },
      ],
      (s) => s.legs[A]?.status,
      'DEGRADED',
    ],
    [
      'offline forgets the mode',
      [
        { kind: 'leg_online', legId: A },
        { kind: 'leg_mode', legId: A, mode: 'low' },
        { kind: 'leg_offline', legId: A },
      ],
      (s) => [s.legs[A]?.status, s.legs[A]?.mode],
      ['OFFLINE', null],
    ],
    [
      'a lost leg keeps stage and hands',
      [
        hand(),
        { kind: 'stage_taken', legId: B, handId: null, seat: null },
        { kind: 'leg_offline', legId: B },
      ],
      (s) => [s.stage?.legId, s.hands.length],
      [B, 1],
    ],
    [
      'local teaching leaves the stage',
      [
        { kind: 'stage_taken', legId: A, handId: null, seat: null },
        { kind: 'fallback_chosen', legId: A },
      ],
      (s) => [s.stage, s.legs[A]?.fallback],
      [null, true],
    ],
    [
      'local teaching takes the hands of that class down, and no other',
      [hand(), hand(id(51), B), { kind: 'fallback_chosen', legId: A }],
      (s) => s.hands.map((h) => h.id),
      [id(51)],
    ],
    [
      'a lost lecturer shares no more',
      [{ kind: 'share_started' }, { kind: 'lecturer_lost' }],
      (s) => [s.sharing, s.lecturerLostAt],
      [false, 2000],
    ],
    [
      'resumed',
      [{ kind: 'lecturer_lost' }, { kind: 'interrupted' }, { kind: 'lecturer_online' }, { kind: 'resumed' }],
      (s) => [s.status, s.lecturerLostAt],
      ['LIVE', null],
    ],
    [
      'a new plan starts over',
      [
        { kind: 'planned', plan },
        { kind: 'prepared' },
        { kind: 'replanned', plan: { ...plan, title: '新' } },
      ],
      (s) => [s.status, s.plan.title],
      ['SCHEDULED', '新'],
    ],
    [
      'an observer who comes twice is one',
      [
        { kind: 'observer_arrived', id: id(70), name: '督', orgName: '局' },
        { kind: 'observer_arrived', id: id(70), name: '督', orgName: '局' },
      ],
      (s) => s.observers.length,
      1,
    ],
    [
      'end empties the room',
      [
        ...live,
        hand(),
        { kind: 'leg_online', legId: A },
        { kind: 'stage_taken', legId: A, handId: null, seat: null },
        { kind: 'ended', by: 'lecturer' },
      ],
      (s) => [s.hands.length, s.stage, s.legs[A]?.status, s.legs[B]?.status, s.endedAt],
      [0, null, 'LEFT', 'EXPECTED', 7000],
    ],
    [
      'an unknown leg changes nothing',
      [{ kind: 'leg_muted', legId: id(99) }],
      (s) => Object.keys(s.legs),
      [A, B],
    ],
    ['a hidden event only counts', [{ kind: 'hidden' }], (s) => [s.revision, s.messages.length], [1, 0]],
  ])('%s', (_, events, look, expected) => {
    const state = play(...events)
    expect(LessonState.parse(state)).toEqual(state)
    expect(look(state)).toEqual(expected)
  })

  test.each([0, 1, 3])('revision %d after 1 is not the next one and changes nothing', (revision) => {
    const state = play({ kind: 'planned', plan })
    expect(applyLessonEvent(state, { revision, at: 1, body: { kind: 'opened' } })).toBe(state)
  })

  test('keeps the newest messages only', () => {
    const message = (n: number): LessonEventBody => ({
      kind: 'message_sent',
      messageId: id(n),
      fromId: A,
      fromName: '李',
      legId: A,
      text: String(n),
    })
    const state = play(...Array.from({ length: MESSAGES_KEPT + 5 }, (_, n) => message(n)))
    expect([state.messages.length, state.messages.at(-1)?.text]).toEqual([
      MESSAGES_KEPT,
      String(MESSAGES_KEPT + 4),
    ])
  })
})

describe('projection', () => {
  const event: LessonEvent = {
    revision: 4,
    at: 1,
    body: { kind: 'message_sent', messageId: HAND, fromId: A, fromName: '李', legId: A, text: '听不清' },
  }
  test('the private line is for staff', () => {
    expect(projectEvent(event, true)).toBe(event)
    expect(projectEvent(event, false)).toEqual({ revision: 4, at: 1, body: { kind: 'hidden' } })
    expect(projectState(play(event.body), false).messages).toEqual([])
  })
  test('of an inspector who looks in unseen nobody reads, not even the lecturer', () => {
    const arrived: LessonEventBody = {
      kind: 'observer_arrived',
      id: A,
      name: '督学',
      orgName: '督导室',
      hidden: true,
    }
    const left: LessonEventBody = { kind: 'observer_left', id: A, hidden: true }
    for (const body of [arrived, left])
      for (const isStaff of [true, false])
        expect(projectEvent({ revision: 2, at: 1, body }, isStaff).body).toEqual({ kind: 'hidden' })
    expect(play(arrived).observers).toHaveLength(1)
    expect(projectState(play(arrived), true).observers).toEqual([])
    expect(play(arrived, left).observers).toEqual([])
  })
})
