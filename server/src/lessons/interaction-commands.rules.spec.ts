import { Refusal, type AnswerCount, type LessonCommand, type LessonState } from '@tongke/contract'
import { directiveOf } from './directive.rules.ts'
import { INTERACTION_SAMPLES as SAMPLES } from './interaction.fixtures.ts'
import type { LessonActor, LessonFacts } from './lesson-command.rules.ts'
import {
  ASSISTANT,
  factsOf,
  LECTURER,
  LEG,
  OTHER_LEG,
  ROOM,
  stateOf,
  T,
  uuid,
  withOnlineLeg,
} from './lesson.fixtures.ts'
import { decide, foresee } from './lesson.rules.ts'

const OTHER_ASSISTANT: LessonActor = {
  part: 'assistant',
  personId: uuid(401),
  legId: OTHER_LEG,
  name: '助教2',
}
const both = (): LessonState =>
  withOnlineLeg(withOnlineLeg(stateOf({ status: 'LIVE', startedAt: T })), OTHER_LEG)

type Step = [LessonCommand, LessonActor?, number?, Partial<LessonFacts>?]

/** The room after commands, each refused one as its code instead. */
function after(state: LessonState, ...steps: Step[]): { state: LessonState; refused: string[] } {
  const refused: string[] = []
  steps.forEach(([command, actor = LECTURER, at = T, facts = {}], index) => {
    const decision = decide(state, command, actor, at, factsOf({ commandId: uuid(8000 + index), ...facts }))
    if (decision instanceof Refusal) refused.push(decision.code)
    else state = foresee(state, decision, at)
  })
  return { state, refused }
}
const counts = (...of: [string, number][]): AnswerCount[] => of.map(([answer, count]) => ({ answer, count }))
const answer = (legId: string | null, given: AnswerCount[]): LessonCommand => ({
  type: 'answer_quiz',
  quizId: uuid(8000),
  legId,
  counts: given,
})

describe('modes', () => {
  const taught = (...steps: Step[]) => after(both(), ...steps).state
  const heard = (state: LessonState) => directiveOf(state).audible.filter((one) => one.startsWith('leg:'))

  test('lecturing is silent, a stage is one voice, a discussion is everybody', () => {
    expect(heard(taught())).toEqual([])
    const onStage = taught([{ type: 'call_on_stage', legId: LEG, handId: null }])
    expect([onStage.interaction.teaching, heard(onStage)]).toEqual(['interaction', [`leg:${LEG}`]])
    const talking = taught([{ type: 'mute_all' }], [SAMPLES.set_teaching])
    expect(heard(talking)).toEqual([`leg:${LEG}`, `leg:${OTHER_LEG}`])
    const quieter = after(talking, [{ type: 'mute_leg', legId: LEG }]).state
    expect(heard(quieter)).toEqual([`leg:${OTHER_LEG}`])
  })

  test('back to lecturing takes the class off the stage; a class on stage in a discussion leaves it a discussion', () => {
    const staged: Step = [{ type: 'call_on_stage', legId: LEG, handId: null }]
    const lecturing = taught(staged, [{ type: 'set_teaching', mode: 'lecture' }])
    expect([lecturing.stage, heard(lecturing)]).toEqual([null, []])
    expect(taught([SAMPLES.set_teaching], staged).interaction.teaching).toBe('discussion')
  })

  test('a closed room is nobody’s discussion', () => {
    const { state } = after(both(), [SAMPLES.set_teaching], [SAMPLES.start_timer], [{ type: 'end' }])
    expect(state.interaction).toMatchObject({ teaching: 'lecture', timer: null })
  })
})

describe('picking', () => {
  test('draws the class first, then its seat, among those who are there', () => {
    const draws = [1, 3]
    const { state } = after(both(), [
      SAMPLES.pick_seat,
      LECTURER,
      T,
      { randomBelow: () => draws.shift() ?? 0 },
    ])
    expect(state.interaction.pick).toEqual({ id: uuid(8000), legId: OTHER_LEG, seat: 4, at: T })
    const limits: number[] = []
    const one = withOnlineLeg(stateOf({ status: 'LIVE' }))
    after(one, [SAMPLES.pick_seat, LECTURER, T, { randomBelow: (n) => (limits.push(n), 0) }])
    expect(limits).toEqual([1, 6])
  })

  const own = (): LessonState => {
    const state = both()
    const lectureClass = { ...state.plan.lectureClass, headcount: 40 }
    return { ...state, plan: { ...state.plan, lectureClass } }
  }

  test('the lecture class is drawn from too, alone when that is asked for', () => {
    const last = { randomBelow: (n: number) => n - 1 }
    const any = after(own(), [SAMPLES.pick_seat, LECTURER, T, last]).state
    expect(any.interaction.pick).toEqual({ id: uuid(8000), legId: null, seat: 40, at: T })
    const first = { randomBelow: () => 0 }
    const alone = after(own(), [{ type: 'pick_seat', legId: null, own: true }, LECTURER, T, first]).state
    expect(alone.interaction.pick).toMatchObject({ legId: null, seat: 1 })
    const { refused } = after(both(), [{ type: 'pick_seat', legId: null, own: true }])
    expect(refused).toEqual(['lesson.nobody_to_pick'])
  })

  test('a seat of the lecture class is called by name, and the stage is empty', () => {
    const { state } = after(
      own(),
      [{ type: 'call_on_stage', legId: LEG, handId: null }],
      [SAMPLES.call_own_seat],
    )
    expect([state.stage, state.interaction.pick]).toMatchObject([
      null,
      { legId: null, seat: 12, called: true },
    ])
  })

  test('nobody there, and a class that is not', () => {
    const nobody = stateOf({ status: 'LIVE' })
    const { refused } = after(nobody, [SAMPLES.pick_seat], [{ type: 'pick_seat', legId: LEG }])
    expect(refused).toEqual(['lesson.nobody_to_pick', 'lesson.leg_offline'])
  })
})

test('the first class by the server’s order wins the buzzer', () => {
  const { state, refused } = after(
    both(),
    [SAMPLES.buzz, ASSISTANT],
    [SAMPLES.open_buzzer],
    [SAMPLES.buzz, ASSISTANT, T + 5],
    [{ type: 'buzz', legId: OTHER_LEG }, OTHER_ASSISTANT, T + 6],
    [SAMPLES.buzz, ASSISTANT, T + 7],
  )
  expect(refused).toEqual(['lesson.buzzer_over', 'lesson.buzzer_over'])
  expect(state.interaction.buzzer?.winner).toEqual({ legId: LEG, at: T + 5 })
  expect(state.legs[LEG]).toMatchObject({ interactions: 1, lastInteractedAt: T + 5 })
})

test('praise counts for one class, not for all', () => {
  const { state } = after(both(), [SAMPLES.praise], [SAMPLES.praise], [{ type: 'praise', legId: null }])
  expect(state.interaction).toMatchObject({ praises: { [LEG]: 2 }, praise: { legId: null } })
})

test('a room tells of its own microphone only, and takes it back', () => {
  const told = after(both(), [SAMPLES.report_microphone, ROOM])
  expect(told.state.interaction.microphones).toEqual({ [LEG]: 'silent' })
  const gone = after(told.state, [{ type: 'report_microphone', legId: LEG, trouble: null }, ROOM])
  expect(gone.state.interaction.microphones).toEqual({})
  const other: LessonCommand = { type: 'report_microphone', legId: OTHER_LEG, trouble: 'silent' }
  expect(after(both(), [other, ROOM]).refused).toEqual(['lesson.not_your_leg'])
})

describe('a question', () => {
  const asked: Step = [SAMPLES.start_quiz]

  test.each<[string, LessonCommand, string]>([
    ['one letter', { ...SAMPLES.start_quiz, options: 1 }, 'request.invalid'],
    ['letters for true or false', { ...SAMPLES.start_quiz, quizKind: 'judge' }, 'request.invalid'],
    ['a right answer it does not have', { ...SAMPLES.start_quiz, answer: 'E' }, 'lesson.quiz_counts'],
  ])('%s is refused', (_, command, code) => {
    expect(after(both(), [command]).refused).toEqual([code])
  })

  test.each<[string, LessonCommand, LessonActor, string]>([
    ['more answers than pupils', answer(LEG, counts(['A', 7])), ASSISTANT, 'lesson.quiz_counts'],
    ['an answer it does not have', answer(LEG, counts(['F', 1])), ASSISTANT, 'lesson.quiz_counts'],
    ['one answer twice', answer(LEG, counts(['A', 1], ['A', 1])), ASSISTANT, 'lesson.quiz_counts'],
    ['another class', answer(OTHER_LEG, counts(['A', 1])), ASSISTANT, 'lesson.not_your_leg'],
    ['the lecture class by an assistant', answer(null, counts(['A', 1])), ASSISTANT, 'lesson.not_your_leg'],
    ['a listening class by the lecturer', answer(LEG, counts(['A', 1])), LECTURER, 'lesson.not_your_leg'],
  ])('%s is refused', (_, command, actor, code) => {
    expect(after(both(), asked, [command, actor]).refused).toEqual([code])
  })

  test('is one at a time, ends once, and is put away after its end', () => {
    const close: Step = [{ type: 'close_quiz', quizId: uuid(8000) }]
    const away: Step = [{ type: 'put_away_quiz', quizId: uuid(8000) }]
    const late: Step = [answer(LEG, counts(['A', 1])), ASSISTANT]
    const { state, refused } = after(both(), asked, asked, away, close, close, late, away, away)
    expect(refused).toEqual([
      'lesson.quiz_open',
      'lesson.quiz_open',
      'lesson.quiz_unknown',
      'lesson.quiz_unknown',
    ])
    expect(state.interaction).toMatchObject({ quiz: null, quizzes: 1 })
  })

  test('shows a class from five answers on, corrected answers once, and the right one at the end', () => {
    const { state } = after(
      both(),
      asked,
      [answer(LEG, counts(['A', 3], ['B', 1])), ASSISTANT],
      [answer(LEG, counts(['A', 3], ['B', 2])), ASSISTANT],
      [answer(OTHER_LEG, counts(['B', 4])), OTHER_ASSISTANT],
    )
    expect(state.legs[LEG]?.interactions).toBe(1)
    expect(state.interaction.quiz).toMatchObject({
      classes: {
        [LEG]: { answered: 5, present: 6, counts: counts(['A', 3], ['B', 2]) },
        [OTHER_LEG]: { answered: 4, present: 6, counts: null },
      },
      result: null,
    })
    const { quiz } = after(state, [{ type: 'close_quiz', quizId: uuid(8000) }]).state.interaction
    // One small class shown alone, even as the difference to a sum, would tell who it was.
    expect(quiz?.result).toEqual({ answer: 'B', small: null })
  })

  test('small classes are one when there are several and enough pupils in them', () => {
    const few = (first: number, second: number) =>
      after(
        both(),
        asked,
        [answer(LEG, counts(['A', first])), ASSISTANT],
        [answer(OTHER_LEG, counts(['A', 1], ['B', second])), OTHER_ASSISTANT],
        [{ type: 'close_quiz', quizId: uuid(8000) }],
      ).state.interaction.quiz?.result?.small
    expect(few(3, 2)).toEqual({ classes: 2, answered: 6, counts: counts(['A', 4], ['B', 2]) })
    expect(few(2, 1)).toBeNull()
  })

  test('the smallest shown number is policy', () => {
    const policy = { ...factsOf().policy, quizMinimum: 3 }
    const three: Step = [answer(LEG, counts(['A', 3])), ASSISTANT, T, { policy }]
    expect(after(both(), asked, three).state.interaction.quiz?.classes[LEG]?.counts).toHaveLength(1)
  })
})
