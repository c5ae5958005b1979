import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type PublishScope,
  type ResourceMetadata,
  type ReviewLevel,
  type ReviewVerdict,
  type VersionState,
  type reviewResource,
  type submitResource,
  type withdrawResource,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { newId } from '../../platform/id.ts'
import { LibraryPolicies } from '../library-policies.ts'
import { checkMetadata, unreadiness } from '../resources/metadata.rules.ts'
import { isAuthor } from '../resources/resource-access.rules.ts'
import { ResourceChange, type ResourceUnit } from '../resources/resource-change.ts'
import { ResourceRow, ReviewRecordRow } from '../resources/resource.entity.ts'
import { ResourceStore, roundOf, type StoredReview } from '../resources/resource-store.ts'
import { fireStanding } from './standing-transitions.rules.ts'
import { fireVersion, type VersionMoment, type VersionTrigger } from './version-transitions.rules.ts'

type Submission = EndpointRequest<typeof submitResource>['body']
type Seen = EndpointRequest<typeof withdrawResource>['body']
type Decision = EndpointRequest<typeof reviewResource>['body']

const LEVEL_OF_STATE: Partial<Record<VersionState, ReviewLevel>> = {
  SCHOOL_REVIEW: 'SCHOOL',
  CITY_REVIEW: 'CITY',
}

/** The way of a version from its author to the library. */
@Injectable()
export class ReviewDesk {
  constructor(
    private readonly store: ResourceStore,
    private readonly change: ResourceChange,
    private readonly policies: LibraryPolicies,
    private readonly clock: Clock,
  ) {}

  /** The author's own review with the pledge, and on to whoever reviews first. */
  async submit(who: PersonPrincipal, id: string, submission: Submission): Promise<void> {
    const policy = await this.policies.today()
    // Read before any row is locked; a version that has others by then is not the one that was looked at.
    const nodeIds = await this.store.nodeIds(submission.versionId)
    const nodes = await this.store.nodes(nodeIds, this.clock.today())
    await this.change.by(who, id, async (unit) => {
      const { scope, verdict } = submission
      const moment = { ...momentOf(unit), scope }
      step('pledge', moment)
      unit.requireSeen(submission)
      const metadata = { ...unit.current.metadata, nodeIds }
      // Rules and the curriculum tree may have changed since it was saved.
      checkMetadata(unit.resource.type, metadata, nodes, policy)
      const unready = await this.unreadiness(unit, metadata, scope)
      const pledged = step('pledge', { ...moment, unready })
      const state = step('send', { ...moment, state: pledged })
      const round = roundOf(await this.store.reviews(unit.current.id, unit.tx)) + 1
      await this.record(unit, who, 'SELF', round, verdict)
      await unit.updateVersion(unit.current, { state, scope, submittedAt: unit.now })
      await unit.note('resource.submitted', { version: unit.current.number, scope, pledge: true, to: state })
    })
  }

  async withdraw(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    await this.change.by(who, id, async (unit) => {
      const state = step('withdraw', momentOf(unit))
      unit.requireSeen(seen)
      await unit.updateVersion(unit.current, { state })
      await unit.note('resource.withdrawn', { version: unit.current.number })
    })
  }

  async review(who: PersonPrincipal, id: string, decision: Decision): Promise<void> {
    await this.change.by(who, id, async (unit) => {
      const { current, resource } = unit
      const { verdict } = decision
      if (isAuthor(who, resource)) throw new Refusal('review.own')
      const reviews = await this.store.reviews(current.id, unit.tx)
      const round = roundOf(reviews)
      const inRound = reviews.filter((one) => one.round === round)
      const cityDecisions = [...cityOf(inRound), verdict.decision]
      const trigger = verdict.decision === 'PASS' ? 'pass' : 'reject'
      const state = step(trigger, { ...momentOf(unit), cityDecisions })
      const level = LEVEL_OF_STATE[current.state]
      if (!level) throw new Refusal('resource.state')
      unit.requireSeen(decision)
      // Whoever vouched for the school is not independent of it at the city's desk.
      if (inRound.some((one) => one.reviewerId === who.id)) throw new Refusal('review.twice')
      await this.record(unit, who, level, round, verdict)
      await this.note(unit, level, verdict, state)
      // A single opinion among several changes nothing that the next reviewer looks at.
      if (state === current.state) return
      await unit.updateVersion(current, { state })
      if (state === 'PUBLISHED' || state === 'SCHOOL_PUBLISHED') await this.publish(unit)
    })
  }

  /** The version takes the place of the one before; whoever reads that one meanwhile keeps its files. */
  private async publish(unit: ResourceUnit): Promise<void> {
    const { current, published, resource, tx, now } = unit
    const parts = new Set(['system'] as const)
    if (published)
      await unit.updateVersion(published, {
        state: step('supersede', { ...momentOf(unit), parts, state: published.state }),
      })
    const after = fireStanding('publish', { ...resource, parts, licenceExpired: false })
    if (after instanceof Refusal) throw after
    const back = after.standing === 'ONLINE' ? { reason: null, withdrawnAt: null } : {}
    await tx.update(ResourceRow, resource.id, {
      ...back,
      ...after,
      scope: current.scope,
      publishedVersionId: current.id,
      publishedAt: now,
    })
    await unit.note('resource.published', {
      version: current.number,
      scope: current.scope,
      standing: after.standing,
    })
  }

  private async unreadiness(
    { current, resource, tx }: ResourceUnit,
    metadata: ResourceMetadata,
    scope: PublishScope,
  ): Promise<Refusal | null> {
    const files = (await this.store.files(current.id, tx)).map(({ role, processing }) => ({
      role,
      ready: processing === null || processing === 'READY',
    }))
    const isBureau = resource.orgKind === 'bureau'
    return unreadiness(resource.type, metadata, files, scope, isBureau, this.clock.today())
  }

  private async record(
    { tx, current, now }: ResourceUnit,
    who: PersonPrincipal,
    level: ReviewLevel,
    round: number,
    { aspects, decision, comment }: ReviewVerdict,
  ): Promise<void> {
    const id = newId()
    const record = { id, versionId: current.id, level, reviewerId: who.id, at: now, decision, comment, round }
    await tx.insert(ReviewRecordRow, { ...record, aspects: aspects as never })
  }

  private note(
    unit: ResourceUnit,
    level: ReviewLevel,
    verdict: ReviewVerdict,
    to: VersionState,
  ): Promise<void> {
    const { decision, comment, aspects } = verdict
    const failed = Object.entries(aspects).flatMap(([aspect, holds]) => (holds ? [] : aspect))
    const detail = { version: unit.current.number, level, decision, failed, comment, to }
    return unit.note('resource.reviewed', detail)
  }
}

/** @throws the refusal of the transition */
function step(trigger: VersionTrigger, moment: VersionMoment): VersionState {
  const state = fireVersion(trigger, moment)
  if (state instanceof Refusal) throw state
  return state
}

const cityOf = (reviews: readonly StoredReview[]) =>
  reviews.filter(({ level }) => level === 'CITY').map(({ decision }) => decision)

const momentOf = ({ resource, current, parts }: ResourceUnit): VersionMoment => ({
  ...resource,
  parts,
  state: current.state,
  scope: current.scope,
  cityDecisions: [],
  unready: null,
})
