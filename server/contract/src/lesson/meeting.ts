import { z } from 'zod'
import { Id, Label, Millis } from '../primitives.ts'

/** People of one meeting, its chair among them. */
export const MAX_MEETING_PEOPLE = 60
export const MAX_AGENDA_ITEMS = 30

export const AgendaItem = z.object({ title: Label(80), minutes: z.int().min(1).max(240) })
export type AgendaItem = z.infer<typeof AgendaItem>

export const MeetingPerson = z.object({
  id: Id,
  name: z.string(),
  orgId: Id,
  orgName: z.string(),
  /** Of a rural school (城乡类型 210, 220). */
  isRural: z.boolean(),
})
export type MeetingPerson = z.infer<typeof MeetingPerson>

/** What makes a lesson a meeting (会议/教研, domain §4.2): people instead of classes. The lecturer of its plan is its chair. */
export const MeetingPlan = z.object({
  people: z.array(MeetingPerson).max(MAX_MEETING_PEOPLE),
  agenda: z.array(AgendaItem).max(MAX_AGENDA_ITEMS),
  /** So many cameras are shown at once; whoever speaks comes first. */
  cameras: z.int().min(1),
})
export type MeetingPlan = z.infer<typeof MeetingPlan>

/** Those of one school while they confer apart. */
export const BreakoutGroup = z.object({ orgId: Id, orgName: z.string(), people: z.array(Id) })
export type BreakoutGroup = z.infer<typeof BreakoutGroup>

export const Breakout = z.object({
  since: Millis,
  /** All are back together then, without anybody's doing; null: when the chair calls. */
  endsAt: Millis.nullable(),
  /** The chair is in none of them, but sits where `chairAt` says. */
  groups: z.array(BreakoutGroup),
  chairAt: Id,
})
export type Breakout = z.infer<typeof Breakout>

export const AgendaClock = z.object({
  index: z.int().nonnegative(),
  /** Since when this item is on. */
  since: Millis,
  /** What each item took before that, ms: an item may be taken up again. */
  spentMs: z.array(z.int().nonnegative()),
})
export type AgendaClock = z.infer<typeof AgendaClock>

export const MeetingState = z.object({
  agenda: z.array(AgendaItem),
  /** Null before the start, and without an agenda. */
  clock: AgendaClock.nullable(),
  /** Who is connected, by the media nodes' word; of the chair `lecturerOnline` tells. */
  online: z.array(Id),
  /** Whom the chair has silenced: they may speak again when they say so themselves. */
  silenced: z.array(Id),
  hands: z.array(z.object({ personId: Id, raisedAt: Millis })),
  breakout: Breakout.nullable(),
  /** The newest word of the chair to all, in whichever room they are. */
  notice: z.object({ id: Id, at: Millis, text: z.string() }).nullable(),
})
export type MeetingState = z.infer<typeof MeetingState>

const person = { personId: Id }
const agenda = z.array(AgendaItem).max(MAX_AGENDA_ITEMS)

export const MEETING_EVENTS = [
  z.object({ kind: z.literal('agenda_set'), agenda }),
  /** Whoever is invited now; `apart` says how groups that confer go on, null when they do not confer any more. */
  z.object({
    kind: z.literal('people_set'),
    people: z.array(MeetingPerson).max(MAX_MEETING_PEOPLE),
    removed: z.array(Id),
    apart: z.object({ groups: z.array(BreakoutGroup), chairAt: Id }).nullable(),
  }),
  z.object({ kind: z.literal('item_reached'), index: z.int().nonnegative() }),
  z.object({ kind: z.literal('member_online'), ...person }),
  z.object({ kind: z.literal('member_offline'), ...person }),
  z.object({ kind: z.literal('member_silenced'), ...person }),
  z.object({ kind: z.literal('member_unsilenced'), ...person }),
  z.object({ kind: z.literal('member_hand_raised'), ...person }),
  z.object({ kind: z.literal('member_hand_lowered'), ...person }),
  z.object({
    kind: z.literal('room_split'),
    endsAt: Millis.nullable(),
    groups: z.array(BreakoutGroup),
    chairAt: Id,
  }),
  z.object({ kind: z.literal('chair_moved'), orgId: Id }),
  z.object({ kind: z.literal('recall_set'), endsAt: Millis }),
  z.object({ kind: z.literal('room_joined') }),
  z.object({ kind: z.literal('announced'), noticeId: Id, text: z.string() }),
] as const
const MeetingEvent = z.discriminatedUnion('kind', MEETING_EVENTS)
export type MeetingEvent = z.infer<typeof MeetingEvent>

export const MEETING_COMMANDS = [
  // chair
  z.object({ type: z.literal('next_item') }),
  z.object({ type: z.literal('previous_item') }),
  z.object({ type: z.literal('silence_member'), ...person }),
  /** By school. Without minutes the groups confer until they are called back. */
  z.object({
    type: z.literal('split_room'),
    minutes: z.int().min(1).max(60).nullable(),
    text: Label(200).nullable(),
  }),
  z.object({ type: z.literal('visit_group'), orgId: Id }),
  z.object({ type: z.literal('call_back'), seconds: z.int().min(0).max(300), text: Label(200).nullable() }),
  z.object({ type: z.literal('announce'), text: Label(200) }),
  // oneself, or the chair for somebody
  z.object({ type: z.literal('unsilence_member'), ...person }),
  z.object({ type: z.literal('raise_my_hand') }),
  z.object({ type: z.literal('lower_member_hand'), ...person }),
] as const
const MeetingCommand = z.discriminatedUnion('type', MEETING_COMMANDS)
export type MeetingCommand = z.infer<typeof MeetingCommand>

const KINDS: ReadonlySet<string> = new Set(MEETING_EVENTS.map(({ shape }) => shape.kind.value))
export const isMeetingEvent = <B extends { kind: string }>(body: B): body is Extract<B, MeetingEvent> =>
  KINDS.has(body.kind)

/** Before anything happened; null for a lesson that is none. */
export const emptyMeeting = (plan: MeetingPlan | undefined): MeetingState | null =>
  plan
    ? {
        agenda: plan.agenda,
        clock: null,
        online: [],
        silenced: [],
        hands: [],
        breakout: null,
        notice: null,
      }
    : null

const without = (list: readonly string[], id: string): string[] => list.filter((one) => one !== id)
const withOne = (list: readonly string[], id: string): string[] => [...without(list, id), id]
const noHand = (state: MeetingState, id: string): MeetingState['hands'] =>
  state.hands.filter(({ personId }) => personId !== id)

const startClock = (agenda: readonly AgendaItem[], at: number): AgendaClock | null =>
  agenda.length === 0 ? null : { index: 0, since: at, spentMs: agenda.map(() => 0) }

/** What the item that is on took so far, ms. */
export const spentOn = ({ index, since, spentMs }: AgendaClock, now: number): number =>
  (spentMs[index] ?? 0) + Math.max(0, now - since)

const moveClock = (clock: AgendaClock | null, index: number, at: number): AgendaClock | null =>
  clock && index < clock.spentMs.length
    ? {
        index,
        since: at,
        spentMs: clock.spentMs.map((spent, one) => (one === clock.index ? spentOn(clock, at) : spent)),
      }
    : clock

/** Another agenda goes on where the old one was, as far as it has such a place. */
const resetClock = (
  clock: AgendaClock | null,
  next: readonly AgendaItem[],
  at: number,
): AgendaClock | null => {
  if (!clock || next.length === 0) return clock && null
  const index = Math.min(clock.index, next.length - 1)
  const spentMs = next.map((_, one) => clock.spentMs[one] ?? 0)
  return index === clock.index ? { ...clock, spentMs } : { index, since: at, spentMs }
}

/** Who is not invited any more has left; nobody enters by being invited. */
function setPeople(state: MeetingState, event: Extract<MeetingEvent, { kind: 'people_set' }>): MeetingState {
  const stays = (id: string): boolean => !event.removed.includes(id)
  return {
    ...state,
    online: state.online.filter(stays),
    silenced: state.silenced.filter(stays),
    hands: state.hands.filter(({ personId }) => stays(personId)),
    breakout: state.breakout && event.apart && { ...state.breakout, ...event.apart },
  }
}

/** The meeting's part of the room after one more event. */
export function applyMeeting(state: MeetingState, event: MeetingEvent, at: number): MeetingState {
  switch (event.kind) {
    case 'agenda_set':
      return { ...state, agenda: event.agenda, clock: resetClock(state.clock, event.agenda, at) }
    case 'people_set':
      return setPeople(state, event)
    case 'item_reached':
      return { ...state, clock: moveClock(state.clock, event.index, at) }
    case 'member_online':
      return { ...state, online: withOne(state.online, event.personId) }
    case 'member_offline':
      return {
        ...state,
        online: without(state.online, event.personId),
        hands: noHand(state, event.personId),
      }
    case 'member_silenced':
      return { ...state, silenced: withOne(state.silenced, event.personId) }
    case 'member_unsilenced':
      return { ...state, silenced: without(state.silenced, event.personId) }
    case 'member_hand_raised':
      return {
        ...state,
        hands: [...noHand(state, event.personId), { personId: event.personId, raisedAt: at }],
      }
    case 'member_hand_lowered':
      return { ...state, hands: noHand(state, event.personId) }
    case 'room_split':
      return {
        ...state,
        breakout: { since: at, endsAt: event.endsAt, groups: event.groups, chairAt: event.chairAt },
      }
    case 'chair_moved':
      return { ...state, breakout: state.breakout && { ...state.breakout, chairAt: event.orgId } }
    case 'recall_set':
      return { ...state, breakout: state.breakout && { ...state.breakout, endsAt: event.endsAt } }
    case 'room_joined':
      return { ...state, breakout: null }
    case 'announced':
      return { ...state, notice: { id: event.noticeId, at, text: event.text } }
  }
}

/** With the start the first item is on. */
export const startMeeting = (state: MeetingState | null, at: number): MeetingState | null =>
  state && { ...state, clock: startClock(state.agenda, at) }

/** With the room everybody has left; the clock keeps what each item took. */
export const closeMeeting = (state: MeetingState | null, at: number): MeetingState | null =>
  state && {
    ...state,
    online: [],
    silenced: [],
    hands: [],
    breakout: null,
    clock: state.clock && moveClock(state.clock, state.clock.index, at),
  }
