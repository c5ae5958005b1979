import { CourseState, Role, type OrgKind } from '@tongke/contract'
import type { DevicePrincipal, PersonPrincipal } from '../people/principal.ts'
import {
  COURSE_ACTIONS,
  mayCreate,
  mayDo,
  maySee,
  partsOf,
  readsFigures,
  reviewsOwn,
  speaksFor,
  type CourseAction,
  type CourseFacts,
} from './course-access.rules.ts'

const BUREAU = '/b/'
const CENTRE = '/b/c/'
const SCHOOL = '/b/c/s/'
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
    orgKind: 'urban',
    role,
    from: '2026-01-01',
    to: null,
    orgPath,
  })),
})
const device: DevicePrincipal = {
  kind: 'device',
  id: 'd',
  name: 'D',
  deviceKind: 'listen',
  orgId: 's',
  orgName: 'S',
  classId: 'class',
  className: '3',
}

const LEADER = ['create', 'manage', 'read', 'learn'] as const
const READS = ['read', 'read_proposed', 'read_figures'] as const

/** role, post at, rights over what belongs to [the own organization, one below, another branch] */
const TABLE: [Role, string, readonly CourseAction[], readonly CourseAction[], readonly CourseAction[]][] = [
  ['teacher', CENTRE, ['create', 'read', 'learn'], ['read'], ['read']],
  ['trainer', CENTRE, ['read'], ['read'], ['read']],
  ['head', CENTRE, LEADER, ['manage', 'read', 'learn'], ['read']],
  ['coordinator', CENTRE, LEADER, ['manage', 'read', 'learn'], ['read']],
  ['researcher', BUREAU, [...READS, 'review'], [...READS, 'review'], [...READS, 'review']],
  [
    'officer',
    BUREAU,
    [...READS, 'review', 'govern'],
    [...READS, 'review', 'govern'],
    [...READS, 'review', 'govern'],
  ],
  ['inspector', BUREAU, READS, READS, READS],
  ['administrator', BUREAU, [...READS, 'govern'], [...READS, 'govern'], [...READS, 'govern']],
]

describe('rights over courses', () => {
  it('covers every role', () => {
    expect(TABLE.map(([role]) => role).sort()).toEqual([...Role.options].sort())
  })

  for (const [role, at, own, below, other] of TABLE) {
    const principal = person([role, at])
    const places = [
      ['its own organization', at, own],
      ['an organization below', SCHOOL, below],
      ['another branch', OTHER, other],
    ] as const
    for (const [place, path, allowed] of places) {
      it.each(COURSE_ACTIONS)(`${role} at ${place}: %s`, (action) => {
        expect(mayDo(principal, action, path)).toBe(allowed.includes(action))
      })
    }
  }

  it.each(COURSE_ACTIONS)('neither a person without a post nor a device may %s', (action) => {
    expect(mayDo(person(), action, SCHOOL)).toBe(false)
    expect(mayDo(device, action, SCHOOL)).toBe(false)
  })

  it.each<[OrgKind, boolean]>([
    ['bureau', false],
    ['urban', true],
    ['centre', true],
    ['village', false],
    ['point', false],
  ])('a teacher at a school of kind %s gives courses: %s', (kind, expected) => {
    expect(mayCreate(person(['teacher', SCHOOL]), { path: SCHOOL, kind })).toBe(expected)
    expect(mayCreate(person(['teacher', OTHER]), { path: SCHOOL, kind })).toBe(false)
  })
})

const course = (change: Partial<CourseFacts> = {}): CourseFacts => ({
  id: 'k',
  orgId: 's',
  orgPath: SCHOOL,
  authorId: 'author',
  teacherIds: ['co-teacher'],
  state: 'OPEN',
  wasProposed: true,
  ...change,
})

const VIEWERS = {
  author: { ...person(['teacher', SCHOOL]), id: 'author' },
  coTeacher: { ...person(['teacher', SCHOOL]), id: 'co-teacher' },
  /** Was its author, and serves elsewhere now. */
  departed: { ...person(['teacher', OTHER]), id: 'author' },
  colleague: person(['teacher', SCHOOL]),
  head: person(['head', SCHOOL]),
  centre: person(['coordinator', CENTRE]),
  researcher: person(['researcher', BUREAU]),
  officer: person(['officer', BUREAU]),
  inspector: person(['inspector', BUREAU]),
  administrator: person(['administrator', BUREAU]),
  stranger: person(['head', OTHER]),
  nobody: person(),
  device,
} as const
type Viewer = keyof typeof VIEWERS
const NAMES = Object.keys(VIEWERS) as Viewer[]
const EDITORS: Viewer[] = ['author', 'coTeacher', 'head', 'centre']
const BUREAU_READERS: Viewer[] = ['researcher', 'officer', 'inspector', 'administrator']

const who = (test: (viewer: (typeof VIEWERS)[Viewer]) => boolean) =>
  NAMES.filter((name) => test(VIEWERS[name])).sort()
const sorted = (names: readonly Viewer[]) => [...names].sort()

describe('who sees a course', () => {
  it.each<[string, Partial<CourseFacts>, Viewer[]]>([
    ['a draft nobody proposed', { state: 'DRAFT', wasProposed: false }, EDITORS],
    ['a draft that was sent back', { state: 'DRAFT' }, [...EDITORS, ...BUREAU_READERS]],
    ['PROPOSED', { state: 'PROPOSED' }, [...EDITORS, ...BUREAU_READERS]],
    ['REVIEWED', { state: 'REVIEWED' }, [...EDITORS, ...BUREAU_READERS]],
    ['OPEN', { state: 'OPEN' }, NAMES.filter((name) => name !== 'nobody')],
    ['RUNNING', { state: 'RUNNING' }, NAMES.filter((name) => name !== 'nobody')],
    ['CLOSED', { state: 'CLOSED' }, NAMES.filter((name) => name !== 'nobody')],
  ])('%s', (_, change, expected) => {
    expect(who((viewer) => maySee(viewer, course(change)))).toEqual(sorted(expected))
  })

  it.each(CourseState.options)('%s: nobody without a post', (state) => {
    expect(maySee(person(), course({ state }))).toBe(false)
  })

  it('and who sees what all its classes did', () => {
    expect(who((viewer) => readsFigures(viewer, course()))).toEqual(sorted([...EDITORS, ...BUREAU_READERS]))
  })
})

describe('who speaks for a class', () => {
  it('of the school: its people, those above, its room', () => {
    const aClass = { id: 'class', orgPath: SCHOOL }
    expect(who((viewer) => speaksFor(viewer, aClass))).toEqual(
      sorted(['author', 'coTeacher', 'colleague', 'head', 'centre', 'device']),
    )
  })
  it('a room not for another class of its school', () => {
    expect(speaksFor(device, { id: 'other', orgPath: SCHOOL })).toBe(false)
  })
})

describe('parts in the life of a course', () => {
  it.each<[Viewer, string[]]>([
    ['author', ['editor']],
    ['coTeacher', ['editor']],
    ['departed', []],
    ['colleague', []],
    ['head', ['editor']],
    ['centre', ['editor']],
    ['researcher', ['reviewer']],
    ['officer', ['bureau', 'reviewer']],
    ['inspector', []],
    ['administrator', ['bureau']],
    ['stranger', []],
  ])('%s', (name, expected) => {
    const viewer = VIEWERS[name]
    expect(viewer.kind === 'person' && [...partsOf(viewer, course())].sort()).toEqual(expected)
  })

  it.each(['author', 'co-teacher'])('%s reviews nothing they are named in, whatever the posts', (id) => {
    const both = { ...person(['teacher', SCHOOL], ['researcher', BUREAU]), id }
    expect([...partsOf(both, course())]).toEqual(['editor'])
    expect(reviewsOwn(both, course())).toBe(true)
    expect(reviewsOwn(VIEWERS.researcher, course())).toBe(false)
  })
})
