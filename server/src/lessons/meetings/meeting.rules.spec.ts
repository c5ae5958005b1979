import { Directive, Refusal, type LessonCommand, type LessonState } from '@tongke/contract'
import { participantOf } from '../lesson-access.rules.ts'
import type { AnyLessonCommand, LessonActor } from '../lesson-command.rules.ts'
import { nextDue } from '../lesson-transitions.rules.ts'
import { decide, foresee } from '../lesson.rules.ts'
import { factsOf, LECTURER, MINUTE, SCHEDULER, stateOf, SYSTEM, T, uuid } from '../lesson.fixtures.ts'
import { directiveOf } from '../directive.rules.ts'
import { intervalsOf } from './intervals.rules.ts'
import {
  CHAIR_ID,
  FAR,
  FAR_TOO,
  MEETING_SAMPLES as S,
  meetingOf,
  MEMBER,
  NEAR,
  TOWN,
  VILLAGE,
} from './meeting.fixtures.ts'

const after = (
  state: LessonState,
  command: AnyLessonCommand,
  actor: LessonActor = LECTURER,
  now = T,
): LessonState => {
  const decision = decide(state, command, actor, now, factsOf())
  if (decision instanceof Refusal) throw decision
  return foresee(state, decision, now)
}
const outcome = (state: LessonState, command: AnyLessonCommand, actor: LessonActor): string | string[] => {
  const decision = decide(state, command, actor, T, factsOf())
  return decision instanceof Refusal ? decision.code : decision.map(({ kind }) => kind)
}

const INVITED = meetingOf().plan.meeting!.people
const CHAIR = INVITED[0]!
const LATER = { id: uuid(820), name: '后来', orgId: VILLAGE, orgName: '村小', isRural: true }
const LEFT_AND_SET = ['member_offline', 'member_offline', 'member_offline', 'people_set']

test.each<[string, LessonState, AnyLessonCommand, LessonActor, string | string[]]>([
  ['a lesson knows no agenda', stateOf({ status: 'LIVE' }), S.next_item, LECTURER, 'lesson.transition'],
  ['a meeting calls no class on stage', meetingOf(), { type: 'leave_stage' }, LECTURER, 'lesson.transition'],
  ['the chair goes on', meetingOf(), S.next_item, LECTURER, ['item_reached']],
  ['nothing comes before the first item', meetingOf(), S.previous_item, LECTURER, []],
  ['a member does not go on', meetingOf(), S.next_item, MEMBER, 'lesson.not_lecturer'],
  ['a hand', meetingOf(), S.raise_my_hand, MEMBER, ['member_hand_raised']],
  [
    'somebody else lowers no hand',
    meetingOf({}, { hands: [{ personId: NEAR, raisedAt: T }] }),
    { type: 'lower_member_hand', personId: NEAR },
    MEMBER,
    'lesson.not_lecturer',
  ],
  [
    'all are silenced but the chair',
    meetingOf(),
    { type: 'mute_all' },
    LECTURER,
    [1, 2, 3].map(() => 'member_silenced'),
  ],
  ['one speaks again', meetingOf({}, { silenced: [FAR] }), S.unsilence_member, MEMBER, ['member_unsilenced']],
  [
    'and not for others',
    meetingOf({}, { silenced: [NEAR] }),
    { type: 'unsilence_member', personId: NEAR },
    MEMBER,
    'lesson.not_lecturer',
  ],
  [
    'no stranger',
    meetingOf(),
    { type: 'silence_member', personId: uuid(999) },
    LECTURER,
    'meeting.person_unknown',
  ],
  [
    'who is not invited',
    meetingOf(),
    S.raise_my_hand,
    { ...MEMBER, personId: uuid(999) },
    'lesson.not_participant',
  ],
  ['groups', meetingOf(), S.split_room, LECTURER, ['room_split', 'announced']],
  ['nobody to call back', meetingOf(), S.call_back, LECTURER, 'meeting.split'],
  [
    'alone nobody begins',
    meetingOf({ status: 'WAITING' }, { online: [] }),
    { type: 'start' },
    LECTURER,
    'meeting.alone',
  ],
  ['with somebody', meetingOf({ status: 'WAITING' }), { type: 'start' }, LECTURER, ['started']],
  ['an agenda for it', meetingOf(), { type: 'set_agenda', agenda: [] }, SCHEDULER, ['agenda_set']],
  ['and for nothing else', stateOf(), { type: 'set_agenda', agenda: [] }, SCHEDULER, 'lesson.transition'],
  ['another circle', meetingOf(), { type: 'set_people', people: [CHAIR, LATER] }, SCHEDULER, LEFT_AND_SET],
  ['the same circle', meetingOf(), { type: 'set_people', people: INVITED }, SCHEDULER, []],
  [
    'none without its chair',
    meetingOf(),
    { type: 'set_people', people: [LATER] },
    SCHEDULER,
    'meeting.people',
  ],
  [
    'nor after the end',
    meetingOf({ status: 'ENDED' }),
    { type: 'set_people', people: [CHAIR, LATER] },
    SCHEDULER,
    'lesson.transition',
  ],
  ['a circle from the room', meetingOf(), { type: 'set_people', people: INVITED }, MEMBER, 'auth.forbidden'],
  ['nor from the room', meetingOf(), { type: 'set_agenda', agenda: [] }, MEMBER, 'auth.forbidden'],
] as [string, LessonState, LessonCommand, LessonActor, string | string[]][])(
  '%s',
  (_, state, command, actor, expected) => {
    expect(outcome(state, command, actor)).toEqual(expected)
  },
)

test('the agenda runs by the server: what an item took is kept, also when it is taken up again', () => {
  const second = after(meetingOf(), S.next_item, LECTURER, T + 4 * MINUTE)
  const again = after(second, S.previous_item, LECTURER, T + 10 * MINUTE)
  expect(again.meeting?.clock).toEqual({
    index: 0,
    since: T + 10 * MINUTE,
    spentMs: [4 * MINUTE, 6 * MINUTE],
  })
  const shorter = after(
    second,
    { type: 'set_agenda', agenda: [{ title: '说课', minutes: 15 }] },
    SCHEDULER,
    T + 5 * MINUTE,
  )
  expect(shorter.meeting?.clock).toEqual({ index: 0, since: T + 5 * MINUTE, spentMs: [4 * MINUTE] })
})

test('schools confer apart until their time is over; the chair goes from one to the other', () => {
  const apart = after(meetingOf(), S.split_room)
  const groupsOf = (state: LessonState) => Directive.parse(directiveOf(state)).groups
  expect(groupsOf(apart)).toEqual([
    ['lecturer', `member:${NEAR}`],
    [`member:${FAR}`, `member:${FAR_TOO}`],
  ])
  expect(groupsOf(after(apart, S.visit_group))?.[1]).toContain('lecturer')
  expect(nextDue({ state: apart, facts: factsOf() })).toBe(T + 10 * MINUTE)
  expect(after(apart, { type: 'tick' }, SYSTEM, T + 10 * MINUTE - 1).meeting?.breakout).not.toBeNull()
  expect(groupsOf(after(apart, { type: 'tick' }, SYSTEM, T + 10 * MINUTE))).toEqual([
    ['lecturer', ...[NEAR, FAR, FAR_TOO].map((id) => `member:${id}`)],
  ])
  const called = after(apart, S.call_back, LECTURER, T + MINUTE)
  expect(called.meeting?.breakout?.endsAt).toBe(T + MINUTE + 30_000)
  expect(after(called, { ...S.call_back, seconds: 0 }).meeting?.breakout).toBeNull()
})

test('who is invited meanwhile sits with the own school; who is not any more is out of everything', () => {
  const state = meetingOf({}, { hands: [{ personId: FAR, raisedAt: T }], silenced: [FAR] })
  const apart = after(after(state, S.split_room), S.visit_group)
  const people = [...INVITED.filter(({ id }) => id !== FAR), LATER]
  const now = after(apart, { type: 'set_people', people }, SCHEDULER)
  expect(now.plan.meeting?.people).toEqual(people)
  expect(now.meeting).toMatchObject({ online: [NEAR, FAR_TOO], hands: [], silenced: [] })
  expect(Directive.parse(directiveOf(now)).groups).toEqual([
    [`member:${NEAR}`],
    ['lecturer', `member:${FAR_TOO}`, `member:${LATER.id}`],
  ])
  expect(outcome(now, { type: 'raise_my_hand' }, MEMBER)).toBe('lesson.not_participant')
  const together = after(state, { type: 'set_people', people }, SCHEDULER)
  expect(directiveOf(together).groups?.flat()).not.toContain(`member:${FAR}`)
  const town = after(apart, { type: 'set_people', people: [CHAIR, INVITED[1]!] }, SCHEDULER)
  expect(town.meeting?.breakout).toMatchObject({ chairAt: TOWN, groups: [{ orgId: TOWN, people: [NEAR] }] })
})

test('one school has nothing to split', () => {
  const state = meetingOf()
  const people = state.plan.meeting!.people.filter(({ orgId }) => orgId === TOWN)
  const alone = { ...state, plan: { ...state.plan, meeting: { ...state.plan.meeting!, people } } }
  expect(outcome(alone, S.split_room, LECTURER)).toBe('meeting.one_school')
})

test('who is silenced is heard by nobody; everybody else is', () => {
  const heard = directiveOf(meetingOf({}, { silenced: [FAR] })).audible
  expect(heard).toEqual(['lecturer', `member:${NEAR}`, `member:${FAR_TOO}`])
})

test('media nodes say who is there, strangers aside', () => {
  const state = meetingOf({}, { online: [NEAR, FAR] })
  const sync = { type: 'sync_media', lecturer: true, legs: {}, members: [NEAR, FAR_TOO, uuid(999)] } as const
  expect(after(state, sync, SYSTEM).meeting?.online).toEqual([NEAR, FAR_TOO])
})

test('nobody but those invited has a part, whatever their post', () => {
  const parties = {
    lecturerId: CHAIR_ID,
    lectureOrg: { id: TOWN, path: '/b/t/' },
    legs: [],
    members: [CHAIR_ID, FAR],
  }
  const post = {
    orgId: uuid(1),
    orgName: '局',
    orgKind: 'bureau',
    orgPath: '/b/',
    role: 'inspector',
  } as const
  const viewer = (id: string) => ({ kind: 'person', id, name: '某', posts: [post] }) as const
  expect(participantOf(viewer(CHAIR_ID), parties)?.part).toBe('lecturer')
  expect(participantOf(viewer(FAR), parties)?.part).toBe('member')
  expect(participantOf(viewer(VILLAGE), parties)).toBeNull()
})

test('intervals: inside the meeting, two devices count once, a break stays one', () => {
  const connection = (identity: string, joinedAt: number, leftAt: number | null) => ({
    key: `${identity}/${joinedAt}`,
    identity,
    joinedAt,
    leftAt,
    modes: [],
  })
  const connections = [
    connection('lecturer', T - 5, null),
    connection(`member:${FAR}`, T - 5, T + 10),
    connection(`member:${FAR}`, T + 8, T + 20),
    connection(`member:${FAR}`, T + 30, T + 90),
    connection(`observer:${NEAR}`, T, T + 10),
    connection(`member:${NEAR}`, T - 9, T - 2),
  ]
  const span = { chairId: CHAIR_ID, startedAt: T, endedAt: T + 60, now: T + 100 }
  expect(intervalsOf(connections, span)).toEqual([
    { personId: CHAIR_ID, from: T, to: T + 60 },
    { personId: FAR, from: T, to: T + 20 },
    { personId: FAR, from: T + 30, to: T + 60 },
  ])
  expect(intervalsOf(connections, { ...span, startedAt: null })).toEqual([])
})
