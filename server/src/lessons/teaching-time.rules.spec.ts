import type { LessonEventBody } from '@tongke/contract'
import { LEG } from './lesson.fixtures.ts'
import { teachingTime } from './teaching-time.rules.ts'

const MINUTE = 60_000
const log = (...steps: [number, LessonEventBody][]) =>
  steps.map(([minute, body], index) => ({ revision: index + 1, at: minute * MINUTE, body }))
const staged: LessonEventBody = { kind: 'stage_taken', legId: LEG, handId: null, seat: null }
const minutes = (events: ReturnType<typeof log>, now: number) =>
  Object.values(teachingTime(events, now * MINUTE)).map((ms) => ms / MINUTE)

test.each<[string, ReturnType<typeof log>, number, number[]]>([
  ['nothing before the start', log([0, { kind: 'opened' }]), 10, [0, 0, 0]],
  ['lecturing until now', log([5, { kind: 'started' }]), 12, [7, 0, 0]],
  [
    'being called on stage begins the interaction, and its end does not lecture yet',
    log([0, { kind: 'started' }], [10, staged], [12, { kind: 'stage_left', legId: LEG }]),
    15,
    [10, 5, 0],
  ],
  [
    'what the lecturer says, and a stage within a discussion',
    log(
      [0, { kind: 'started' }],
      [4, { kind: 'teaching_set', mode: 'discussion' }],
      [6, staged],
      [9, { kind: 'teaching_set', mode: 'lecture' }],
      [20, { kind: 'ended', by: 'lecturer' }],
    ),
    99,
    [15, 0, 5],
  ],
  [
    'an interruption is no teaching',
    log([0, { kind: 'started' }], [10, { kind: 'interrupted' }], [13, { kind: 'resumed' }]),
    20,
    [17, 0, 0],
  ],
])('%s', (_, events, now, gives) => {
  expect(minutes(events, now)).toEqual(gives)
})
