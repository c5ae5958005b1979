import { RepairState, type RepairStep } from '@tongke/contract'
import { stepFrom } from './repair.rules.ts'
import { ROOM_RIGHTS, mayDo } from './room-access.rules.ts'
import { Role } from '@tongke/contract'
import type { Principal } from '../../people/principal.ts'

const STEPS: RepairStep[] = ['acknowledge', 'fix', 'close', 'reopen', 'note']

it.each<[RepairState, string[]]>([
  ['OPEN', ['acknowledge ACKNOWLEDGED', 'fix FIXED', 'note OPEN']],
  ['ACKNOWLEDGED', ['fix FIXED', 'note ACKNOWLEDGED']],
  ['FIXED', ['close CLOSED', 'reopen OPEN', 'note FIXED']],
  ['CLOSED', []],
])('from %s: %s', (state, expected) => {
  const possible = STEPS.flatMap((step) => {
    const answer = stepFrom(state, step, 'because')
    return answer.ok ? [`${step} ${answer.to}`] : []
  })
  expect(possible).toEqual(expected)
})

it('wants to know what was done, and why it is open again', () => {
  const silent = STEPS.map((step) => {
    const answer = stepFrom(step === 'acknowledge' ? 'OPEN' : 'FIXED', step, '')
    return answer.ok ? 'ok' : answer.because
  })
  expect(silent).toEqual(['ok', 'state', 'ok', 'text', 'text'])
})

describe('who may do what about rooms', () => {
  const CENTRE = '/bureau/centre/'
  const at = (role: Role, orgPath: string): Principal => ({
    kind: 'person',
    id: 'p',
    name: 'p',
    sessionId: 's',
    mustChangePassword: false,
    posts: [
      {
        id: 'x',
        orgId: 'o',
        orgName: 'o',
        orgKind: 'centre',
        orgPath,
        role,
        from: '2026-01-01',
        to: null,
      },
    ],
  })
  const rooms = { own: CENTRE, point: `${CENTRE}point/`, other: '/bureau/other/' }
  it.each<[Role, string]>([
    ['administrator', 'own:rtm point:rtm other:rtm'],
    ['officer', 'own:rtm point:rtm other:rtm'],
    ['inspector', 'own:r point:r other:r'],
    ['researcher', 'own: point: other:'],
    ['trainer', 'own: point: other:'],
    ['head', 'own:rtm point:rtm other:'],
    ['coordinator', 'own:rtm point:rtm other:'],
    ['teacher', 'own:rt point: other:'],
  ])('%s: %s', (role, expected) => {
    const viewer = at(role, CENTRE)
    const got = Object.entries(rooms).map(([name, path]) => {
      const rights = (['read', 'tell', 'manage'] as const).filter((action) => mayDo(viewer, action, path))
      return `${name}:${rights.map((action) => action[0]).join('')}`
    })
    expect(got.join(' ')).toBe(expected)
  })
  it('has a row for every role', () => {
    expect(Object.keys(ROOM_RIGHTS).sort()).toEqual([...Role.options].sort())
  })
})
