import type { LessonStatus, Participant } from '@tongke/contract'
import { actionFor, mayEnter, nextLesson } from './lesson-day.ts'

const START = 10_000_000_000
const MINUTE = 60_000
const lesson = (status: LessonStatus, part?: Participant['part'], start = START) => ({
  status,
  plannedStart: start,
  plannedMinutes: 40,
  me: part ? ({ part } as Participant) : null,
})

describe('nextLesson', () => {
  it('prefers the open lesson, then the first ahead, and skips what is over', () => {
    const over = lesson('ENDED')
    const ahead = lesson('SCHEDULED', undefined, START + 1)
    const live = lesson('LIVE', undefined, START + 2)
    expect(nextLesson([over, ahead, live])).toBe(live)
    expect(nextLesson([over, ahead])).toBe(ahead)
    expect(nextLesson([over])).toBeUndefined()
  })
})

describe('mayEnter', () => {
  it('opens a quarter of an hour before and stays open while the room is', () => {
    expect(mayEnter(lesson('SCHEDULED'), START - 16 * MINUTE)).toBe(false)
    expect(mayEnter(lesson('SCHEDULED'), START - 15 * MINUTE)).toBe(true)
    expect(mayEnter(lesson('LIVE'), START + 300 * MINUTE)).toBe(true)
    expect(mayEnter(lesson('CANCELLED'), START)).toBe(false)
  })
})

describe('actionFor', () => {
  it.each([
    ['SCHEDULED', 'lecturer', 'openRoom'],
    ['LIVE', 'lecturer', 'teach'],
    ['WAITING', 'assistant', 'assist'],
    ['SCHEDULED', 'observer', null],
    ['LIVE', 'observer', 'observe'],
    ['PREPARED', 'room', 'enterRoom'],
    ['ENDED', 'lecturer', null],
    ['LIVE', undefined, null],
  ] as const)('%s for %s: %s', (status, part, action) => {
    expect(actionFor(lesson(status, part), START)).toBe(action)
  })
})
