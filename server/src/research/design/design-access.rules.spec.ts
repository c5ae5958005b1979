import { mayFork, mayWrite, takesPart, type SessionFacts } from './design-access.rules.ts'

const COMMON = { kind: 'common', orgId: null } as const
const OWN = { kind: 'variant', orgId: 'village' } as const
const OTHER = { kind: 'variant', orgId: 'town' } as const
const NOTHING = { part: false, common: false, own: false, other: false }

const facts = (change: Partial<SessionFacts> = {}): SessionFacts => ({
  sees: true,
  memberOf: 'village',
  isOpen: true,
  ...change,
})

test.each<[string, SessionFacts, typeof NOTHING]>([
  ['a member', facts(), { part: true, common: true, own: true, other: false }],
  [
    'a member of another school',
    facts({ memberOf: 'town' }),
    { part: true, common: true, own: false, other: true },
  ],
  ['a member after the end, or before it was agreed', facts({ isOpen: false }), NOTHING],
  ['a member without a post in force', facts({ sees: false }), NOTHING],
  ['a colleague who only sees it', facts({ memberOf: null }), NOTHING],
  ['a stranger', facts({ memberOf: null, sees: false }), NOTHING],
])('%s', (_, session, may) => {
  expect({
    part: takesPart(session),
    common: mayWrite(session, COMMON),
    own: mayWrite(session, OWN),
    other: mayWrite(session, OTHER),
  }).toEqual(may)
  expect(mayFork(session, 'village')).toBe(may.own)
  expect(mayFork(session, 'town')).toBe(may.other)
})
