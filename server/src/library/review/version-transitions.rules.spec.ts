import { Refusal, VersionState, type ReviewDecision } from '@tongke/contract'
import type { ActorPart } from '../resources/resource-access.rules.ts'
import {
  VERSION_TRANSITIONS,
  cityOutcome,
  fireVersion,
  type VersionMoment,
  type VersionTrigger,
} from './version-transitions.rules.ts'

const PARTS: readonly ActorPart[] = ['author', 'school_reviewer', 'city_reviewer', 'bureau', 'system']
const TRIGGERS = [...new Set(VERSION_TRANSITIONS.map(({ trigger }) => trigger))]

const moment = (
  part: ActorPart,
  state: VersionState,
  change: Partial<VersionMoment> = {},
): VersionMoment => ({
  state,
  parts: new Set([part]),
  type: 'courseware',
  standing: 'NEW',
  orgKind: 'village',
  scope: 'county',
  cityDecisions: [],
  unready: null,
  ...change,
})
const result = (fired: VersionState | Refusal) => (fired instanceof Refusal ? fired.code : fired)

type Arrow = [string, VersionTrigger, ActorPart, VersionState, VersionState, Partial<VersionMoment>?]

const ARROWS: Arrow[] = [
  ['the author edits', 'edit', 'author', 'DRAFT', 'DRAFT'],
  ['what was rejected is a draft again', 'edit', 'author', 'REJECTED', 'DRAFT'],
  ['the author vouches', 'pledge', 'author', 'DRAFT', 'SELF_REVIEWED'],
  ['a school vouches first', 'send', 'author', 'SELF_REVIEWED', 'SCHOOL_REVIEW'],
  ['also for the own school alone', 'send', 'author', 'SELF_REVIEWED', 'SCHOOL_REVIEW', { scope: 'school' }],
  ['the bureau’s own has no school', 'send', 'author', 'SELF_REVIEWED', 'CITY_REVIEW', { orgKind: 'bureau' }],
  ['back from the school', 'withdraw', 'author', 'SCHOOL_REVIEW', 'DRAFT'],
  ['back from the city', 'withdraw', 'author', 'CITY_REVIEW', 'DRAFT'],
  ['the school passes it on', 'pass', 'school_reviewer', 'SCHOOL_REVIEW', 'CITY_REVIEW'],
  [
    'the school publishes for itself',
    'pass',
    'school_reviewer',
    'SCHOOL_REVIEW',
    'SCHOOL_PUBLISHED',
    { scope: 'school' },
  ],
  ['the school rejects', 'reject', 'school_reviewer', 'SCHOOL_REVIEW', 'REJECTED'],
  ['the city passes', 'pass', 'city_reviewer', 'CITY_REVIEW', 'PUBLISHED', { cityDecisions: ['PASS'] }],
  ['the city rejects', 'reject', 'city_reviewer', 'CITY_REVIEW', 'REJECTED', { cityDecisions: ['REJECT'] }],
  ['a newer version takes its place', 'supersede', 'system', 'PUBLISHED', 'SUPERSEDED'],
  ['a newer version takes its place in the school', 'supersede', 'system', 'SCHOOL_PUBLISHED', 'SUPERSEDED'],
]

describe('arrows of a version', () => {
  it.each(ARROWS)('%s', (_, trigger, part, from, to, change = {}) => {
    expect(result(fireVersion(trigger, moment(part, from, change)))).toBe(to)
  })

  it('are all of them', () => {
    const tested = new Set(ARROWS.map(([, trigger, , from]) => `${trigger} ${from}`))
    const declared = VERSION_TRANSITIONS.flatMap(({ trigger, from }) =>
      from.map((state) => `${trigger} ${state}`),
    )
    expect([...tested].sort()).toEqual([...new Set(declared)].sort())
  })

  it('go the same way for the new version of a published resource', () => {
    for (const standing of ['ONLINE', 'OFFLINE', 'TAKEN_DOWN'] as const) {
      for (const [, trigger, part, from, to, change] of ARROWS)
        expect(result(fireVersion(trigger, moment(part, from, { ...change, standing })))).toBe(to)
    }
  })
})

describe('refusals', () => {
  const cases = TRIGGERS.flatMap((trigger) =>
    PARTS.flatMap((part) => VersionState.options.map((state) => [trigger, part, state] as const)),
  ).filter(
    ([trigger, part, state]) => !ARROWS.some(([, t, p, s]) => t === trigger && p === part && s === state),
  )

  it.each(cases)('%s by %s in %s', (trigger, part, state) => {
    const mayEver = ARROWS.some(([, t, p]) => t === trigger && p === part)
    const somebodyElseMay = ARROWS.some(([, t, , s]) => t === trigger && s === state)
    const expected = mayEver && !somebodyElseMay ? 'resource.state' : 'auth.forbidden'
    expect(result(fireVersion(trigger, moment(part, state)))).toBe(expected)
  })

  it.each(ARROWS)('of what is archived: %s', (_, trigger, part, from, __, change = {}) => {
    expect(result(fireVersion(trigger, moment(part, from, { ...change, standing: 'ARCHIVED' })))).toBe(
      'resource.state',
    )
  })

  it('says what is missing for a submission', () => {
    const unready = new Refusal('resource.incomplete')
    expect(fireVersion('pledge', moment('author', 'DRAFT', { unready }))).toBe(unready)
  })
})

describe('the city’s decision', () => {
  const PASS: ReviewDecision = 'PASS'
  const REJECT: ReviewDecision = 'REJECT'
  it.each<[ReviewDecision[], ReviewDecision | null, number]>([
    [[], null, 2],
    [[PASS], null, 2],
    [[REJECT], null, 2],
    [[PASS, PASS], PASS, 2],
    [[REJECT, REJECT], REJECT, 2],
    [[PASS, REJECT], null, 3],
    [[REJECT, PASS], null, 3],
    [[PASS, REJECT, PASS], PASS, 3],
    [[PASS, REJECT, REJECT], REJECT, 3],
    [[REJECT, PASS, REJECT], REJECT, 3],
  ])('on an 优课 after %j is %s of %d', (decisions, decision, needed) => {
    expect(cityOutcome('excellent_lesson', decisions)).toEqual({ decision, needed })
  })

  it.each([PASS, REJECT])('on anything else is the first: %s', (one) => {
    expect(cityOutcome('courseware', [one])).toEqual({ decision: one, needed: 1 })
    expect(cityOutcome('courseware', [])).toEqual({ decision: null, needed: 1 })
  })

  it.each<[ReviewDecision[], VersionState]>([
    [[PASS], 'CITY_REVIEW'],
    [[PASS, REJECT], 'CITY_REVIEW'],
    [[PASS, PASS], 'PUBLISHED'],
    [[REJECT, PASS, REJECT], 'REJECTED'],
  ])('moves an 优课 after %j to %s', (cityDecisions, to) => {
    const change = { type: 'excellent_lesson' as const, cityDecisions }
    const trigger = cityDecisions.at(-1) === PASS ? 'pass' : 'reject'
    expect(result(fireVersion(trigger, moment('city_reviewer', 'CITY_REVIEW', change)))).toBe(to)
  })
})
