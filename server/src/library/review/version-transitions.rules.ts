import {
  Refusal,
  type OrgKind,
  type PublishScope,
  type ResourceStanding,
  type ResourceType,
  type ReviewDecision,
  type VersionState,
} from '@tongke/contract'
import type { ActorPart } from '../resources/resource-access.rules.ts'

export type VersionTrigger = 'edit' | 'pledge' | 'send' | 'withdraw' | 'pass' | 'reject' | 'supersede'

export interface VersionMoment {
  readonly state: VersionState
  readonly parts: ReadonlySet<ActorPart>
  readonly type: ResourceType
  readonly standing: ResourceStanding
  /** The organization it belongs to: the bureau's own has no school to vouch for it. */
  readonly orgKind: OrgKind
  /** Whom this version is meant for. */
  readonly scope: PublishScope
  /** What city reviewers have decided in this round, this decision included. */
  readonly cityDecisions: readonly ReviewDecision[]
  /** What is missing or wrong for a submission; null: nothing. */
  readonly unready: Refusal | null
}

interface Transition {
  readonly from: readonly VersionState[]
  readonly trigger: VersionTrigger
  readonly who: ActorPart
  readonly guard?: (moment: VersionMoment) => Refusal | null
  readonly to: (moment: VersionMoment) => VersionState
}

/** Independent city reviewers of an 优课, and of everything else. */
const REVIEWERS = { excellent: 2, other: 1 } as const

export interface CityOutcome {
  /** Null: another reviewer is needed. */
  readonly decision: ReviewDecision | null
  readonly needed: number
}

/** One reviewer decides; an 优课 takes two who agree, and where they do not a third, so that the majority decides. */
export function cityOutcome(type: ResourceType, decisions: readonly ReviewDecision[]): CityOutcome {
  const first = type === 'excellent_lesson' ? REVIEWERS.excellent : REVIEWERS.other
  const agreeing = (decision: ReviewDecision) => decisions.filter((one) => one === decision).length
  const decision = (['PASS', 'REJECT'] as const).find((one) => agreeing(one) >= first) ?? null
  const disagree = agreeing('PASS') > 0 && agreeing('REJECT') > 0
  return { decision, needed: disagree ? first + 1 : first }
}

const afterCity = ({ type, cityDecisions }: VersionMoment): VersionState => {
  const { decision } = cityOutcome(type, cityDecisions)
  if (decision === null) return 'CITY_REVIEW'
  return decision === 'PASS' ? 'PUBLISHED' : 'REJECTED'
}

const firstDesk = ({ orgKind }: VersionMoment): VersionState =>
  orgKind === 'bureau' ? 'CITY_REVIEW' : 'SCHOOL_REVIEW'

/** Domain §3.6, one row per arrow; the new version of a published resource goes the same way. Whatever is not here is refused. */
export const VERSION_TRANSITIONS: readonly Transition[] = [
  { from: ['DRAFT', 'REJECTED'], trigger: 'edit', who: 'author', to: () => 'DRAFT' },
  {
    from: ['DRAFT'],
    trigger: 'pledge',
    who: 'author',
    guard: ({ unready }) => unready,
    to: () => 'SELF_REVIEWED',
  },
  { from: ['SELF_REVIEWED'], trigger: 'send', who: 'author', to: firstDesk },
  { from: ['SCHOOL_REVIEW', 'CITY_REVIEW'], trigger: 'withdraw', who: 'author', to: () => 'DRAFT' },
  {
    from: ['SCHOOL_REVIEW'],
    trigger: 'pass',
    who: 'school_reviewer',
    to: ({ scope }) => (scope === 'school' ? 'SCHOOL_PUBLISHED' : 'CITY_REVIEW'),
  },
  { from: ['SCHOOL_REVIEW'], trigger: 'reject', who: 'school_reviewer', to: () => 'REJECTED' },
  { from: ['CITY_REVIEW'], trigger: 'pass', who: 'city_reviewer', to: afterCity },
  { from: ['CITY_REVIEW'], trigger: 'reject', who: 'city_reviewer', to: afterCity },
  {
    from: ['PUBLISHED', 'SCHOOL_PUBLISHED'],
    trigger: 'supersede',
    who: 'system',
    to: () => 'SUPERSEDED',
  },
]

/** The state that `trigger` leads to, or why it leads nowhere. What is archived stays as it is. */
export function fireVersion(trigger: VersionTrigger, moment: VersionMoment): VersionState | Refusal {
  const rows = VERSION_TRANSITIONS.filter((row) => row.trigger === trigger)
  if (!rows.some((row) => moment.parts.has(row.who))) return new Refusal('auth.forbidden')
  const arrow = rows.find((row) => row.from.includes(moment.state))
  if (!arrow || moment.standing === 'ARCHIVED') return new Refusal('resource.state')
  if (!moment.parts.has(arrow.who)) return new Refusal('auth.forbidden')
  return arrow.guard?.(moment) ?? arrow.to(moment)
}
