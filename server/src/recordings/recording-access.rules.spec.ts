import type { RecordingScope, Role } from '@tongke/contract'
import type { LessonParties } from '../lessons/lesson-access.rules.ts'
import type { Principal } from '../people/principal.ts'
import { mayDoWith, type RecordingAction } from './recording-access.rules.ts'

const PARTIES: LessonParties = {
  lecturerId: 'lecturer',
  lectureOrg: { id: 'town-school', path: '/bureau/town-school/' },
  legs: [
    {
      id: 'leg',
      classId: 'class',
      assistantId: 'assistant',
      org: { id: 'village', path: '/bureau/centre/village/' },
    },
  ],
}

const person = (id: string, role: Role, orgId: string, orgPath: string): Principal => ({
  kind: 'person',
  id,
  name: id,
  sessionId: 's',
  mustChangePassword: false,
  posts: [
    { id: 'p', orgId, orgName: orgId, orgKind: 'village', orgPath, role, from: '2020-01-01', to: null },
  ],
})
const device = (classId: string, orgId: string): Principal => ({
  kind: 'device',
  id: classId,
  name: classId,
  deviceKind: 'listen',
  orgId,
  orgName: orgId,
  classId,
  className: classId,
})

const BUREAU = ['bureau', '/bureau/'] as const
const VILLAGE = ['village', '/bureau/centre/village/'] as const
const WHO = {
  lecturer: person('lecturer', 'teacher', 'town-school', '/bureau/town-school/'),
  assistant: person('assistant', 'teacher', ...VILLAGE),
  colleague: person('colleague', 'teacher', ...VILLAGE),
  stranger: person('stranger', 'teacher', 'other', '/bureau/other/'),
  head: person('head', 'head', ...VILLAGE),
  coordinator: person('coordinator', 'coordinator', 'centre', '/bureau/centre/'),
  otherCoordinator: person('other', 'coordinator', 'other', '/bureau/other/'),
  officer: person('officer', 'officer', ...BUREAU),
  inspector: person('inspector', 'inspector', ...BUREAU),
  researcher: person('researcher', 'researcher', ...BUREAU),
  room: device('class', 'village'),
  nextRoom: device('next', 'village'),
  strangeRoom: device('strange', 'other'),
} as const
type Name = keyof typeof WHO

/** Who may, and nobody else. */
const WATCHERS: Record<RecordingScope, readonly Name[]> = {
  pair: ['lecturer', 'assistant', 'head', 'coordinator', 'officer', 'inspector', 'researcher', 'room'],
  school: [
    'lecturer',
    'assistant',
    'colleague',
    'head',
    'coordinator',
    'officer',
    'inspector',
    'researcher',
    'room',
    'nextRoom',
  ],
  county: Object.keys(WHO) as Name[],
}
const DOERS: Record<Exclude<RecordingAction, 'watch'>, readonly Name[]> = {
  clip: ['lecturer'],
  share: ['coordinator', 'officer'],
  hold: ['officer', 'inspector'],
  remove: ['officer'],
  readLog: ['lecturer', 'coordinator', 'officer', 'inspector'],
  allowDownload: ['officer'],
}

const allowed = (action: RecordingAction, scope: RecordingScope) =>
  (Object.keys(WHO) as Name[]).filter((name) => mayDoWith(WHO[name], action, { scope, parties: PARTIES }))

test.each(Object.entries(WATCHERS))('a recording for %s', (scope, names) => {
  expect(allowed('watch', scope as RecordingScope)).toEqual(names)
})

test.each(Object.entries(DOERS))('%s, whatever the scope', (action, names) => {
  for (const scope of ['pair', 'county'] as const)
    expect(allowed(action as RecordingAction, scope)).toEqual(names)
})
