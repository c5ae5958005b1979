import { Role } from '@tongke/contract'
import { ACTIONS, may, mayGrant, mayManageWholePerson, scopeOf, type Action } from './access.rules.ts'
import type { DevicePrincipal, PersonPrincipal } from './principal.ts'

const BUREAU = '/b/'
const CENTRE = '/b/c/'
const SCHOOL = '/b/c/s/'
const POINT = '/b/c/s/p/'
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

const device: DevicePrincipal = {
  kind: 'device',
  id: 'd',
  name: 'D',
  deviceKind: 'listen',
  orgId: 's',
  orgName: 'S',
  classId: null,
  className: null,
}

const LOCAL = [
  'organization.read',
  'organization.update',
  'class.read',
  'class.manage',
  'person.read',
  'person.manage',
  'device.read',
  'device.manage',
] as const
const READ = ['organization.read', 'class.read', 'person.read', 'device.read', 'audit.read'] as const
const OFFICER = ACTIONS.filter((action) => action !== 'audit.read')

/** role, post at, rights at [own organization, one below, another branch] */
const TABLE: [Role, string, readonly Action[], readonly Action[], readonly Action[]][] = [
  ['administrator', BUREAU, ACTIONS, ACTIONS, ACTIONS],
  ['officer', BUREAU, OFFICER, OFFICER, OFFICER],
  ['inspector', BUREAU, READ, READ, READ],
  [
    'researcher',
    BUREAU,
    ['organization.read', 'class.read'],
    ['organization.read', 'class.read'],
    ['organization.read', 'class.read'],
  ],
  [
    'trainer',
    BUREAU,
    ['organization.read', 'class.read'],
    ['organization.read', 'class.read'],
    ['organization.read', 'class.read'],
  ],
  ['head', CENTRE, LOCAL, LOCAL, []],
  ['coordinator', CENTRE, LOCAL, LOCAL, []],
  ['teacher', CENTRE, ['organization.read', 'class.read'], [], []],
]

describe('access table', () => {
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
      it.each(ACTIONS)(`${role} at ${place}: %s`, (action) => {
        expect(may(principal, action, path)).toBe(allowed.includes(action))
      })
    }
  }

  it.each(ACTIONS)('a device may not %s', (action) => {
    expect(may(device, action, SCHOOL)).toBe(false)
  })
  it.each(ACTIONS)('a person without a post may not %s', (action) => {
    expect(may(person(), action, SCHOOL)).toBe(false)
  })
  it('does not reach upwards', () => {
    expect(may(person(['head', SCHOOL]), 'person.read', CENTRE)).toBe(false)
  })
  it('adds up the posts of a person', () => {
    expect(scopeOf(person(['teacher', SCHOOL], ['coordinator', OTHER]), 'class.read')).toEqual({
      all: false,
      exact: [SCHOOL],
      below: [OTHER],
    })
  })
})

describe('granting posts', () => {
  const coordinator = person(['coordinator', CENTRE])
  it.each([
    ['a coordinator', coordinator, 'teacher', POINT, true],
    ['a coordinator', coordinator, 'teacher', OTHER, false],
    ['a coordinator', coordinator, 'officer', BUREAU, false],
    ['an officer', person(['officer', BUREAU]), 'officer', BUREAU, true],
    ['an officer', person(['officer', BUREAU]), 'administrator', BUREAU, false],
    ['an administrator', person(['administrator', BUREAU]), 'administrator', BUREAU, true],
    ['an inspector', person(['inspector', BUREAU]), 'teacher', SCHOOL, false],
  ] as const)('%s', (_, principal, role, path, allowed) => {
    expect(mayGrant(principal, role, path)).toBe(allowed)
  })

  it('a person who also serves elsewhere is managed only by whoever manages both places', () => {
    const held = [
      { role: 'teacher', orgPath: SCHOOL },
      { role: 'officer', orgPath: BUREAU },
    ] as const
    expect(mayManageWholePerson(coordinator, held)).toBe(false)
    expect(mayManageWholePerson(person(['officer', BUREAU]), held)).toBe(true)
  })
  it('a person without posts is managed by the bureau', () => {
    expect(mayManageWholePerson(coordinator, [])).toBe(false)
    expect(mayManageWholePerson(person(['officer', BUREAU]), [])).toBe(true)
  })
})
