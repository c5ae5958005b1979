import { Refusal } from '@tongke/contract'
import { ASSISTANT, LECTURER, LEG, planOf, SCHEDULER, SYSTEM, uuid } from '../lessons/lesson.fixtures.ts'
import { mediaFacts, tell, type Step } from './past-lesson.rules.ts'

const story: Step[] = [
  { minute: -100, actor: SCHEDULER, command: { type: 'plan', plan: planOf() } },
  { minute: -10, actor: LECTURER, command: { type: 'open' } },
  { minute: -5, actor: SYSTEM, command: { type: 'sync_media', lecturer: true, legs: { [LEG]: 'full' } } },
  {
    minute: -4,
    actor: SYSTEM,
    command: {
      type: 'sync_presence',
      assistants: [{ legId: LEG, personId: uuid(400), name: '助教1' }],
      observers: [],
    },
  },
  { minute: 0, actor: LECTURER, command: { type: 'start' } },
  { minute: 9, actor: ASSISTANT, id: uuid(50), command: { type: 'raise_hand', legId: LEG, seat: 3 } },
  { minute: 10, actor: LECTURER, command: { type: 'call_on_stage', legId: LEG, handId: uuid(50) } },
  { minute: 40, actor: LECTURER, command: { type: 'end' } },
]

test('a story is told by the rules of real lessons', () => {
  const { state, events, authors } = tell(uuid(9), planOf(), story, () => uuid(1))
  expect(state.status).toBe('ENDED')
  expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1))
  expect(authors).toHaveLength(events.length)
  expect(state.legs[LEG]?.interactions).toBe(1)
})

test('what could not have happened cannot be told', () => {
  expect(() => tell(uuid(9), planOf(), [...story.slice(0, 2), ...story.slice(4)], () => uuid(1))).toThrow(
    Refusal,
  )
})

test('connections become what a media node would have reported', () => {
  const facts = mediaFacts('boot', `leg:${LEG}`, 0, [{ from: 0, to: 2, modes: [{ minute: 1, mode: 'low' }] }])
  expect(facts.map(({ kind, at, sequence }) => [kind, at, sequence])).toEqual([
    ['joined', 0, 0],
    ['mode', 60_000, 1],
    ['left', 120_000, 2],
  ])
})
