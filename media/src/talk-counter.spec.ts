import { TalkCounter } from './talk-counter.ts'

const LESSON = '00000000-0000-7000-8000-000000000001'
const told = (spokenMs: number) => [{ lessonId: LESSON, identity: 'lecturer', spokenMs }]

test('sums grow, are told again for a while after a change, and start anew only after half a day', () => {
  const counter = new TalkCounter()
  counter.add(LESSON, 'lecturer', 500, 0)
  counter.add(LESSON, 'lecturer', 500, 500)
  expect(counter.news(9_000)).toEqual(told(1_000))
  expect(counter.news(11_000)).toEqual([])
  counter.add(LESSON, 'lecturer', 500, 3_600_000)
  expect(counter.news(3_600_000)).toEqual(told(1_500))
  expect(counter.news(20 * 3_600_000)).toEqual([])
  counter.add(LESSON, 'lecturer', 500, 20 * 3_600_000)
  expect(counter.news(20 * 3_600_000)).toEqual(told(500))
})
