import { RollPaper } from '@tongke/contract'
import { countBy, draftOf, draftOfPaper, expectPupils, gapOf, paperOf, touchSeat } from './roll.rules.ts'

const ID = '00000000-0000-7000-8000-000000000001'
const fresh = draftOf(12, null, null)

test('everybody is present until a seat is touched: leave, absent, present again', () => {
  const leave = touchSeat(fresh, 3)
  const absent = touchSeat(leave, 3)
  expect([fresh, leave, absent, touchSeat(absent, 3)].map(({ headcount }) => headcount)).toEqual([
    { expected: 12, present: 12, leave: 0, absent: 0 },
    { expected: 12, present: 11, leave: 1, absent: 0 },
    { expected: 12, present: 11, leave: 0, absent: 1 },
    { expected: 12, present: 12, leave: 0, absent: 0 },
  ])
})

test('fewer pupils than the list says take their seats along', () => {
  const draft = expectPupils(touchSeat(touchSeat(fresh, 12), 2), 11)
  expect(draft.headcount).toEqual({ expected: 11, present: 10, leave: 1, absent: 0 })
  expect(draft.marks).toEqual({ 2: 'leave' })
})

test('what is written by seats or counts is what the wire takes, and comes back the same', () => {
  const bySeat = touchSeat(touchSeat(touchSeat(fresh, 7), 7), 1)
  const counted = {
    ...countBy(bySeat, 'quick'),
    headcount: { expected: 12, present: 9, leave: 2, absent: 1 },
  }
  for (const draft of [fresh, bySeat, counted]) {
    const paper = RollPaper.parse(paperOf(draft, ID, ID, null))
    expect(draftOfPaper(paper).headcount).toEqual(draft.headcount)
    expect(gapOf(draft)).toBe(0)
  }
  expect(paperOf(counted, ID, ID, null).seats).toEqual([])
  expect(gapOf({ ...counted, headcount: { ...counted.headcount, present: 8 } })).toBe(1)
})

test('numbers told in the room are counts, a roll by seats is seats', () => {
  const told = { expected: 12, present: 10, leave: 2, absent: 0 }
  expect(draftOf(12, null, told)).toMatchObject({ source: 'quick', headcount: told })
  const roll = {
    headcount: told,
    source: 'roll' as const,
    seats: [
      { seat: 1, mark: 'leave' as const },
      { seat: 4, mark: 'leave' as const },
    ],
    takenByName: '',
    byProxy: false,
    handedInAt: 0,
    changedAt: 0,
    state: 'SUBMITTED' as const,
    amendReason: null,
  }
  expect(draftOf(12, roll, null)).toMatchObject({ source: 'roll', marks: { 1: 'leave', 4: 'leave' } })
  expect(draftOf(12, { ...roll, seats: null }, null).source).toBe('quick')
})
