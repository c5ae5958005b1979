import {
  spentOn,
  type LessonState,
  type MediaIdentity,
  type MeetingPerson,
  type MeetingState,
} from '@tongke/contract'

const MINUTE = 60_000

/** A lesson that is a meeting, with what makes it one. */
export interface Meeting {
  meeting: MeetingState
  people: readonly MeetingPerson[]
  chairId: string
}

export const meetingOf = ({ meeting, plan }: LessonState): Meeting | null =>
  meeting && plan.meeting ? { meeting, people: plan.meeting.people, chairId: plan.lecturer.id } : null

export const identityOf = (personId: string, chairId: string): MediaIdentity =>
  personId === chairId ? 'lecturer' : `member:${personId}`

export interface ItemTime {
  index: number
  title: string
  /** Negative when it runs over. */
  remainingMs: number
  /** Share of its minutes that is gone, 0 to 1. */
  share: number
}

/** The item that is on, at server time `now`, ms; null before the start and without an agenda. */
export function itemTime({ agenda, clock }: MeetingState, now: number): ItemTime | null {
  const item = clock ? agenda[clock.index] : undefined
  if (!clock || !item) return null
  const spent = spentOn(clock, now)
  const planned = item.minutes * MINUTE
  return {
    index: clock.index,
    title: item.title,
    remainingMs: planned - spent,
    share: Math.min(1, spent / planned),
  }
}

/** Where I sit while groups confer: its school; null when all are together. */
export function seatOf({ meeting: { breakout }, chairId }: Meeting, personId: string): string | null {
  if (!breakout) return null
  if (personId === chairId) return breakout.chairAt
  return breakout.groups.find(({ people }) => people.includes(personId))?.orgId ?? null
}

/** Whom I hear and see: everybody, or those of my group with the chair when he is there. */
export const companyOf = (meeting: Meeting, me: string): MeetingPerson[] =>
  meeting.people.filter(({ id }) => seatOf(meeting, id) === seatOf(meeting, me))

export const isHere = ({ meeting, chairId }: Meeting, lecturerOnline: boolean, personId: string): boolean =>
  personId === chairId ? lecturerOnline : meeting.online.includes(personId)

/** On a line of level 0 or 1 of 4 few pictures are enough: sound goes first. */
const ON_WEAK_LINES = [1, 3] as const
export const camerasFor = (cap: number, level: number | null): number =>
  Math.min(cap, level === null ? cap : (ON_WEAK_LINES[level] ?? cap))

/** Columns of a grid of so many tiles on a wide screen; one that is large takes four places. */
export const columnsFor = (tiles: number): number => Math.min(4, Math.ceil(Math.sqrt(Math.max(1, tiles))))

/**
 * Whose cameras are shown: at most `cap`, whoever spoke last first, then in the order of the list. Oneself needs no line and
 * does not count.
 */
export function shownCameras(
  people: readonly string[],
  spokeAt: ReadonlyMap<string, number>,
  cap: number,
): ReadonlySet<string> {
  const byVoice = people.toSorted((a, b) => (spokeAt.get(b) ?? 0) - (spokeAt.get(a) ?? 0))
  return new Set(byVoice.slice(0, cap))
}

/** Whose tile is large: who spoke last; nobody in a circle so small that all are large. */
export function largeTile(
  people: readonly string[],
  spokeAt: ReadonlyMap<string, number>,
  small: number,
): string | null {
  if (people.length <= small) return null
  const [first] = people.toSorted((a, b) => (spokeAt.get(b) ?? 0) - (spokeAt.get(a) ?? 0))
  return first !== undefined && spokeAt.has(first) ? first : null
}
