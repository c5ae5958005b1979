import { nearestFree } from './free-slots.rules.ts'
import { aClass, PERIODS, school, slot, snapshot, synced, TERM } from './snapshot.fixtures.ts'
import type { SlotFacts } from './snapshot.ts'
import { TimetableIndex } from './timetable-index.ts'

const free = (slots: readonly SlotFacts[], of: SlotFacts, most = 3, more = {}) =>
  nearestFree(new TimetableIndex(snapshot(slots, more)), of.id, most)

const places = (found: ReturnType<typeof free>) => found.map(({ weekday, period }) => [weekday, period])

describe('nearest free places', () => {
  it('are the nearest periods at which class and teacher are free', () => {
    const lesson = slot({ period: 2, teacherId: 'lin' })
    const elsewhere = slot({ classId: 'village-3', period: 4, teacherId: 'lin' })
    // Period 3 leaves the teacher no time on the way to the village; after noon there is time enough.
    expect(places(free([lesson, elsewhere], lesson))).toEqual([
      [1, 1],
      [1, 5],
      [1, 6],
    ])
  })

  it('are exchanges where the week is full', () => {
    const periods = new Map([...PERIODS].slice(0, 2))
    const schools = [school('city', { bells: [{ season: 'summer', weeks: TERM, periods }] })]
    const lesson = slot({ period: 1, subject: 'music' })
    const other = slot({ period: 2, subject: 'pe' })
    const [first] = free([lesson, other], lesson, 1, { schools, classes: [aClass('city-3', 'city')] })
    expect(first?.exchanged.map(({ subject }) => subject)).toEqual(['pe'])
    expect(first?.moves).toEqual([
      { slotId: lesson.id, weekday: 1, period: 2 },
      { slotId: other.id, weekday: 1, period: 1 },
    ])
  })

  it('move a lesson together with those who listen to it, into the period of their own bells', () => {
    const [lecture, leg] = synced({ period: 1 })
    const late = new Map([...PERIODS].map(([period, span]) => [period + 1, span]))
    const schools = [
      school('city'),
      school('village', { bells: [{ season: 'summer', weeks: TERM, periods: late }] }),
      school('point'),
    ]
    const [first] = free([lecture, { ...leg, period: 2 }], leg, 1, { schools })
    expect(first?.moves).toEqual([
      { slotId: lecture.id, weekday: 1, period: 2 },
      { slotId: leg.id, weekday: 1, period: 3 },
    ])
  })

  it('keep lessons out of care after school, and care out of lessons', () => {
    const bells = [{ season: 'summer', weeks: TERM, periods: new Map([...PERIODS].slice(0, 3)), care: [3] }]
    const more = { schools: [school('city', { bells })], classes: [aClass('city-3', 'city')] }
    const lesson = slot({ period: 1 })
    expect(free([lesson], lesson, 9, more).every(({ period }) => period < 3)).toBe(true)
    const care = slot({ period: 3, subject: 'after_school' })
    expect(places(free([care], care, 1, more))).toEqual([[2, 3]])
  })

  it('leave out what a listening class cannot, and what another lesson there forbids', () => {
    const [lecture, leg] = synced({ period: 1 })
    const recorded = slot({ classId: 'village-3', period: 2, mode: 'recorded' })
    expect(places(free([lecture, leg, recorded], lecture, 1))).toEqual([[1, 3]])
  })
})
