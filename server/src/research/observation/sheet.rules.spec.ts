import { hindranceOf, isObserved, liveMoment, mayChoose, takeBackUntil } from './sheet.rules.ts'

const MINUTE = 60_000
const START = 1_800_000_000_000
const at = (minute: number) => START + minute * MINUTE

describe('liveMoment', () => {
  const going = { earliest: at(-15), endedAt: null }
  it.each([
    ['made now', 0, going, at(10)],
    ['made in a tunnel five minutes ago', 5 * MINUTE, going, at(5)],
    ['by a stopwatch gone mad', 72 * 60 * MINUTE, going, at(-15)],
    ['after the lesson was over', 2 * MINUTE, { ...going, endedAt: at(7) }, at(7)],
    ['before it was over, sent afterwards', 6 * MINUTE, { ...going, endedAt: at(7) }, at(4)],
    ['before the room opens', 0, { earliest: at(30), endedAt: null }, at(10)],
  ])('%s', (_, age, lesson, moment) => {
    expect(liveMoment(at(10), age, lesson)).toBe(moment)
  })
})

it.each([
  ['not handed in', null, at(0), null],
  ['just handed in', at(0), at(10), at(30)],
  ['at the last moment', at(0), at(30) - 1, at(30)],
  ['too late', at(0), at(30), null],
])('may be taken back: %s', (_, handedIn, now, until) => {
  expect(takeBackUntil(handedIn, 30, now)).toBe(until)
})

it.each([
  [{ said: 3, kept: 2, answers: 0 }, 'observation.unsent'],
  [{ said: 0, kept: 0, answers: 0 }, 'observation.blank'],
  [{ said: 0, kept: 0, answers: 1 }, null],
  [{ said: 2, kept: 3, answers: 0 }, null],
])('is handed in whole %#', (sheet, hindrance) => {
  expect(hindranceOf(sheet)).toBe(hindrance)
})

it.each([
  ['PUBLISHED', false, true],
  ['RETIRED', false, false],
  ['RETIRED', true, true],
  ['DRAFT', true, false],
] as const)('a %s scale, chosen already %s', (state, chosen, may) => {
  expect(mayChoose(state, chosen)).toBe(may)
})

it('does not observe what did not take place', () => {
  expect((['SCHEDULED', 'LIVE', 'SETTLED', 'CANCELLED', 'NOT_HELD'] as const).map(isObserved)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})
