import type { LessonEventBody } from '@tongke/contract'
import { agendaTimes } from './agenda-times.rules.ts'

const AGENDA = [
  { title: '说课', minutes: 15 },
  { title: '议课', minutes: 30 },
  { title: '分工', minutes: 10 },
]
const reached = (at: number, index: number) => ({
  at,
  body: { kind: 'item_reached', index } as LessonEventBody,
})
const times = (...events: { at: number; body: LessonEventBody }[]) =>
  agendaTimes(AGENDA, events, { startedAt: 100, endedAt: 200 }).map(({ stretches }) =>
    stretches.map(({ from, to }) => [from, to]),
  )

test('a meeting that never went on spent all its time on the first item', () => {
  expect(times()).toEqual([[[100, 200]], [], []])
})
test('each item is on until the next one, and may come up again', () => {
  expect(times(reached(120, 1), reached(150, 0), reached(160, 2))).toEqual([
    [
      [100, 120],
      [150, 160],
    ],
    [[120, 150]],
    [[160, 200]],
  ])
})
test('what is said after the end, or of no item, takes no time', () => {
  expect(times(reached(150, 7), reached(250, 1))).toEqual([[[100, 150]], [], []])
})
