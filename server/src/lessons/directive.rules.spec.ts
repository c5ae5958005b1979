import { Directive, type LessonState } from '@tongke/contract'
import { directiveOf, isSameDirective } from './directive.rules.ts'
import { LEG, OTHER_LEG, stateOf, T } from './lesson.fixtures.ts'

const live = (change: Partial<LessonState> = {}): LessonState => stateOf({ status: 'LIVE', ...change })
const stage = { legId: LEG, handId: null, seat: null, since: T }
const mutedLeg = (state: LessonState): LessonState => {
  const leg = state.legs[LEG]
  return leg ? { ...state, legs: { ...state.legs, [LEG]: { ...leg, muted: true } } } : state
}
const assistants = [`assistant:${LEG}`, `assistant:${OTHER_LEG}`]

test.each([
  ['lecture', live(), null, ['lecturer', ...assistants]],
  ['waiting room', stateOf({ status: 'WAITING' }), null, ['lecturer', ...assistants]],
  ['lecturer muted', live({ lecturerMuted: true }), null, assistants],
  ['on stage', live({ stage }), `leg:${LEG}`, ['lecturer', `leg:${LEG}`, ...assistants]],
  ['muted on stage', mutedLeg(live({ stage })), `leg:${LEG}`, ['lecturer', `assistant:${OTHER_LEG}`]],
  ['ended', stateOf({ status: 'ENDED' }), null, []],
  ['not open yet', stateOf(), null, []],
])('%s', (_, state, onStage, audible) => {
  const directive = Directive.parse(directiveOf(state))
  expect([directive.stage, directive.audible]).toEqual([onStage, audible])
})

test('a new revision alone is no news', () => {
  expect(isSameDirective(directiveOf(live({ revision: 4 })), directiveOf(live({ revision: 9 })))).toBe(true)
  expect(isSameDirective(directiveOf(live()), directiveOf(live({ stage })))).toBe(false)
})
