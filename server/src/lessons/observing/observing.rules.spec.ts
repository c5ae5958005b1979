import { Role, type LessonStatus } from '@tongke/contract'
import type { Principal } from '../../people/principal.ts'
import { OBSERVING_RIGHTS, hindranceOf, mayJoinLessons, noteMoment, presenceOf } from './observing.rules.ts'

const MINUTE = 60_000
const START = 1_800_000_000_000
const at = (minute: number) => START + minute * MINUTE

describe('hindranceOf', () => {
  const lesson = {
    status: 'SCHEDULED' as LessonStatus,
    taken: 59,
    places: 60,
    mine: false,
    hasOtherPart: false,
  }
  it.each([
    ['the last place', lesson, null],
    ['full', { ...lesson, taken: 60 }, 'full'],
    ['full, with a place of mine', { ...lesson, taken: 60, mine: true }, null],
    ['while it goes on', { ...lesson, status: 'LIVE' as const }, null],
    ['over', { ...lesson, status: 'ENDED' as const }, 'over'],
    ['called off', { ...lesson, status: 'CANCELLED' as const }, 'over'],
    ['my own lesson', { ...lesson, hasOtherPart: true }, 'part'],
  ])('%s', (_, facts, expected) => {
    expect(hindranceOf(facts)).toBe(expected)
  })
})

it('lets those join who teach or lead teaching', () => {
  const as = (role: Role): Principal => ({
    kind: 'person',
    id: 'p',
    name: 'p',
    sessionId: 's',
    mustChangePassword: false,
    posts: [
      {
        id: 'x',
        orgId: 'o',
        orgName: 'o',
        orgKind: 'point',
        orgPath: '/a/',
        role,
        from: '2026-01-01',
        to: null,
      },
    ],
  })
  expect(Role.options.filter((role) => !mayJoinLessons(as(role)))).toEqual(['administrator'])
  expect(Object.keys(OBSERVING_RIGHTS).sort()).toEqual([...Role.options].sort())
})

it.each([
  ['written now', 0, at(10)],
  ['written in a tunnel five minutes ago', 5 * MINUTE, at(5)],
  ['with a stopwatch gone mad', 72 * 60 * MINUTE, at(-15)],
])('a note %s', (_, age, moment) => {
  expect(noteMoment(at(10), age, at(-15))).toBe(moment)
})

describe('presenceOf', () => {
  const visitor = { id: 'a', name: '甲', orgName: '校', hidden: false }
  const span = { startedAt: START, endedAt: at(40), plannedMinutes: 40, now: at(60) }
  const seen = (...minutes: number[]) =>
    minutes.map((minute, index) => ({
      kind: index % 2 === 0 ? ('observer_arrived' as const) : ('observer_left' as const),
      id: 'a',
      at: at(minute),
    }))
  it.each([
    ['from before to the end', seen(-5), 40],
    ['twice', seen(-5, 10, 20, 30), 20],
    ['only before class', seen(-5, -1), 0],
    ['never', [], 0],
  ])('%s', (_, moments, minutes) => {
    const [one] = presenceOf([visitor], moments, [], span)
    expect([one?.presentMinutes, one?.arrivedAt]).toEqual([minutes, moments[0]?.at ?? null])
  })
  it('counts two devices at once only once, and nobody else', () => {
    const connection = (identity: string, from: number, to: number | null) => ({
      key: `${identity}${from}`,
      identity,
      joinedAt: at(from),
      leftAt: to === null ? null : at(to),
      modes: [],
    })
    const media = [
      connection('observer:a', 0, 20),
      connection('observer:a', 10, 30),
      connection('observer:b', 0, null),
    ]
    expect(presenceOf([visitor], seen(0), media, span)[0]?.watchedMinutes).toBe(30)
  })
})
