import { Refusal, type ErrorCode, type ResourceStanding } from '@tongke/contract'
import type { ActorPart } from '../resources/resource-access.rules.ts'

export type StandingTrigger =
  'publish' | 'take_down' | 'explain' | 'offline' | 'expire' | 'restore' | 'archive'

export interface StandingMoment {
  readonly standing: ResourceStanding
  readonly parts: ReadonlySet<ActorPart>
  /** Only the bureau may bring it back. */
  readonly held: boolean
  readonly reason: string | null
  /** The last day of a third party's licence is past. */
  readonly licenceExpired: boolean
}

interface Transition {
  readonly from: readonly ResourceStanding[]
  readonly trigger: StandingTrigger
  readonly who: readonly ActorPart[]
  readonly guard?: (moment: StandingMoment) => ErrorCode | null
  readonly to: (moment: StandingMoment) => ResourceStanding
}

export interface StandingAfter {
  readonly standing: ResourceStanding
  readonly held: boolean
}

const unless = (holds: boolean, code: ErrorCode): ErrorCode | null => (holds ? null : code)

/** What the bureau took away its author cannot bring back or close. */
const notHeldBack = ({ held, parts }: StandingMoment): ErrorCode | null =>
  unless(!held || parts.has('bureau'), 'auth.forbidden')

/** Domain §3.6 from PUBLISHED on: one row per arrow. Whatever is not here is refused. */
export const STANDING_TRANSITIONS: readonly Transition[] = [
  {
    from: ['NEW', 'ONLINE', 'OFFLINE', 'TAKEN_DOWN'],
    trigger: 'publish',
    who: ['system'],
    // A new version passes review, but an order of the bureau stands until the bureau lifts it.
    to: ({ standing, held }) => (held ? standing : 'ONLINE'),
  },
  {
    // Also what is offline already: the author could bring it back.
    from: ['ONLINE', 'OFFLINE'],
    trigger: 'take_down',
    who: ['bureau'],
    to: () => 'TAKEN_DOWN',
  },
  {
    from: ['TAKEN_DOWN'],
    trigger: 'explain',
    who: ['bureau'],
    guard: ({ reason }) => unless(reason === null, 'resource.state'),
    to: () => 'TAKEN_DOWN',
  },
  { from: ['ONLINE'], trigger: 'offline', who: ['author', 'bureau'], to: () => 'OFFLINE' },
  {
    from: ['ONLINE'],
    trigger: 'expire',
    who: ['system'],
    guard: ({ licenceExpired }) => unless(licenceExpired, 'resource.state'),
    to: () => 'OFFLINE',
  },
  {
    from: ['OFFLINE', 'TAKEN_DOWN'],
    trigger: 'restore',
    who: ['author', 'bureau'],
    guard: (moment) => notHeldBack(moment) ?? unless(!moment.licenceExpired, 'resource.licence_expired'),
    to: () => 'ONLINE',
  },
  {
    from: ['OFFLINE', 'TAKEN_DOWN'],
    trigger: 'archive',
    who: ['author', 'bureau'],
    guard: notHeldBack,
    to: () => 'ARCHIVED',
  },
]

/** Where `trigger` leads, or why it leads nowhere. */
export function fireStanding(trigger: StandingTrigger, moment: StandingMoment): StandingAfter | Refusal {
  const rows = STANDING_TRANSITIONS.filter((row) => row.trigger === trigger)
  if (!rows.some((row) => row.who.some((part) => moment.parts.has(part))))
    return new Refusal('auth.forbidden')
  const arrow = rows.find((row) => row.from.includes(moment.standing))
  if (!arrow) return new Refusal('resource.state')
  const refused = arrow.guard?.(moment)
  if (refused) return new Refusal(refused)
  return { standing: arrow.to(moment), held: heldAfter(trigger, moment) }
}

function heldAfter(trigger: StandingTrigger, { held, parts }: StandingMoment): boolean {
  if (trigger === 'take_down') return true
  if (trigger === 'offline') return parts.has('bureau') && !parts.has('author')
  return trigger === 'restore' ? false : held
}
