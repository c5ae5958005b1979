import type { SessionDetail, SessionState } from '@tongke/contract'

/** What somebody has to do next in a session; `due` is a day, when there is one. */
export interface NextTask {
  readonly key:
    | 'schedule'
    | 'wait_schedule'
    | 'await_prep'
    | 'first_version'
    | 'read_design'
    | 'plan_meeting'
    | 'join_meeting'
    | 'own_variant'
    | 'link_lesson'
    | 'observe'
    | 'review'
    | 'reflect'
    | 'await_reflections'
    | 'outcome'
    | 'follow'
    | 'closed'
    | 'cancelled'
  readonly due: string | null
}

type Facts = Pick<SessionDetail, 'card' | 'members' | 'lessons' | 'can' | 'meetingLessonId'>

const task = (key: NextTask['key'], due: string | null = null): NextTask => ({ key, due })

const taughtNow = ({ card, lessons }: Facts): boolean =>
  lessons.some(({ purpose, round }) => purpose === 'teaching' && round === card.round)

const BY_STATE: Record<SessionState, (facts: Facts, meId: string) => NextTask> = {
  PROPOSED: ({ can }) => task(can.steps.includes('SCHEDULED') ? 'schedule' : 'wait_schedule'),
  SCHEDULED: ({ card }, meId) => task('await_prep', card.mainPreparerId === meId ? card.prepDueOn : null),
  INDIVIDUAL_PREP: ({ card }, meId) =>
    task(card.mainPreparerId === meId ? 'first_version' : 'read_design', card.prepDueOn),
  DISCUSSION: ({ meetingLessonId, can }) =>
    task(meetingLessonId === null && can.link ? 'plan_meeting' : 'join_meeting'),
  SECOND_PREP: () => task('own_variant'),
  TEACHING: (facts) => task(facts.can.link && !taughtNow(facts) ? 'link_lesson' : 'observe'),
  REVIEW: () => task('review'),
  REFLECTION: ({ card, members }, meId) =>
    task(
      members.some(({ personId, hasReflected }) => personId === meId && !hasReflected)
        ? 'reflect'
        : 'await_reflections',
      card.reflectionDueOn,
    ),
  OUTCOME: () => task('outcome'),
  CLOSED: () => task('closed'),
  CANCELLED: () => task('cancelled'),
}

/** Whoever neither takes part nor organizes has nothing to do but to look on. */
export function nextTask(facts: Facts, meId: string): NextTask {
  const { state, mine } = facts.card
  const concerns = mine || facts.can.edit || state === 'CLOSED' || state === 'CANCELLED'
  return concerns ? BY_STATE[state](facts, meId) : task('follow')
}
