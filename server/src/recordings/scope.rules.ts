import type { RecordingScope } from '@tongke/contract'
import { isScheduler, participantOf, type LessonParties } from '../lessons/lesson-access.rules.ts'
import type { Principal } from '../people/principal.ts'

/** How near somebody stands to a lesson; each scope reaches as far as its own name. */
export type Standing = RecordingScope

/** A post or a device at a school of the lesson, a post at one above it too: a centre school is responsible for its points. */
function isOfItsSchools(viewer: Principal, { lectureOrg, legs }: LessonParties): boolean {
  const orgs = [lectureOrg, ...legs.map((leg) => leg.org)]
  if (viewer.kind === 'device') return orgs.some((org) => org.id === viewer.orgId)
  return viewer.posts.some((post) => orgs.some((org) => org.path.startsWith(post.orgPath)))
}

/** Null: serves nowhere in the county (any more). */
export function standingOf(viewer: Principal, parties: LessonParties): Standing | null {
  if (participantOf(viewer, parties) !== null || isScheduler(viewer, parties)) return 'pair'
  if (isOfItsSchools(viewer, parties)) return 'school'
  return viewer.kind === 'device' || viewer.posts.length > 0 ? 'county' : null
}

const REACH: readonly Standing[] = ['pair', 'school', 'county']

/** Whether a lesson of this scope, live or recorded, is for somebody who stands there. */
export const reaches = (scope: RecordingScope, standing: Standing | null): boolean =>
  standing !== null && REACH.indexOf(standing) <= REACH.indexOf(scope)
