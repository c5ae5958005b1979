import { Role, type ScaleState } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { canDo, makingPost, manages, maySee, SCALE_RIGHTS } from './scale-access.rules.ts'

const who = (role: Role, orgPath = '/bureau/town/'): PersonPrincipal => ({
  kind: 'person',
  id: 'me',
  name: 'me',
  sessionId: 's',
  mustChangePassword: false,
  posts: [
    { id: 'x', orgId: 'o', orgName: 'o', orgKind: 'centre', orgPath, role, from: '2026-01-01', to: null },
  ],
})
const scale = (state: ScaleState, change = {}) => ({
  orgPath: '/bureau/town/',
  authorId: 'another',
  state,
  ...change,
})

it('has a row for every role', () => {
  expect(Object.keys(SCALE_RIGHTS).sort()).toEqual([...Role.options].sort())
})

it('lets those make scales who lead teaching', () => {
  expect(Role.options.filter((role) => makingPost(who(role)))).toEqual(
    ['researcher', 'trainer', 'officer', 'head', 'coordinator'].sort(
      (a, b) => Role.options.indexOf(a as Role) - Role.options.indexOf(b as Role),
    ),
  )
})

it.each([
  ['a teacher', who('teacher'), false],
  ['the head of the unit', who('head'), true],
  ['the centre above a school', who('coordinator', '/bureau/'), true],
  ['another school', who('head', '/bureau/other/'), false],
  ['the researcher', who('researcher', '/bureau/'), true],
])('a draft is seen and changed by its makers: %s', (_, person, expected) => {
  expect([maySee(person, scale('DRAFT')), manages(person, scale('DRAFT'))]).toEqual([expected, expected])
  expect(maySee(person, scale('PUBLISHED'))).toBe(true)
})

it('keeps the hands of its author on it only while the author leads teaching', () => {
  expect(manages(who('trainer', '/elsewhere/'), scale('DRAFT', { authorId: 'me' }))).toBe(true)
  expect(manages(who('teacher'), scale('DRAFT', { authorId: 'me' }))).toBe(false)
})

it.each([
  ['DRAFT', false, { edit: true, publish: true, revise: false, retire: false }],
  ['PUBLISHED', false, { edit: false, publish: false, revise: true, retire: true }],
  ['PUBLISHED', true, { edit: false, publish: false, revise: false, retire: true }],
  ['RETIRED', false, { edit: false, publish: false, revise: true, retire: false }],
] as const)('a %s version, the next being written %s', (state, hasDraft, can) => {
  expect(canDo(who('head'), scale(state), hasDraft)).toEqual(can)
})
