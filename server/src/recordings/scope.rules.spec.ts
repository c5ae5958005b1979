import type { RecordingScope, Role } from '@tongke/contract'
import type { Principal } from '../people/principal.ts'
import { watcherOf } from './audience/audience.rules.ts'
import { mayDoWith } from './recording-access.rules.ts'
import { device, PARTIES, person } from './recordings.fixtures.ts'

const SCOPES: readonly RecordingScope[] = ['pair', 'school', 'county']
const AT = {
  town: ['town-school', '/bureau/town-school/'],
  village: ['village', '/bureau/centre/village/'],
  centre: ['centre', '/bureau/centre/'],
  far: ['far', '/bureau/far/'],
  bureau: ['bureau', '/bureau/'],
} as const
const who = (role: Role, at: keyof typeof AT, id: string = role): Principal => person(id, role, ...AT[at])

type Row = readonly [string, Principal, pair: boolean, school: boolean, county: boolean]

/** Who is meant by which scope, live and recorded alike. */
const TABLE: readonly Row[] = [
  ['lecturer', who('teacher', 'town', 'lecturer'), true, true, true],
  ['assistant', who('teacher', 'village', 'assistant'), true, true, true],
  ['room of the class', device('class', 'village'), true, true, true],
  ['head of its school', who('head', 'village'), true, true, true],
  ['coordinator of the centre above', who('coordinator', 'centre'), true, true, true],
  ['officer', who('officer', 'bureau'), true, true, true],
  ['inspector', who('inspector', 'bureau'), true, true, true],
  ['researcher', who('researcher', 'bureau'), true, true, true],
  ['colleague in the village', who('teacher', 'village'), false, true, true],
  ['colleague in town', who('teacher', 'town'), false, true, true],
  ['teacher of the centre above', who('teacher', 'centre'), false, true, true],
  ['another room of its school', device('next', 'village'), false, true, true],
  ['coordinator of another school', who('coordinator', 'far'), false, false, true],
  ['teacher of another school', who('teacher', 'far'), false, false, true],
  ['room of another school', device('strange', 'far'), false, false, true],
  ['somebody without a post', person('nobody'), false, false, false],
]

test.each(TABLE)('%s', (_, viewer, ...expected) => {
  expect(SCOPES.map((scope) => watcherOf(viewer, PARTIES, scope) !== null)).toEqual(expected)
  expect(SCOPES.map((scope) => mayDoWith(viewer, 'watch', { scope, parties: PARTIES }))).toEqual(expected)
})

test('whoever only the county lets in sees the lecturer alone', () => {
  const watcher = (viewer: Principal) => watcherOf(viewer, PARTIES, 'county')
  expect([who('teacher', 'far'), who('teacher', 'centre')].map(watcher)).toEqual(['outsider', 'insider'])
})
