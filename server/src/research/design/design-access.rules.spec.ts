import { mayFork, mayRead, mayWrite, takesPart, type SessionFacts } from './design-access.rules.ts'

const COMMON = { kind: 'common', orgId: null } as const
const OWN = { kind: 'variant', orgId: 'village' } as const
const OTHER = { kind: 'variant', orgId: 'town' } as const

const facts = (change: Partial<SessionFacts> = {}): SessionFacts => ({
  sees: true,
  isMember: true,
  isOpen: true,
  orgIds: ['village'],
  ...change,
})

test.each<[string, SessionFacts, { read: boolean; part: boolean; common: boolean; own: boolean; other: boolean }]>([
  ['a member', facts(), { read: true, part: true, common: true, own: true, other: false }],
  ['a member after the end', facts({ isOpen: false }), { read: true, part: false, common: false, own: false, other: false }],
  ['a member whom no post lets see it', facts({ sees: false }), { read: true, part: true, common: true, own: true, other: false }],
  ['a member without a school', facts({ orgIds: [] }), { read: true, part: true, common: true, own: false, other: false }],
  ['a colleague who only sees it', facts({ isMember: false }), { read: true, part: false, common: false, own: false, other: false }],
  ['a stranger', facts({ isMember: false, sees: false }), { read: false, part: false, common: false, own: false, other: false }],
])('%s', (_, session, may) => {
  expect({
    read: mayRead(session),
    part: takesPart(session),
    common: mayWrite(session, COMMON),
    own: mayWrite(session, OWN),
    other: mayWrite(session, OTHER),
  }).toEqual(may)
  expect(mayFork(session, 'village')).toBe(may.own)
  expect(mayFork(session, 'town')).toBe(false)
})
