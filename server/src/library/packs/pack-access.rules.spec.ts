import type { Licence, Role } from '@tongke/contract'
import type { DevicePrincipal, PersonPrincipal } from '../../people/principal.ts'
import {
  flawOf,
  isForHomes,
  mayChangePack,
  mayCreatePack,
  mayReadPack,
  type PackPlace,
} from './pack-access.rules.ts'

const BUREAU = '/b/'
const CENTRE = '/b/c/'
const VILLAGE = '/b/c/v/'
const OTHER = '/b/d/'

const person = (role: Role, orgPath: string, id = 'p'): PersonPrincipal => ({
  kind: 'person',
  id,
  name: 'P',
  sessionId: 's',
  mustChangePassword: false,
  posts: [
    { id: 'x', orgId: 'o', orgName: 'O', orgKind: 'village', role, from: '2026-01-01', to: null, orgPath },
  ],
})
const device: DevicePrincipal = {
  kind: 'device',
  id: 'd',
  name: 'D',
  deviceKind: 'listen',
  orgId: 'v',
  orgName: 'V',
  classId: null,
  className: null,
}
const pack = (orgPath: string, forBelow = false, ownerId = 'owner'): PackPlace => ({
  ownerId,
  orgId: 'c',
  orgPath,
  forBelow,
})

describe('who makes packs', () => {
  it.each<[Role, string, string, boolean]>([
    ['teacher', VILLAGE, VILLAGE, true],
    ['teacher', VILLAGE, CENTRE, false],
    ['teacher', CENTRE, VILLAGE, false],
    ['coordinator', CENTRE, VILLAGE, true],
    ['coordinator', CENTRE, OTHER, false],
    ['head', VILLAGE, VILLAGE, true],
    ['officer', BUREAU, VILLAGE, true],
    ['researcher', BUREAU, BUREAU, true],
    ['researcher', BUREAU, VILLAGE, false],
    ['inspector', BUREAU, BUREAU, false],
    ['administrator', BUREAU, BUREAU, false],
  ])('%s of %s for %s: %s', (role, home, org, allowed) => {
    expect(mayCreatePack(person(role, home), org)).toBe(allowed)
  })

  it('a classroom makes none', () => expect(mayCreatePack(device, VILLAGE)).toBe(false))
})

describe('who changes a pack', () => {
  it.each<[string, PersonPrincipal, boolean]>([
    ['its owner', person('teacher', CENTRE, 'owner'), true],
    ['its owner, who serves elsewhere by now', person('teacher', OTHER, 'owner'), false],
    ['a colleague', person('teacher', CENTRE), false],
    ['the coordinator', person('coordinator', CENTRE), true],
    ['a coordinator below', person('coordinator', VILLAGE), false],
    ['an administrator', person('administrator', BUREAU), true],
  ])('%s', (_, who, allowed) => expect(mayChangePack(who, pack(CENTRE))).toBe(allowed))
})

describe('who reads a pack', () => {
  it('its own school, and with the right those below', () => {
    expect(isForHomes([CENTRE], pack(CENTRE))).toBe(true)
    expect(isForHomes([VILLAGE], pack(CENTRE))).toBe(false)
    expect(isForHomes([VILLAGE], pack(CENTRE, true))).toBe(true)
    expect(isForHomes([OTHER], pack(CENTRE, true))).toBe(false)
    expect(isForHomes([BUREAU], pack(CENTRE, true))).toBe(false)
    expect(isForHomes([], pack(CENTRE, true))).toBe(false)
  })

  it('a classroom by where it stands, and whoever keeps order', () => {
    expect(mayReadPack(device, [VILLAGE], pack(CENTRE, true))).toBe(true)
    expect(mayReadPack(device, [OTHER], pack(CENTRE, true))).toBe(false)
    expect(mayReadPack(person('officer', BUREAU), [BUREAU], pack(VILLAGE))).toBe(true)
    expect(mayReadPack(person('inspector', BUREAU), [BUREAU], pack(VILLAGE))).toBe(false)
  })
})

describe('what may be in a pack', () => {
  const own = { orgId: 'c', forBelow: false }
  const shared = { orgId: 'c', forBelow: true }
  const online = { standing: 'ONLINE' as const, scope: 'county' as const, orgId: 'x' }
  it.each<[Licence, string | null]>([
    ['county', null],
    ['cc_by_nc_sa', null],
    ['school', 'scope'],
    ['third_party', 'licence'],
    ['link', 'licence'],
  ])('of another school under %s: %s', (licence, flaw) => {
    expect(flawOf(online, licence, shared)).toBe(flaw)
    expect(flawOf(online, licence, own)).toBe(flaw)
  })

  it('what is for one school stays there', () => {
    const ours = { ...online, scope: 'school' as const, orgId: 'c' }
    expect(flawOf(ours, 'school', own)).toBeNull()
    expect(flawOf(ours, 'county', own)).toBeNull()
    expect(flawOf(ours, 'county', shared)).toBe('scope')
    expect(flawOf({ ...ours, orgId: 'x' }, 'county', own)).toBe('scope')
  })

  it.each(['NEW', 'OFFLINE', 'TAKEN_DOWN', 'ARCHIVED'] as const)('not what is %s', (standing) => {
    expect(flawOf({ ...online, standing }, 'county', own)).toBe('offline')
  })
})
