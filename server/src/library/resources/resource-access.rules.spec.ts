import { ResourceStanding, Role, VersionState, type PublishScope } from '@tongke/contract'
import type { DevicePrincipal, PersonPrincipal } from '../../people/principal.ts'
import {
  RESOURCE_ACTIONS,
  mayDo,
  maySeeVersion,
  partsOf,
  type ResourceAction,
  type ResourceFacts,
} from './resource-access.rules.ts'

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
    orgKind: 'village',
    role,
    from: '2026-01-01',
    to: null,
    orgPath,
  })),
})

const device = (orgId: string): DevicePrincipal => ({
  kind: 'device',
  id: 'd',
  name: 'D',
  deviceKind: 'listen',
  orgId,
  orgName: 'S',
  classId: null,
  className: null,
})

const MEMBER = ['create', 'read_school', 'read_county'] as const
const READS = RESOURCE_ACTIONS.filter((action) => action.startsWith('read_'))
const LOCAL = ['create', ...READS, 'review_school'] as const
const withoutCreate = (actions: readonly ResourceAction[]) => actions.filter((action) => action !== 'create')

/** role, post at, rights over what belongs to [the own organization, one below, another branch] */
const TABLE: [
  Role,
  string,
  readonly ResourceAction[],
  readonly ResourceAction[],
  readonly ResourceAction[],
][] = [
  ['teacher', CENTRE, MEMBER, ['read_county'], ['read_county']],
  ['trainer', CENTRE, MEMBER, ['read_county'], ['read_county']],
  ['head', CENTRE, LOCAL, withoutCreate(LOCAL), ['read_county']],
  ['coordinator', CENTRE, LOCAL, withoutCreate(LOCAL), ['read_county']],
  [
    'researcher',
    BUREAU,
    [...MEMBER, 'read_city_review', 'read_rejected', 'review_city'],
    ['read_county', 'read_city_review', 'read_rejected', 'review_city'],
    ['read_county', 'read_city_review', 'read_rejected', 'review_city'],
  ],
  [
    'officer',
    BUREAU,
    ['create', ...READS, 'review_city', 'govern'],
    [...READS, 'review_city', 'govern'],
    [...READS, 'review_city', 'govern'],
  ],
  ['inspector', BUREAU, READS, READS, READS],
  ['administrator', BUREAU, [...READS, 'govern'], [...READS, 'govern'], [...READS, 'govern']],
]

describe('rights over resources', () => {
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
      it.each(RESOURCE_ACTIONS)(`${role} at ${place}: %s`, (action) => {
        expect(mayDo(principal, action, path)).toBe(allowed.includes(action))
      })
    }
  }

  it.each(RESOURCE_ACTIONS)('a person without a post may not %s', (action) => {
    expect(mayDo(person(), action, SCHOOL)).toBe(false)
  })
  it.each(RESOURCE_ACTIONS)('a device has no right by a post to %s', (action) => {
    expect(mayDo(device('s'), action, SCHOOL)).toBe(false)
  })
})

const resource = (change: Partial<ResourceFacts> = {}): ResourceFacts => ({
  id: 'r',
  type: 'courseware',
  authorId: 'author',
  orgId: 's',
  orgPath: SCHOOL,
  orgKind: 'village',
  standing: 'ONLINE',
  scope: 'county',
  held: false,
  publishedVersionId: 'v',
  ...change,
})
const author: PersonPrincipal = { ...person(['teacher', OTHER]), id: 'author' }

const VIEWERS = {
  author,
  colleague: person(['teacher', SCHOOL]),
  head: person(['head', SCHOOL]),
  centre: person(['coordinator', CENTRE]),
  researcher: person(['researcher', BUREAU]),
  officer: person(['officer', BUREAU]),
  inspector: person(['inspector', BUREAU]),
  administrator: person(['administrator', BUREAU]),
  stranger: person(['head', OTHER]),
  nobody: person(),
  device: device('s'),
  otherDevice: device('else'),
} as const
type Viewer = keyof typeof VIEWERS
const EVERYBODY = Object.keys(VIEWERS).filter((name) => name !== 'nobody') as Viewer[]
const BUREAU_READERS: Viewer[] = ['officer', 'inspector', 'administrator']
const INSIDERS: Viewer[] = ['author', 'head', 'centre', ...BUREAU_READERS]

const seers = (facts: ResourceFacts, state: VersionState, id = 'v') =>
  (Object.keys(VIEWERS) as Viewer[])
    .filter((name) => maySeeVersion(VIEWERS[name], facts, { id, state }))
    .sort()

describe('who sees a version', () => {
  const OPEN: [VersionState, Viewer[]][] = [
    ['DRAFT', ['author']],
    ['SELF_REVIEWED', ['author']],
    ['SCHOOL_REVIEW', INSIDERS],
    ['CITY_REVIEW', [...INSIDERS, 'researcher']],
    ['REJECTED', [...INSIDERS, 'researcher']],
  ]
  it.each(OPEN)('%s, whatever the standing', (state, expected) => {
    for (const standing of ResourceStanding.options)
      expect(seers(resource({ standing }), state, 'next')).toEqual([...expected].sort())
  })

  it.each<[PublishScope, VersionState, Viewer[]]>([
    ['county', 'PUBLISHED', EVERYBODY],
    ['school', 'SCHOOL_PUBLISHED', [...INSIDERS, 'colleague', 'device']],
  ])('what is online for the %s', (scope, state, expected) => {
    expect(seers(resource({ scope }), state)).toEqual([...expected].sort())
  })

  it.each(['NEW', 'OFFLINE', 'TAKEN_DOWN', 'ARCHIVED'] as const)('what is %s', (standing) => {
    expect(seers(resource({ standing }), 'PUBLISHED')).toEqual([...INSIDERS].sort())
  })

  it('what a newer version replaced', () => {
    expect(seers(resource(), 'SUPERSEDED', 'old')).toEqual([...INSIDERS].sort())
  })

  it('knows every state', () => {
    expect([...OPEN.map(([state]) => state), 'PUBLISHED', 'SCHOOL_PUBLISHED', 'SUPERSEDED'].sort()).toEqual(
      [...VersionState.options].sort(),
    )
  })
})

describe('parts in the life of a resource', () => {
  it.each<[Viewer, string[]]>([
    ['author', ['author']],
    ['colleague', []],
    ['head', ['school_reviewer']],
    ['centre', ['school_reviewer']],
    ['researcher', ['city_reviewer']],
    ['officer', ['bureau', 'city_reviewer']],
    ['inspector', []],
    ['administrator', ['bureau']],
    ['stranger', []],
  ])('%s', (name, expected) => {
    const viewer = VIEWERS[name]
    expect(viewer.kind === 'person' && [...partsOf(viewer, resource())].sort()).toEqual(expected)
  })

  it('an author reviews nothing of their own, whatever the posts', () => {
    const everything = {
      ...person(['head', SCHOOL], ['officer', BUREAU], ['researcher', BUREAU]),
      id: 'author',
    }
    expect([...partsOf(everything, resource())].sort()).toEqual(['author', 'bureau'])
  })
})
