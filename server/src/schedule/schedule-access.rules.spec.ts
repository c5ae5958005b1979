import { Role } from '@tongke/contract'
import type { PersonPrincipal } from '../people/principal.ts'
import {
  SCHEDULE_ACTIONS,
  draftLayers,
  mayDo,
  maySeePlan,
  type ScheduleAction,
} from './schedule-access.rules.ts'

const BUREAU = '/b/'
const CENTRE = '/b/c/'
const VILLAGE = '/b/c/v/'
const OTHER = '/b/d/'

const person = (...posts: [Role, string][]): PersonPrincipal => ({
  kind: 'person',
  id: 'p',
  name: 'P',
  sessionId: 's',
  mustChangePassword: false,
  posts: posts.map(([role, orgPath]) => ({
    id: 'x',
    orgId: 'o',
    orgName: 'O',
    orgKind: 'centre',
    role,
    from: '2026-01-01',
    to: null,
    orgPath,
  })),
})

const LEADER = ['bells.set', 'plan.read', 'plan.draft'] as const

/** role, post at, rights over [the county, the own school, one below, another branch] */
type Few = readonly ScheduleAction[]
const TABLE: [Role, string, Few, Few, Few, Few][] = [
  ['teacher', CENTRE, [], ['plan.read'], [], []],
  ['trainer', CENTRE, [], [], [], []],
  ['head', CENTRE, [], LEADER, LEADER, []],
  ['coordinator', CENTRE, [], LEADER, LEADER, []],
  ['researcher', BUREAU, ['plan.read'], ['plan.read'], ['plan.read'], ['plan.read']],
  ['inspector', BUREAU, ['plan.read'], ['plan.read'], ['plan.read'], ['plan.read']],
  ['officer', BUREAU, SCHEDULE_ACTIONS, SCHEDULE_ACTIONS, SCHEDULE_ACTIONS, SCHEDULE_ACTIONS],
  ['administrator', BUREAU, SCHEDULE_ACTIONS, SCHEDULE_ACTIONS, SCHEDULE_ACTIONS, SCHEDULE_ACTIONS],
]

describe('rights to calendar, bells and course plans', () => {
  it('has a row for every role', () => {
    expect(TABLE.map(([role]) => role).sort()).toEqual([...Role.options].sort())
  })
  it.each(TABLE)('%s at %s', (role, post, county, own, below, other) => {
    const who = person([role, post])
    const has = (path: string | null) => SCHEDULE_ACTIONS.filter((action) => mayDo(who, action, path))
    expect(has(null)).toEqual(county)
    expect(has(post)).toEqual(own)
    expect(has(VILLAGE)).toEqual(below)
    expect(has(OTHER)).toEqual(other)
  })
})

describe('a course plan', () => {
  it('of the county is read by every person, its drafts by the bureau', () => {
    const teacher = person(['teacher', VILLAGE])
    expect(maySeePlan(teacher, { orgPath: null, isDraft: false })).toBe(true)
    expect(maySeePlan(teacher, { orgPath: null, isDraft: true })).toBe(false)
    expect(maySeePlan(person(['researcher', BUREAU]), { orgPath: null, isDraft: true })).toBe(true)
    expect(maySeePlan(person(), { orgPath: null, isDraft: false })).toBe(false)
  })
  it('of a school is read by its people and those above', () => {
    expect(maySeePlan(person(['teacher', VILLAGE]), { orgPath: VILLAGE, isDraft: true })).toBe(true)
    expect(maySeePlan(person(['head', CENTRE]), { orgPath: VILLAGE, isDraft: true })).toBe(true)
    expect(maySeePlan(person(['head', OTHER]), { orgPath: VILLAGE, isDraft: false })).toBe(false)
  })
  it('is begun by the bureau for every layer, by a school for itself', () => {
    expect(draftLayers(person(['officer', BUREAU]))).toEqual(['national', 'province', 'city', 'school'])
    expect(draftLayers(person(['head', VILLAGE]))).toEqual(['school'])
    expect(draftLayers(person(['teacher', VILLAGE]))).toEqual([])
  })
})
