import { Role } from '@tongke/contract'
import type { Principal } from '../people/principal.ts'
import { may } from './access.rules.ts'

const holder = (role: Role, orgPath: string): Principal => ({
  kind: 'person',
  id: 'p',
  name: '某人',
  sessionId: 's',
  mustChangePassword: false,
  posts: [
    { id: 't', orgId: 'o', orgName: '', orgKind: 'centre', role, from: '2026-09-01', to: null, orgPath },
  ],
})
const DEVICE: Principal = {
  kind: 'device',
  id: 'd',
  name: '电脑',
  deviceKind: 'listen',
  orgId: 'o',
  orgName: '',
  classId: null,
  className: null,
}

describe('rights to the curriculum', () => {
  it('lets officer, administrator and researcher manage the tree', () => {
    const managing = Role.options.filter((role) => may(holder(role, '/b/'), 'tree.manage'))
    expect(managing.sort()).toEqual(['administrator', 'officer', 'researcher'])
  })

  it.each<[Role, string, boolean]>([
    ['head', '/b/c/', true],
    ['coordinator', '/b/c/', true],
    ['coordinator', '/b/c/v/', true],
    ['coordinator', '/b/', false],
    ['coordinator', '/b/d/', false],
    ['teacher', '/b/c/', false],
    ['researcher', '/b/c/', false],
    ['inspector', '/b/c/', false],
    ['officer', '/b/d/', true],
    ['administrator', '/b/d/', true],
  ])('%s of /b/c/ sets textbooks of %s: %s', (role, path, expected) => {
    expect(may(holder(role, '/b/c/'), 'textbook.set', path)).toBe(expected)
  })

  it('gives a device no right to change anything', () => {
    expect([may(DEVICE, 'tree.manage'), may(DEVICE, 'textbook.set', '/b/c/')]).toEqual([false, false])
  })
})
