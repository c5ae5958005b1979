import type { OrgKind, Role } from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { REPORT_ACTIONS, reportScope, type ReportAction } from './report-access.rules.ts'

const person = (role: Role): PersonPrincipal => ({
  kind: 'person',
  id: 'p',
  name: 'p',
  sessionId: 's',
  mustChangePassword: false,
  posts: [
    {
      id: 't',
      orgId: 'centre',
      orgName: 'centre',
      orgKind: 'centre' as OrgKind,
      orgPath: '/b/centre/',
      role,
      fromDay: '2020-01-01',
      toDay: null,
    },
  ] as never,
})
const COUNTY = { all: true }
const BELOW = { all: false, exact: [], below: ['/b/centre/'] }
const NOTHING = { all: false, exact: [], below: [] }

const TABLE: Record<Role, Record<ReportAction, unknown>> = {
  teacher: { read: NOTHING, publish: NOTHING, object: NOTHING, declare: NOTHING },
  trainer: { read: NOTHING, publish: NOTHING, object: NOTHING, declare: NOTHING },
  head: { read: BELOW, publish: NOTHING, object: BELOW, declare: BELOW },
  coordinator: { read: BELOW, publish: NOTHING, object: BELOW, declare: BELOW },
  researcher: { read: COUNTY, publish: NOTHING, object: NOTHING, declare: NOTHING },
  inspector: { read: COUNTY, publish: NOTHING, object: NOTHING, declare: NOTHING },
  officer: { read: COUNTY, publish: COUNTY, object: NOTHING, declare: COUNTY },
  administrator: { read: COUNTY, publish: COUNTY, object: NOTHING, declare: COUNTY },
}

test.each(Object.entries(TABLE) as [Role, Record<ReportAction, unknown>][])('%s', (role, row) => {
  for (const action of REPORT_ACTIONS) expect(reportScope(person(role), action)).toEqual(row[action])
})

test('a room has no right at all', () => {
  const room = { kind: 'device', id: 'd', name: 'd' } as Principal
  for (const action of REPORT_ACTIONS) expect(reportScope(room, action)).toEqual(NOTHING)
})
