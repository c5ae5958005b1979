import type { Directive, LessonState, MediaIdentity, MeetingState } from '@tongke/contract'

export const memberIdentity = (personId: string): MediaIdentity => `member:${personId}`

/** Each group with whoever sits in it; the chair is where he goes. */
const groupsOf = ({ breakout }: MeetingState): Directive['groups'] =>
  breakout &&
  breakout.groups.map(({ orgId, people }) => [
    ...(orgId === breakout.chairAt ? (['lecturer'] as const) : []),
    ...people.map(memberIdentity),
  ])

/** Everybody may speak but whom the chair silenced; nobody hears another group. Meetings are not recorded. */
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
    groups: groupsOf(meeting),
  }
}

/** By value: the orders of a room are compared more often than they change. */
export const isSameGroups = (a: Directive['groups'], b: Directive['groups']): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
