import { Role } from '@tongke/contract'
import type { PersonPrincipal } from '../people/principal.ts'
import { mayInTraining, maySeeFile, TRAINING_ACTIONS, type TrainingAction } from './training-access.rules.ts'

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

const LEADS = ['read', 'verify', 'overview', 'remind'] as const
const READS = ['read', 'overview'] as const
/** role, rights over people of the post's own organization and below, rights over those of another branch */
const TABLE: [Role, readonly TrainingAction[], readonly TrainingAction[]][] = [
  ['teacher', [], []],
  ['trainer', [], []],
  ['head', LEADS, []],
  ['coordinator', LEADS, []],
  ['researcher', ['overview'], ['overview']],
  ['officer', TRAINING_ACTIONS, TRAINING_ACTIONS],
  ['inspector', READS, READS],
  ['administrator', READS, READS],
]

describe('rights over hours', () => {
  it('covers every role', () => {
    expect(TABLE.map(([role]) => role).sort()).toEqual([...Role.options].sort())
  })

  for (const [role, near, far] of TABLE)
    it.each(TRAINING_ACTIONS)(`${role}: %s`, (action) => {
      const who = person([role, CENTRE])
      expect(mayInTraining(who, action, CENTRE)).toBe(near.includes(action))
      expect(mayInTraining(who, action, SCHOOL)).toBe(near.includes(action))
      expect(mayInTraining(who, action, OTHER)).toBe(far.includes(action))
    })

  it('shows a file to its owner and to those who lead a school the owner serves at', () => {
    const file = { id: 'somebody', orgPaths: [OTHER, SCHOOL] }
    expect(maySeeFile(person(), { ...file, id: 'p' })).toBe(true)
    expect(maySeeFile(person(['teacher', SCHOOL]), file)).toBe(false)
    expect(maySeeFile(person(['head', CENTRE]), file)).toBe(true)
    expect(maySeeFile(person(['head', '/b/e/']), file)).toBe(false)
  })
})
