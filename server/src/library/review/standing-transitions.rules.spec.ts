import { Refusal, ResourceStanding } from '@tongke/contract'
import type { ActorPart } from '../resources/resource-access.rules.ts'
import {
  STANDING_TRANSITIONS,
  fireStanding,
  type StandingAfter,
  type StandingMoment,
  type StandingTrigger,
} from './standing-transitions.rules.ts'

const PARTS: readonly ActorPart[] = ['author', 'school_reviewer', 'city_reviewer', 'bureau', 'system']
const TRIGGERS = [...new Set(STANDING_TRANSITIONS.map(({ trigger }) => trigger))]

const moment = (
  part: ActorPart,
  standing: ResourceStanding,
  change: Partial<StandingMoment> = {},
): StandingMoment => ({
  standing,
  parts: new Set([part]),
  held: false,
  reason: null,
  licenceExpired: false,
  ...change,
})
const result = (fired: StandingAfter | Refusal) =>
  fired instanceof Refusal ? fired.code : `${fired.standing}${fired.held ? ' held' : ''}`

const HELD = { held: true }
type Arrow = [string, StandingTrigger, ActorPart, ResourceStanding, string, Partial<StandingMoment>?]

const ARROWS: Arrow[] = [
  ['the first version', 'publish', 'system', 'NEW', 'ONLINE'],
  ['an update', 'publish', 'system', 'ONLINE', 'ONLINE'],
  ['an update of what its author took offline', 'publish', 'system', 'OFFLINE', 'ONLINE'],
  ['an update of what the bureau took offline', 'publish', 'system', 'OFFLINE', 'OFFLINE held', HELD],
  ['an update of what is taken down', 'publish', 'system', 'TAKEN_DOWN', 'TAKEN_DOWN held', HELD],
  ['an order', 'take_down', 'bureau', 'ONLINE', 'TAKEN_DOWN held'],
  ['an order about what is offline', 'take_down', 'bureau', 'OFFLINE', 'TAKEN_DOWN held'],
  ['its reason', 'explain', 'bureau', 'TAKEN_DOWN', 'TAKEN_DOWN held', HELD],
  ['出库 by the author', 'offline', 'author', 'ONLINE', 'OFFLINE'],
  ['出库 by the bureau', 'offline', 'bureau', 'ONLINE', 'OFFLINE held'],
  ['the end of a licence', 'expire', 'system', 'ONLINE', 'OFFLINE', { licenceExpired: true }],
  ['back by the author', 'restore', 'author', 'OFFLINE', 'ONLINE'],
  ['back by the bureau', 'restore', 'bureau', 'OFFLINE', 'ONLINE', HELD],
  ['the order is lifted', 'restore', 'bureau', 'TAKEN_DOWN', 'ONLINE', HELD],
  ['closed by the author', 'archive', 'author', 'OFFLINE', 'ARCHIVED'],
  ['closed by the bureau', 'archive', 'bureau', 'OFFLINE', 'ARCHIVED held', HELD],
  ['closed after an order', 'archive', 'bureau', 'TAKEN_DOWN', 'ARCHIVED held', HELD],
]

describe('arrows after publication', () => {
  it.each(ARROWS)('%s', (_, trigger, part, from, to, change = {}) => {
    expect(result(fireStanding(trigger, moment(part, from, change)))).toBe(to)
  })

  it('are all of them', () => {
    const tested = new Set(ARROWS.map(([, trigger, , from]) => `${trigger} ${from}`))
    const declared = STANDING_TRANSITIONS.flatMap(({ trigger, from }) =>
      from.map((one) => `${trigger} ${one}`),
    )
    expect([...tested].sort()).toEqual(declared.sort())
  })

  it('of an author in the bureau hold nothing back', () => {
    const both = { parts: new Set<ActorPart>(['author', 'bureau']) }
    expect(result(fireStanding('offline', moment('author', 'ONLINE', both)))).toBe('OFFLINE')
  })
})

describe('refusals', () => {
  const cases = TRIGGERS.flatMap((trigger) =>
    PARTS.flatMap((part) => ResourceStanding.options.map((standing) => [trigger, part, standing] as const)),
  ).filter(
    ([trigger, part, standing]) =>
      !ARROWS.some(([, t, p, s]) => t === trigger && p === part && s === standing),
  )

  it.each(cases.filter(([trigger, , standing]) => !isAuthorsHeld(trigger, standing)))(
    '%s by %s when %s',
    (trigger, part, standing) => {
      const mayEver = ARROWS.some(([, t, p]) => t === trigger && p === part)
      expect(result(fireStanding(trigger, moment(part, standing)))).toBe(
        mayEver ? 'resource.state' : 'auth.forbidden',
      )
    },
  )

  it.each<[string, StandingTrigger, ActorPart, ResourceStanding, Partial<StandingMoment>, string]>([
    ['the author cannot lift an order', 'restore', 'author', 'TAKEN_DOWN', HELD, 'auth.forbidden'],
    ['nor undo 出库 of the bureau', 'restore', 'author', 'OFFLINE', HELD, 'auth.forbidden'],
    ['nor close it meanwhile', 'archive', 'author', 'TAKEN_DOWN', HELD, 'auth.forbidden'],
    ['a reason is given once', 'explain', 'bureau', 'TAKEN_DOWN', { ...HELD, reason: 'R' }, 'resource.state'],
    ['a licence that holds does not end', 'expire', 'system', 'ONLINE', {}, 'resource.state'],
    [
      'a licence that ended keeps it offline',
      'restore',
      'author',
      'OFFLINE',
      { licenceExpired: true },
      'resource.licence_expired',
    ],
    [
      'also for the bureau',
      'restore',
      'bureau',
      'TAKEN_DOWN',
      { ...HELD, licenceExpired: true },
      'resource.licence_expired',
    ],
  ])('%s', (_, trigger, part, from, change, code) => {
    expect(result(fireStanding(trigger, moment(part, from, change)))).toBe(code)
  })
})

/** Tested by name below: whether an author may depends on who took it away. */
function isAuthorsHeld(trigger: StandingTrigger, standing: ResourceStanding): boolean {
  return (trigger === 'restore' || trigger === 'archive') && standing === 'TAKEN_DOWN'
}
