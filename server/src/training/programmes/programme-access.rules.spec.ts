import { Role } from '@tongke/contract'
import type { ActivePost, PersonPrincipal } from '../../people/principal.ts'
import { reaches } from '../../people/access.rules.ts'
import {
  PROGRAMME_ACTIONS,
  leads,
  mayDecideFor,
  maySee,
  maySign,
  postFor,
  programmeScope,
  type ProgrammeAction,
  type ProgrammeFacts,
} from './programme-access.rules.ts'

const BUREAU = '/b/'
const CENTRE = '/b/c/'
const SCHOOL = '/b/c/s/'
const OTHER = '/b/d/'

const post = (role: Role, orgPath: string, orgId = orgPath): ActivePost => ({
  id: 'x',
  orgId,
  orgName: 'O',
  orgKind: 'centre',
  role,
  from: '2026-01-01',
  to: null,
  orgPath,
})
const person = (...posts: ActivePost[]): PersonPrincipal => ({
  kind: 'person',
  id: 'p',
  name: 'P',
  sessionId: 's',
  mustChangePassword: false,
  posts,
})

/** role, post at, rights over what belongs to [the own organization, one below, another branch] */
const TABLE: [Role, string, ProgrammeAction[], ProgrammeAction[], ProgrammeAction[]][] = [
  ['teacher', CENTRE, [], [], []],
  ['trainer', CENTRE, ['create'], [], []],
  ['researcher', BUREAU, ['create', 'read_planned'], ['read_planned'], ['read_planned']],
  ['head', CENTRE, ['create', 'manage', 'decide'], ['decide'], []],
  ['coordinator', CENTRE, ['create', 'manage', 'decide'], ['decide'], []],
  ['officer', BUREAU, [...PROGRAMME_ACTIONS], [...PROGRAMME_ACTIONS], [...PROGRAMME_ACTIONS]],
  ['inspector', BUREAU, ['read_planned'], ['read_planned'], ['read_planned']],
  ['administrator', BUREAU, ['read_planned'], ['read_planned'], ['read_planned']],
]

it('has a row for every role', () => {
  expect(TABLE.map(([role]) => role).toSorted()).toEqual(Role.options.toSorted())
})
it.each(TABLE)('%s', (role, at, own, below, other) => {
  const viewer = person(post(role, at))
  const rights = (path: string) =>
    PROGRAMME_ACTIONS.filter((action) => reaches(programmeScope(viewer, action), path))
  const under = at === BUREAU ? CENTRE : SCHOOL
  expect([rights(at), rights(under), rights(OTHER)]).toEqual([own, below, other])
})

const programme = (change: Partial<ProgrammeFacts> = {}): ProgrammeFacts => ({
  id: 'g',
  orgPath: CENTRE,
  authorId: 'author',
  trainerIds: [],
  state: 'PLANNED',
  ...change,
})

it('is led by those it names and those who manage for its organization, nobody else', () => {
  const teacher = person(post('teacher', OTHER))
  expect(leads(teacher, programme())).toBe(false)
  expect(leads(teacher, programme({ trainerIds: ['p'] }))).toBe(true)
  expect(leads(teacher, programme({ authorId: 'p' }))).toBe(true)
  expect(leads(person(post('head', CENTRE)), programme())).toBe(true)
  expect(leads(person(post('head', OTHER)), programme())).toBe(false)
})

it('is shown to everybody once it is open', () => {
  const teacher = person(post('teacher', OTHER))
  expect(maySee(teacher, programme())).toBe(false)
  for (const state of ['ENROLLING', 'RUNNING', 'CLOSED', 'CANCELLED'] as const)
    expect(maySee(teacher, programme({ state }))).toBe(true)
  expect(maySee(person(post('inspector', BUREAU)), programme())).toBe(true)
})

it('lets nobody decide about oneself', () => {
  const head = person(post('head', CENTRE))
  expect(mayDecideFor(head, { personId: 'q', orgPath: SCHOOL })).toBe(true)
  expect(mayDecideFor(head, { personId: 'q', orgPath: OTHER })).toBe(false)
  expect(mayDecideFor(head, { personId: 'p', orgPath: CENTRE })).toBe(false)
})

it('lets the host school sign, not the school above it', () => {
  expect(maySign(person(post('head', SCHOOL)), SCHOOL)).toBe(true)
  expect(maySign(person(post('head', CENTRE)), SCHOOL)).toBe(false)
  expect(maySign(person(post('teacher', SCHOOL)), SCHOOL)).toBe(false)
  expect(maySign(person(post('head', SCHOOL)), null)).toBe(false)
})

it.each([
  ['everybody', 'coordinator', false, true],
  ['everybody', 'researcher', false, false],
  ['teachers', 'teacher', false, true],
  ['teachers', 'head', true, false],
  ['rural_teachers', 'teacher', true, true],
  ['rural_teachers', 'teacher', false, false],
  ['principals', 'head', false, true],
  ['principals', 'teacher', true, false],
] as const)('for %s: a %s, rural %s: %s', (audience, role, rural, belongs) => {
  expect(postFor([post(role, SCHOOL)], audience, () => rural) !== undefined).toBe(belongs)
})
