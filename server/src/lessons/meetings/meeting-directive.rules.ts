import type { Directive, LessonState, MediaIdentity, MeetingState } from '@tongke/contract'

export const memberIdentity = (personId: string): MediaIdentity => `member:${personId}`

/** Each group with whoever sits in it; the chair is where he goes. Together they are one group: who was taken out hears nothing. */
const groupsOf = ({ breakout }: MeetingState, members: readonly MediaIdentity[]): Directive['groups'] =>
  breakout
    ? breakout.groups.map(({ orgId, people }) => [
        ...(orgId === breakout.chairAt ? (['lecturer'] as const) : []),
        ...people.map(memberIdentity),
      ])
    : [['lecturer', ...members]]

/** Everybody invited may speak but whom the chair silenced; nobody hears another group. Meetings are not recorded. */
export function meetingDirective(state: LessonState, meeting: MeetingState): Directive {
  const members = (state.plan.meeting?.people ?? []).filter(({ id }) => id !== state.plan.lecturer.id)
  return {
    revision: state.revision,
    stage: null,
    audible: [
      ...(state.lecturerMuted ? [] : (['lecturer'] as const)),
      ...members.filter(({ id }) => !meeting.silenced.includes(id)).map(({ id }) => memberIdentity(id)),
    ],
    record: null,
    groups: groupsOf(
      meeting,
      members.map(({ id }) => memberIdentity(id)),
    ),
  }
}

/** By value: the orders of a room are compared more often than they change. */
export const isSameGroups = (a: Directive['groups'], b: Directive['groups']): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
