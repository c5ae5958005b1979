import type { PersonPrincipal } from '../../people/principal.ts'
import { mayInTraining } from '../training-access.rules.ts'
import type { StoredClaim } from './claim-store.ts'
import type { ClaimMoment, ClaimPart } from './claim-transitions.rules.ts'

const DAY_MS = 86_400_000

/** What somebody is to a claim, now. */
export function momentOf(
  who: PersonPrincipal,
  claim: StoredClaim,
  { now, appealDays }: { now: Date; appealDays: number },
): ClaimMoment {
  const parts = new Set<ClaimPart>()
  if (who.id === claim.personId) parts.add('owner')
  if (mayInTraining(who, 'verify', claim.orgPath)) parts.add('school')
  if (mayInTraining(who, 'confirm', claim.orgPath)) parts.add('county')
  return {
    state: claim.state,
    parts,
    isOwn: who.id === claim.personId,
    verifiedByMe: claim.verifiedBy === who.id,
    wasAppealed: claim.appealedAt !== null,
    daysRejected: claim.rejectedAt ? (now.getTime() - claim.rejectedAt.getTime()) / DAY_MS : 0,
    appealDays,
  }
}
