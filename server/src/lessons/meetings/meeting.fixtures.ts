import {
  emptyLesson,
  type LessonCommand,
  type LessonPlan,
  type LessonState,
  type MeetingCommand,
  type MeetingState,
} from '@tongke/contract'
import type { LessonActor } from '../lesson-command.rules.ts'
import { planOf, T, uuid } from '../lesson.fixtures.ts'

export const CHAIR_ID = uuid(1)
export const [TOWN, VILLAGE] = [uuid(801), uuid(802)]
const person = (n: number, orgId: string) => ({
  id: uuid(n),
  name: `老师${n}`,
  orgId,
  orgName: orgId === TOWN ? '一小' : '村小',
  isRural: orgId === VILLAGE,
})
export const [NEAR, FAR, FAR_TOO] = [uuid(811), uuid(812), uuid(813)]

export const MEMBER: LessonActor = { part: 'member', personId: FAR, name: '老师812' }

const meetingPlan = (): LessonPlan => ({
  ...planOf(0),
  type: 'meeting',
  meeting: {
    people: [person(1, TOWN), person(811, TOWN), person(812, VILLAGE), person(813, VILLAGE)],
    agenda: [
      { title: '说课', minutes: 10 },
      { title: '研讨', minutes: 30 },
    ],
    cameras: 9,
  },
})

/** Two schools; live with everybody online unless told. */
export function meetingOf(
  change: Partial<LessonState> = {},
  meeting: Partial<MeetingState> = {},
): LessonState {
  const state = emptyLesson(uuid(9), meetingPlan())
  const known = state.meeting as MeetingState
  return {
    ...state,
    revision: 1,
    status: 'LIVE',
    startedAt: T,
    lecturerOnline: true,
    meeting: {
      ...known,
      clock: { index: 0, since: T, spentMs: [0, 0] },
      online: [NEAR, FAR, FAR_TOO],
      ...meeting,
    },
    ...change,
  }
}

/** One of each, for the tables of who may do what. */
export const MEETING_SAMPLES: { [C in MeetingCommand['type']]: Extract<LessonCommand, { type: C }> } = {
  next_item: { type: 'next_item' },
  previous_item: { type: 'previous_item' },
  silence_member: { type: 'silence_member', personId: FAR },
  unsilence_member: { type: 'unsilence_member', personId: FAR },
  raise_my_hand: { type: 'raise_my_hand' },
  lower_member_hand: { type: 'lower_member_hand', personId: FAR },
  split_room: { type: 'split_room', minutes: 10, text: '各校先议' },
  visit_group: { type: 'visit_group', orgId: VILLAGE },
  call_back: { type: 'call_back', seconds: 30, text: null },
  announce: { type: 'announce', text: '还有五分钟' },
}
