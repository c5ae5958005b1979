import { DOWNLOADABLE, Refusal, type Licence, type ResourceDetail, type ReviewRecord } from '@tongke/contract'
import type { Principal } from '../../people/principal.ts'
import { fireStanding, type StandingTrigger } from '../review/standing-transitions.rules.ts'
import { fireVersion, type VersionMoment, type VersionTrigger } from '../review/version-transitions.rules.ts'
import { partsOf, seesAsInsider, type ActorPart, type VersionFacts } from './resource-access.rules.ts'
import type { StoredResource } from './resource-store.ts'

export interface Situation {
  readonly resource: StoredResource
  /** The version that is worked on or reviewed. */
  readonly open: (VersionFacts & Pick<VersionMoment, 'scope'>) | null
  /** The viewer has decided on it already in this round. */
  readonly decided: boolean
  readonly licenceExpired: boolean
  readonly downloadable: boolean
}

/** What the pages offer: the same tables that decide when it is done. Whether a draft is complete shows at its submission. */
export function rightsOf(viewer: Principal, situation: Situation): ResourceDetail['can'] {
  const { resource, open, decided } = situation
  const parts = viewer.kind === 'person' ? partsOf(viewer, resource) : new Set<ActorPart>()
  const version = (trigger: VersionTrigger): boolean =>
    open !== null &&
    allowed(fireVersion(trigger, { ...resource, ...open, parts, cityDecisions: [], unready: null }))
  const standing = (trigger: StandingTrigger): boolean =>
    allowed(fireStanding(trigger, { ...resource, parts, licenceExpired: situation.licenceExpired }))
  const begins = open === null && parts.has('author') && resource.standing !== 'ARCHIVED'
  return {
    edit: begins || version('edit'),
    submit: version('pledge'),
    withdraw: version('withdraw'),
    review: !decided && version('pass'),
    takeDown: standing('take_down'),
    explain: standing('explain'),
    takeOffline: standing('offline'),
    restore: standing('restore'),
    archive: standing('archive'),
    download: viewer.kind === 'person' && situation.downloadable,
  }
}

const allowed = (fired: unknown): boolean => !(fired instanceof Refusal)

/** Whoever judges a version must see its originals; everybody else takes away what its licence lets go. */
export const mayDownload = (
  viewer: Principal,
  resource: StoredResource,
  version: VersionFacts,
  licence: Licence,
): boolean =>
  viewer.kind === 'person' && (DOWNLOADABLE.includes(licence) || seesAsInsider(viewer, resource, version))

export type AuthoredReview = ReviewRecord & { readonly reviewerId: string; readonly pending: boolean }

/** City reviewers judge independently: until the city has decided, everybody reads only their own. */
export const readableReviews = (viewer: Principal, reviews: readonly AuthoredReview[]): ReviewRecord[] =>
  reviews.flatMap(({ pending, reviewerId, ...review }) =>
    !pending || reviewerId === viewer.id ? review : [],
  )
