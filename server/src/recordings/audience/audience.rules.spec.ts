import type { OrgKind, RecordingScope, Role } from '@tongke/contract'
import type { LessonParties } from '../../lessons/lesson-access.rules.ts'
import type { Principal } from '../../people/principal.ts'
import { isShownTo, watcherOf } from './audience.rules.ts'

const parties: LessonParties = {
  lecturerId: 'lecturer',
  lectureOrg: { id: 'town', path: '/county/town/' },
  legs: [
    {
      id: 'leg',
      classId: 'class',
      assistantId: 'assistant',
      org: { id: 'village', path: '/county/centre/village/' },
    },
  ],
}

const person = (
  id: string,
  role?: Role,
  orgId = '',
  orgPath = '',
  orgKind: OrgKind = 'village',
): Principal => ({
  kind: 'person',
  id,
  name: id,
  sessionId: id,
  mustChangePassword: false,
  posts: role
    ? [{ id, orgId, orgName: orgId, orgKind, orgPath, role, fromDay: '2026-01-01', toDay: null } as never]
    : [],
})
const device = (orgId: string, classId: string | null): Principal => ({
  kind: 'device',
  id: 'device',
  name: 'device',
  deviceKind: 'listen',
  orgId,
  orgName: orgId,
  classId,
  className: null,
})

describe('who may watch', () => {
  const table: [string, Principal, (string | null)[]][] = [
    ['lecturer', person('lecturer'), ['insider', 'insider', 'insider']],
    ['assistant', person('assistant'), ['insider', 'insider', 'insider']],
    [
      'officer of the bureau',
      person('o', 'officer', 'county', '/county/', 'bureau'),
      ['insider', 'insider', 'insider'],
    ],
    ['room of the class', device('village', 'class'), ['insider', 'insider', 'insider']],
    ['another room of its school', device('village', 'other'), [null, 'insider', 'insider']],
    [
      'teacher of its school',
      person('t', 'teacher', 'village', '/county/centre/village/'),
      [null, 'insider', 'insider'],
    ],
    [
      'teacher of the centre above',
      person('t', 'teacher', 'centre', '/county/centre/', 'centre'),
      [null, 'insider', 'insider'],
    ],
    ['teacher of another school', person('t', 'teacher', 'far', '/county/far/'), [null, null, 'outsider']],
    ['room of another school', device('far', 'other'), [null, null, 'outsider']],
    ['somebody without a post', person('nobody'), [null, null, null]],
  ]
  test.each(table)('%s', (_, viewer, expected) => {
    const scopes: RecordingScope[] = ['pair', 'school', 'county']
    expect(scopes.map((scope) => watcherOf(viewer, parties, scope))).toEqual(expected)
  })

  test('children of other schools are not shown', () => {
    expect(['lecturer', 'leg:1', 'assistant:1'].map((identity) => isShownTo('outsider', identity))).toEqual([
      true,
      false,
      false,
    ])
    expect(['lecturer', 'leg:1', 'assistant:1'].map((identity) => isShownTo('insider', identity))).toEqual([
      true,
      true,
      true,
    ])
  })
})
