import { Role } from '@tongke/contract'
import type { DevicePrincipal, PersonPrincipal } from '../../people/principal.ts'
import {
  PAIRING_ACTIONS,
  mayCreateAny,
  mayDraft,
  maySee,
  pairingScope,
  partsOf,
  schoolsFit,
  type PairingAction,
} from './pairing-access.rules.ts'
import { reaches } from '../../people/access.rules.ts'

const BUREAU = '/b/'
const CENTRE = '/b/c/'
const VILLAGE = '/b/c/v/'
const TOWN = '/b/t/'

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
const DEVICE: DevicePrincipal = {
  kind: 'device',
  id: 'd',
  name: 'D',
  deviceKind: 'listen',
  orgId: 's',
  orgName: 'S',
  classId: 'class',
  className: '3',
}
const PAIR = { hostPath: TOWN, ruralPath: VILLAGE }
const OUTSIDE = { hostPath: null, ruralPath: VILLAGE }

/** role, post at, rights over agreements of [the own school, one below, another branch] */
const TABLE: [Role, string, readonly PairingAction[], readonly PairingAction[], readonly PairingAction[]][] =
  [
    ['teacher', CENTRE, ['read'], [], []],
    ['trainer', CENTRE, [], [], []],
    ['coordinator', CENTRE, ['read', 'draft'], ['read', 'draft'], []],
    ['head', CENTRE, ['read', 'draft', 'sign'], ['read', 'draft', 'sign'], []],
    ['researcher', BUREAU, ['read'], ['read'], ['read']],
    ['inspector', BUREAU, ['read'], ['read'], ['read']],
    [
      'officer',
      BUREAU,
      ['read', 'draft', 'govern'],
      ['read', 'draft', 'govern'],
      ['read', 'draft', 'govern'],
    ],
    [
      'administrator',
      BUREAU,
      ['read', 'draft', 'govern'],
      ['read', 'draft', 'govern'],
      ['read', 'draft', 'govern'],
    ],
  ]

describe('rights to agreements', () => {
  it('has a row for every role', () => {
    expect(TABLE.map(([role]) => role).sort()).toEqual([...Role.options].sort())
  })
  it.each(TABLE)('%s at %s', (role, post, own, below, other) => {
    const has = (path: string) =>
      PAIRING_ACTIONS.filter((action) => reaches(pairingScope(person([role, post]), action), path))
    expect(has(post)).toEqual(own)
    expect(has(VILLAGE)).toEqual(below)
    expect(has(TOWN)).toEqual(other)
  })
  it('gives nothing to a room', () => {
    expect(maySee(DEVICE, PAIR)).toBe(false)
    expect(mayCreateAny(DEVICE)).toBe(false)
  })
})

describe('an agreement', () => {
  it('is seen and drafted from both sides, and by nobody else', () => {
    for (const path of [TOWN, CENTRE, VILLAGE]) {
      expect(maySee(person(['head', path]), PAIR)).toBe(true)
      expect(mayDraft(person(['coordinator', path]), PAIR)).toBe(true)
    }
    expect(maySee(person(['head', '/b/other/']), PAIR)).toBe(false)
    expect(mayDraft(person(['teacher', VILLAGE]), PAIR)).toBe(false)
  })
  it.each([
    ['the host’s head', 'head', TOWN, ['drafter', 'host_head']],
    ['the village’s head', 'head', VILLAGE, ['drafter', 'rural_head']],
    ['the centre’s head, for the village', 'head', CENTRE, ['drafter', 'rural_head']],
    ['a coordinator', 'coordinator', TOWN, ['drafter']],
    ['an officer, who signs for no school', 'officer', BUREAU, ['bureau', 'drafter']],
    ['a teacher', 'teacher', TOWN, []],
  ] as const)('gives %s a part', (_who, role, path, parts) => {
    expect([...partsOf(person([role, path]), PAIR)].sort()).toEqual([...parts].sort())
  })
  it('with a school outside has its paper entered by the bureau', () => {
    expect(partsOf(person(['officer', BUREAU]), OUTSIDE)).toContain('host_head')
    expect(partsOf(person(['head', VILLAGE]), OUTSIDE)).not.toContain('host_head')
  })
})

describe('schools of an agreement', () => {
  it.each([
    ['urban', 'village', true],
    ['urban', 'point', true],
    ['urban', 'centre', true],
    ['centre', 'village', true],
    [null, 'village', true],
    ['village', 'point', false],
    ['urban', 'urban', false],
    ['urban', 'bureau', false],
    ['bureau', 'village', false],
    [null, 'urban', false],
  ] as const)('%s for %s: %s', (host, rural, fit) => {
    expect(schoolsFit(host, rural)).toBe(fit)
  })
})
