import { Role } from '@tongke/contract'
import { reaches } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import {
  VISIT_ACTIONS,
  mayAnswer,
  maySee,
  mayVisit,
  visitScope,
  type VisitAction,
} from './visit-access.rules.ts'

const BUREAU = '/b/'
const CENTRE = '/b/c/'
const SCHOOL = '/b/c/s/'
const OTHER = '/b/d/'

const person = (role: Role, orgPath: string): PersonPrincipal => ({
  kind: 'person',
  id: 'p',
  name: 'P',
  sessionId: 's',
  mustChangePassword: false,
  posts: [
    { id: 'x', orgId: 'o', orgName: 'O', orgKind: 'centre', role, from: '2026-01-01', to: null, orgPath },
  ],
})

/** role, post at, rights over visits to [the own organization, one below, another branch] */
const TABLE: [Role, string, VisitAction[], VisitAction[], VisitAction[]][] = [
  ['teacher', CENTRE, [], [], []],
  ['trainer', BUREAU, ['visit'], ['visit'], ['visit']],
  ['head', CENTRE, ['read', 'answer'], ['read'], []],
  ['coordinator', CENTRE, ['read', 'answer'], ['read'], []],
  ['researcher', BUREAU, ['visit', 'read'], ['visit', 'read'], ['visit', 'read']],
  ['officer', BUREAU, ['visit', 'read'], ['visit', 'read'], ['visit', 'read']],
  ['inspector', BUREAU, ['visit', 'read'], ['visit', 'read'], ['visit', 'read']],
  ['administrator', BUREAU, ['read'], ['read'], ['read']],
]

it('has a row for every role', () => {
  expect(TABLE.map(([role]) => role).toSorted()).toEqual(Role.options.toSorted())
})
it.each(TABLE)('%s', (role, at, own, below, other) => {
  const rights = (path: string) =>
    VISIT_ACTIONS.filter((one) => reaches(visitScope(person(role, at), one), path))
  const under = at === BUREAU ? CENTRE : SCHOOL
  expect([rights(at), rights(under), rights(OTHER)]).toEqual([own, below, other])
})

it('lets teachers visit as mentors only', () => {
  expect([mayVisit(person('teacher', SCHOOL), false), mayVisit(person('teacher', SCHOOL), true)]).toEqual([
    false,
    true,
  ])
})

it('is the visitor’s own, and answered by somebody else', () => {
  const mine = { visitorId: 'p', orgPath: OTHER }
  expect(maySee(person('teacher', SCHOOL), mine)).toBe(true)
  expect(maySee(person('teacher', SCHOOL), { visitorId: 'q', orgPath: SCHOOL })).toBe(false)
  expect(mayAnswer(person('head', SCHOOL), { visitorId: 'q', orgPath: SCHOOL })).toBe(true)
  expect(mayAnswer(person('head', SCHOOL), { visitorId: 'p', orgPath: SCHOOL })).toBe(false)
})
