import { Role, type SessionState } from '@tongke/contract'
import type { PersonPrincipal } from '../people/principal.ts'
import {
  RESEARCH_ACTIONS,
  leadsCommunity,
  mayDo,
  maySee,
  partsOf,
  type ResearchAction,
  type SessionFacts,
} from './research-access.rules.ts'

const BUREAU = '/b/'
const CENTRE = '/b/c/'
const SCHOOL = '/b/c/s/'
const OTHER = '/b/d/'

const person = (id: string, ...posts: [Role, string][]): PersonPrincipal => ({
  kind: 'person',
  id,
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

/** role, post at, rights over what belongs to [the own organization, one below, another branch] */
const TABLE: [
  Role,
  string,
  readonly ResearchAction[],
  readonly ResearchAction[],
  readonly ResearchAction[],
][] = [
  ['teacher', CENTRE, ['read', 'propose'], ['read'], ['read']],
  [
    'trainer',
    CENTRE,
    ['read', 'read_proposed', 'propose'],
    ['read', 'read_proposed'],
    ['read', 'read_proposed'],
  ],
  ['head', CENTRE, RESEARCH_ACTIONS, RESEARCH_ACTIONS, ['read']],
  ['coordinator', CENTRE, RESEARCH_ACTIONS, RESEARCH_ACTIONS, ['read']],
  ['researcher', BUREAU, RESEARCH_ACTIONS, RESEARCH_ACTIONS, RESEARCH_ACTIONS],
  ['officer', BUREAU, RESEARCH_ACTIONS, RESEARCH_ACTIONS, RESEARCH_ACTIONS],
  ['inspector', BUREAU, ['read', 'read_proposed'], ['read', 'read_proposed'], ['read', 'read_proposed']],
  ['administrator', BUREAU, ['read', 'read_proposed'], ['read', 'read_proposed'], ['read', 'read_proposed']],
]

describe('rights over joint research', () => {
  it('covers every role', () => {
    expect(TABLE.map(([role]) => role).sort()).toEqual([...Role.options].sort())
  })

  for (const [role, at, own, below, other] of TABLE) {
    const places = [
      ['its own organization', at, own],
      ['an organization below', SCHOOL, below],
      ['another branch', OTHER, other],
    ] as const
    for (const [place, path, allowed] of places)
      it.each(RESEARCH_ACTIONS)(`${role} at ${place}: %s`, (action) => {
        expect(mayDo(person('p', [role, at]), action, path)).toBe(allowed.includes(action))
      })
  }

  it.each(RESEARCH_ACTIONS)('nobody without a post may %s', (action) => {
    expect(mayDo(person('p'), action, SCHOOL)).toBe(false)
  })
})

const session = (state: SessionState): SessionFacts => ({
  hostOrgPath: SCHOOL,
  state,
  proposedBy: 'proposer',
  mainPreparerId: 'preparer',
  communityLeadId: 'lead',
  memberIds: ['preparer', 'member'],
})

const VIEWERS = {
  proposer: person('proposer', ['teacher', SCHOOL]),
  preparer: person('preparer', ['teacher', OTHER]),
  lead: person('lead', ['teacher', OTHER]),
  member: person('member', ['teacher', OTHER]),
  /** Was a member, and serves nowhere now. */
  departed: person('member'),
  head: person('x', ['head', SCHOOL]),
  centre: person('x', ['coordinator', CENTRE]),
  researcher: person('x', ['researcher', BUREAU]),
  inspector: person('x', ['inspector', BUREAU]),
  colleague: person('x', ['teacher', SCHOOL]),
  stranger: person('x', ['head', OTHER]),
} as const
type Viewer = keyof typeof VIEWERS

describe('parts in a session', () => {
  it.each<[Viewer, string[]]>([
    ['proposer', ['organizer']],
    ['preparer', ['member', 'organizer']],
    ['lead', ['leader', 'organizer']],
    ['member', ['member']],
    ['departed', []],
    ['head', ['leader', 'organizer']],
    ['centre', ['leader', 'organizer']],
    ['researcher', ['leader', 'organizer']],
    ['inspector', []],
    ['colleague', []],
    ['stranger', []],
  ])('%s', (name, expected) => {
    expect([...partsOf(VIEWERS[name], session('TEACHING'))].sort()).toEqual(expected)
  })
})

describe('who sees a session', () => {
  const QUIET: Viewer[] = [
    'proposer',
    'preparer',
    'lead',
    'member',
    'head',
    'centre',
    'researcher',
    'inspector',
  ]
  const who = (state: SessionState) =>
    (Object.keys(VIEWERS) as Viewer[]).filter((name) => maySee(VIEWERS[name], session(state)))

  it.each(['PROPOSED', 'CANCELLED'] as const)('%s: whom it concerns, and the bureau', (state) => {
    expect(who(state)).toEqual(QUIET)
  })
  it.each(['SCHEDULED', 'REVIEW', 'CLOSED'] as const)('%s: whoever has a post', (state) => {
    expect(who(state)).toEqual((Object.keys(VIEWERS) as Viewer[]).filter((name) => name !== 'departed'))
  })
})

describe('who leads a community', () => {
  it.each<[Viewer, boolean]>([
    ['lead', true],
    ['head', true],
    ['centre', true],
    ['researcher', true],
    ['member', false],
    ['colleague', false],
    ['inspector', false],
    ['stranger', false],
  ])('%s: %s', (name, expected) => {
    expect(leadsCommunity(VIEWERS[name], { orgPath: SCHOOL, leadId: 'lead' })).toBe(expected)
  })
  it('its lead no longer without a post', () => {
    expect(leadsCommunity(person('lead'), { orgPath: SCHOOL, leadId: 'lead' })).toBe(false)
  })
})
