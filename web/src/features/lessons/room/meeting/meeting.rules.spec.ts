import { emptyMeeting, type MeetingPerson } from '@tongke/contract'
import {
  camerasFor,
  columnsFor,
  companyOf,
  itemTime,
  largeTile,
  shownCameras,
  type Meeting,
} from './meeting.rules.ts'

const MINUTE = 60_000
const person = (id: string, orgId: string): MeetingPerson => ({
  id,
  name: id,
  orgId,
  orgName: orgId,
  isRural: orgId === 'village',
})
const people = [person('chair', 'town'), person('near', 'town'), person('far', 'village')]
const agenda = [
  { title: '说课', minutes: 10 },
  { title: '研讨', minutes: 30 },
]
const meeting = (change: Partial<Meeting['meeting']> = {}): Meeting => ({
  people,
  chairId: 'chair',
  meeting: { ...emptyMeeting({ people, agenda, cameras: 9 })!, ...change },
})

test('what is left of an item counts what it took before, and may be negative', () => {
  const clock = { index: 0, since: 100 * MINUTE, spentMs: [4 * MINUTE, 0] }
  const at = (minutes: number) => itemTime(meeting({ clock }).meeting, minutes * MINUTE)
  expect(at(102)).toEqual({ index: 0, title: '说课', remainingMs: 4 * MINUTE, share: 0.6 })
  expect(at(109)).toMatchObject({ remainingMs: -3 * MINUTE, share: 1 })
  expect(itemTime(meeting().meeting, 0)).toBeNull()
})

test('the chair keeps the company of the group he visits', () => {
  const groups = [
    { orgId: 'town', orgName: '', people: ['near'] },
    { orgId: 'village', orgName: '', people: ['far'] },
  ]
  const apart = (chairAt: string) => meeting({ breakout: { since: 0, endsAt: null, groups, chairAt } })
  const names = (one: Meeting, me: string) => companyOf(one, me).map(({ id }) => id)
  expect(names(apart('town'), 'near')).toEqual(['chair', 'near'])
  expect(names(apart('village'), 'far')).toEqual(['chair', 'far'])
  expect(names(apart('village'), 'near')).toEqual(['near'])
  expect(names(meeting(), 'far')).toEqual(['chair', 'near', 'far'])
})

test('whoever spoke last is shown first and large, and a weak line shows one', () => {
  const spokeAt = new Map([
    ['c', 5],
    ['b', 3],
  ])
  expect([...shownCameras(['a', 'b', 'c', 'd'], spokeAt, 3)]).toEqual(['c', 'b', 'a'])
  expect(largeTile(['a', 'b', 'c'], spokeAt, 2)).toBe('c')
  expect(largeTile(['a', 'b', 'c'], spokeAt, 4)).toBeNull()
  expect(largeTile(['a', 'b', 'c'], new Map(), 2)).toBeNull()
  expect([0, 1, 3, null].map((level) => camerasFor(9, level))).toEqual([1, 3, 9, 9])
  expect([1, 2, 3, 5, 9, 24].map(columnsFor)).toEqual([1, 2, 2, 3, 3, 4])
})
