import type { SessionDetail, SessionState } from '@tongke/contract'
import { nextTask } from './next-task.rules.ts'

type Facts = Parameters<typeof nextTask>[0]

const CAN: SessionDetail['can'] = {
  edit: false,
  manageMembers: false,
  link: false,
  takePart: true,
  reflect: true,
  steps: [],
}

const facts = (state: SessionState, change: Partial<Facts> = {}, mine = true): Facts => ({
  card: {
    state,
    mine,
    round: 1,
    mainPreparerId: 'preparer',
    prepDueOn: '2026-11-20',
    reflectionDueOn: '2026-11-30',
  } as SessionDetail['card'],
  members: [{ personId: 'me', hasReflected: false } as SessionDetail['members'][number]],
  lessons: [],
  can: CAN,
  meetingLessonId: null,
  ...change,
})
const lesson = (round: number) => ({ purpose: 'teaching', round }) as SessionDetail['lessons'][number]

describe('what comes next', () => {
  it.each<[string, Facts, string, string | null]>([
    ['a proposal waits for a leader', facts('PROPOSED'), 'wait_schedule', null],
    ['a leader schedules', facts('PROPOSED', { can: { ...CAN, steps: ['SCHEDULED'] } }), 'schedule', null],
    ['members read what the preparer writes', facts('INDIVIDUAL_PREP'), 'read_design', '2026-11-20'],
    ['members go to the room', facts('DISCUSSION'), 'join_meeting', null],
    ['organizers plan it first', facts('DISCUSSION', { can: { ...CAN, link: true } }), 'plan_meeting', null],
    ['members observe', facts('TEACHING'), 'observe', null],
    [
      'organizers link a lesson first',
      facts('TEACHING', { can: { ...CAN, link: true } }),
      'link_lesson',
      null,
    ],
    [
      'one of this round',
      facts('TEACHING', { can: { ...CAN, link: true }, lessons: [lesson(1)] }),
      'observe',
      null,
    ],
    ['members reflect', facts('REFLECTION'), 'reflect', '2026-11-30'],
    ['it is closed', facts('CLOSED', {}, false), 'closed', null],
    ['others look on', facts('TEACHING', {}, false), 'follow', null],
  ])('%s', (_, given, key, due) => {
    expect(nextTask(given, 'me')).toEqual({ key, due })
  })

  it('the main preparer writes the first version', () => {
    expect(nextTask(facts('INDIVIDUAL_PREP'), 'preparer')).toEqual({
      key: 'first_version',
      due: '2026-11-20',
    })
  })
  it('whoever has reflected waits for the others', () => {
    const members = [{ personId: 'me', hasReflected: true } as SessionDetail['members'][number]]
    expect(nextTask(facts('REFLECTION', { members }), 'me').key).toBe('await_reflections')
  })
})
