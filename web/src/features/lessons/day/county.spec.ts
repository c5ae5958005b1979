import type { LessonStatus, LessonSummary } from '@tongke/contract'
import { countyDay } from './county.ts'

const lesson = (status: LessonStatus, legs: number) => ({
  status,
  legs: Array.from({ length: legs }, () => ({})) as LessonSummary['legs'],
})

describe('countyDay', () => {
  it('counts lessons by where they stand and leaves out what was called off', () => {
    const day = countyDay([
      lesson('LIVE', 3),
      lesson('WAITING', 1),
      lesson('SETTLED', 2),
      lesson('NOT_HELD', 1),
      lesson('CANCELLED', 4),
      lesson('SCHEDULED', 1),
    ])
    expect(day).toEqual({ lessons: 5, live: 2, done: 1, lost: 1, legs: 8 })
  })
})
