import { isDeepStrictEqual } from 'node:util'
import {
  Refusal,
  type BreakoutGroup,
  type LessonEventBody,
  type LessonState,
  type LessonStatus,
  type MeetingCommand,
  type MeetingPerson,
  type MeetingPlan,
  type MeetingState,
  type Part,
} from '@tongke/contract'
import type { LessonActor, Moment } from '../lesson-command.rules.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const OPEN: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']
const TALKING: readonly LessonStatus[] = ['LIVE', 'INTERRUPTED']
const chair: readonly Part[] = ['lecturer']
const everybody: readonly Part[] = ['lecturer', 'member']

/** Which part may ask for what in a meeting, and in which states. */
export const MEETING_ROOM_COMMANDS: Record<
  MeetingCommand['type'],
  { parts: readonly Part[]; in: readonly LessonStatus[] }
> = {
  next_item: { parts: chair, in: TALKING },
  previous_item: { parts: chair, in: TALKING },
  silence_member: { parts: chair, in: OPEN },
  split_room: { parts: chair, in: TALKING },
  visit_group: { parts: chair, in: TALKING },
  call_back: { parts: chair, in: TALKING },
  announce: { parts: chair, in: OPEN },
  unsilence_member: { parts: everybody, in: OPEN },
  raise_my_hand: { parts: ['member'], in: OPEN },
  lower_member_hand: { parts: everybody, in: OPEN },
}

/** Of the commands of lessons those that mean something without classes. */
const ALSO_IN_MEETINGS: ReadonlySet<string> = new Set([
  'prepare',
  'open',
  'start',
  'end',
  'mute_all',
  'mute_lecturer',
  'unmute_lecturer',
  'start_share',
  'stop_share',
])

/** Whether the kind of lesson knows the command at all. */
export const isOfThisKind = ({ meeting }: LessonState, type: string): boolean =>
  Object.hasOwn(MEETING_ROOM_COMMANDS, type)
    ? meeting !== null
    : meeting === null || ALSO_IN_MEETINGS.has(type)

type Of<T extends MeetingCommand['type']> = Extract<MeetingCommand, { type: T }>
type Decision = LessonEventBody[] | Refusal
type Handlers = { [T in MeetingCommand['type']]: (moment: Moment, command: Of<T>) => Decision }

const nothing: LessonEventBody[] = []
const when = (changes: boolean, ...events: LessonEventBody[]): LessonEventBody[] =>
  changes ? events : nothing

const inMeeting =
  <C>(decide: (meeting: MeetingState, moment: Moment, command: C) => Decision) =>
  (moment: Moment, command: C): Decision =>
    moment.state.meeting ? decide(moment.state.meeting, moment, command) : new Refusal('lesson.transition')

const personOf = (actor: LessonActor): string | null => ('personId' in actor ? actor.personId : null)

const isInvited = ({ plan }: LessonState, personId: string): boolean =>
  plan.meeting?.people.some(({ id }) => id === personId) ?? false

/** A member acts for himself, the chair for everybody. */
function strangerRefusal({ state, actor }: Moment, personId: string): Refusal | null {
  if (!isInvited(state, personId)) return new Refusal('meeting.person_unknown')
  return actor.part === 'lecturer' || personOf(actor) === personId ? null : new Refusal('lesson.not_lecturer')
}

const toItem = (step: 1 | -1) =>
  inMeeting(({ clock, agenda }) => {
    const index = (clock?.index ?? 0) + step
    return when(clock !== null && index >= 0 && index < agenda.length, { kind: 'item_reached', index })
  })

/** Those of one school are a group; the chair goes from one to another and is in none. */
export function groupsOf({ people }: MeetingPlan, chairId: string): BreakoutGroup[] {
  const groups = new Map<string, BreakoutGroup>()
  for (const { id, orgId, orgName } of people) {
    const group = groups.get(orgId) ?? { orgId, orgName, people: [] }
    groups.set(orgId, id === chairId ? group : { ...group, people: [...group.people, id] })
  }
  return [...groups.values()].filter((group) => group.people.length > 0)
}

const announced = ({ facts }: Moment, text: string | null): LessonEventBody[] =>
  text === null ? [] : [{ kind: 'announced', noticeId: facts.commandId, text }]

function splitRoom(meeting: MeetingState, moment: Moment, { minutes, text }: Of<'split_room'>): Decision {
  const { plan } = moment.state
  if (meeting.breakout || !plan.meeting) return new Refusal('meeting.split')
  const groups = groupsOf(plan.meeting, plan.lecturer.id)
  const own = plan.meeting.people.find(({ id }) => id === plan.lecturer.id)?.orgId
  const [first] = groups
  if (groups.length < 2 || !first) return new Refusal('meeting.one_school')
  const chairAt = groups.some(({ orgId }) => orgId === own) && own ? own : first.orgId
  const endsAt = minutes === null ? null : moment.now + minutes * MINUTE
  return [{ kind: 'room_split', endsAt, groups, chairAt }, ...announced(moment, text)]
}

function visitGroup({ breakout }: MeetingState, _: Moment, { orgId }: Of<'visit_group'>): Decision {
  if (!breakout) return new Refusal('meeting.split')
  if (!breakout.groups.some((group) => group.orgId === orgId)) return new Refusal('meeting.group_unknown')
  return when(breakout.chairAt !== orgId, { kind: 'chair_moved', orgId })
}

function callBack({ breakout }: MeetingState, moment: Moment, { seconds, text }: Of<'call_back'>): Decision {
  if (!breakout) return new Refusal('meeting.split')
  const back: LessonEventBody =
    seconds === 0 ? { kind: 'room_joined' } : { kind: 'recall_set', endsAt: moment.now + seconds * SECOND }
  return [back, ...announced(moment, text)]
}

export const MEETING_HANDLERS: Handlers = {
  next_item: toItem(1),
  previous_item: toItem(-1),
  silence_member: inMeeting((meeting, moment, { personId }) => {
    const isChair = personId === moment.state.plan.lecturer.id
    const refused = isChair ? new Refusal('meeting.person_unknown') : strangerRefusal(moment, personId)
    return refused ?? when(!meeting.silenced.includes(personId), { kind: 'member_silenced', personId })
  }),
  unsilence_member: inMeeting(
    (meeting, moment, { personId }) =>
      strangerRefusal(moment, personId) ??
      when(meeting.silenced.includes(personId), { kind: 'member_unsilenced', personId }),
  ),
  raise_my_hand: inMeeting(({ hands }, { actor }) => {
    const personId = personOf(actor)
    const isUp = hands.some((hand) => hand.personId === personId)
    return personId === null ? nothing : when(!isUp, { kind: 'member_hand_raised', personId })
  }),
  lower_member_hand: inMeeting(
    ({ hands }, moment, { personId }) =>
      strangerRefusal(moment, personId) ??
      when(
        hands.some((hand) => hand.personId === personId),
        { kind: 'member_hand_lowered', personId },
      ),
  ),
  split_room: inMeeting(splitRoom),
  visit_group: inMeeting(visitGroup),
  call_back: inMeeting(callBack),
  announce: inMeeting((_, moment, { text }) => announced(moment, text)),
}

/** Everybody but the chair is silent until they say otherwise. */
export const silenceAll = ({ plan, meeting }: LessonState): LessonEventBody[] =>
  (plan.meeting?.people ?? [])
    .filter(({ id }) => id !== plan.lecturer.id && !meeting?.silenced.includes(id))
    .map(({ id }) => ({ kind: 'member_silenced', personId: id }))

/** Another circle around the same chair. Groups that confer take in who comes and go on without who leaves. */
export function invitedAnew(
  { plan }: LessonState,
  { online, breakout }: MeetingState,
  people: MeetingPerson[],
): Decision {
  const chairId = plan.lecturer.id
  if (!plan.meeting || !people.some(({ id }) => id === chairId)) return new Refusal('meeting.people')
  if (isDeepStrictEqual(plan.meeting.people, people)) return nothing
  const removed = plan.meeting.people.map(({ id }) => id).filter((id) => !people.some((one) => one.id === id))
  const groups = groupsOf({ ...plan.meeting, people }, chairId)
  const chairAt = groups.find(({ orgId }) => orgId === breakout?.chairAt) ?? groups[0]
  const apart = breakout && chairAt ? { groups, chairAt: chairAt.orgId } : null
  return [
    ...removed
      .filter((id) => online.includes(id))
      .map((personId): LessonEventBody => ({ kind: 'member_offline', personId })),
    { kind: 'people_set', people, removed, apart },
  ]
}

/** Groups whose time is over are back in one room. */
export const breakoutOver = ({ meeting }: LessonState, now: number): LessonEventBody[] => {
  const endsAt = meeting?.breakout?.endsAt ?? null
  return when(endsAt !== null && now >= endsAt, { kind: 'room_joined' })
}

/** What turns the state into who is connected now. */
export function memberEvents(
  { meeting, plan }: LessonState,
  connected: readonly string[],
): LessonEventBody[] {
  if (!meeting) return []
  const here = connected.filter((id) => plan.meeting?.people.some((one) => one.id === id))
  return [
    ...here
      .filter((id) => !meeting.online.includes(id))
      .map((personId): LessonEventBody => ({ kind: 'member_online', personId })),
    ...meeting.online
      .filter((id) => !here.includes(id))
      .map((personId): LessonEventBody => ({ kind: 'member_offline', personId })),
  ]
}
