import { Refusal, type ClaimState, type ClaimTrigger } from '@tongke/contract'

/** Parts that somebody has in the life of a claim; `source` is what reports it, `system` what posts it. */
export type ClaimPart = 'source' | 'school' | 'county' | 'owner' | 'system'

export interface ClaimMoment {
  readonly state: ClaimState
  readonly parts: ReadonlySet<ClaimPart>
  /** The claim is about the hours of whoever acts. */
  readonly isOwn: boolean
  /** Whoever acts verified it for the school. */
  readonly verifiedByMe: boolean
  /** It was appealed before. */
  readonly wasAppealed: boolean
  /** Days since the rejection, and how many an appeal has. */
  readonly daysRejected: number
  readonly appealDays: number
}

interface Row {
  readonly from: readonly ClaimState[]
  readonly trigger: ClaimTrigger
  readonly who: readonly ClaimPart[]
  readonly guard?: (moment: ClaimMoment) => Refusal | null
  readonly to: ClaimState
}

const notOwn = ({ isOwn }: ClaimMoment) => (isOwn ? new Refusal('hours.own') : null)
const fourEyes = (moment: ClaimMoment) =>
  notOwn(moment) ?? (moment.verifiedByMe ? new Refusal('hours.same_person') : null)
const inTime = ({ wasAppealed, daysRejected, appealDays }: ClaimMoment) =>
  wasAppealed
    ? new Refusal('hours.appealed')
    : daysRejected > appealDays
      ? new Refusal('hours.appeal_late')
      : null

/** Domain §4.2, TrainingRecord: one row per arrow. Whatever is not here is refused. */
export const CLAIM_TRANSITIONS: readonly Row[] = [
  { from: ['REGISTERED'], trigger: 'attend', who: ['source'], to: 'ATTENDED' },
  { from: ['REGISTERED', 'ATTENDED'], trigger: 'assess', who: ['source'], to: 'ASSESSED' },
  { from: ['REGISTERED', 'ATTENDED', 'ASSESSED'], trigger: 'claim', who: ['source'], to: 'CLAIMED' },
  { from: ['CLAIMED'], trigger: 'verify', who: ['school'], guard: notOwn, to: 'SCHOOL_VERIFIED' },
  { from: ['SCHOOL_VERIFIED'], trigger: 'confirm', who: ['county'], guard: fourEyes, to: 'COUNTY_CONFIRMED' },
  { from: ['COUNTY_CONFIRMED'], trigger: 'credit', who: ['system'], to: 'CREDITED' },
  { from: ['CLAIMED'], trigger: 'reject', who: ['school', 'county'], guard: notOwn, to: 'REJECTED' },
  { from: ['SCHOOL_VERIFIED'], trigger: 'reject', who: ['county'], guard: notOwn, to: 'REJECTED' },
  { from: ['REJECTED'], trigger: 'appeal', who: ['owner'], guard: inTime, to: 'APPEAL' },
  { from: ['APPEAL'], trigger: 'uphold', who: ['county'], guard: notOwn, to: 'COUNTY_CONFIRMED' },
  { from: ['APPEAL'], trigger: 'dismiss', who: ['county'], guard: notOwn, to: 'REJECTED' },
]

/** The state that `trigger` leads to, or why it leads nowhere. */
export function fireClaim(trigger: ClaimTrigger, moment: ClaimMoment): ClaimState | Refusal {
  const rows = CLAIM_TRANSITIONS.filter((row) => row.trigger === trigger)
  const row = rows.find(({ from }) => from.includes(moment.state))
  if (!(row ? [row] : rows).some(({ who }) => who.some((part) => moment.parts.has(part))))
    return new Refusal('auth.forbidden')
  if (!row) return new Refusal('hours.state')
  return row.guard?.(moment) ?? row.to
}

export const mayFireClaim = (trigger: ClaimTrigger, moment: ClaimMoment): boolean =>
  !(fireClaim(trigger, moment) instanceof Refusal)
