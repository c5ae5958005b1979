import type { RecordingScope } from '@tongke/contract'
import { mayDoWith, type RecordingAction } from './recording-access.rules.ts'
import { device, PARTIES, person } from './recordings.fixtures.ts'

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

/** Who may, and nobody else; who may watch stands in scope.rules.spec.ts. */
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

test.each(Object.entries(DOERS))('%s, whatever the scope', (action, names) => {
  for (const scope of ['pair', 'county'] as const)
    expect(allowed(action as RecordingAction, scope)).toEqual(names)
})
