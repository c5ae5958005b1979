import type { RecordingScope } from '@tongke/contract'
import { isScheduler, participantOf, type LessonParties } from '../../lessons/lesson-access.rules.ts'
import type { Principal } from '../../people/principal.ts'

/** Whoever is of the lesson's schools sees the classes too; somebody else of the county sees the lecturer alone. */
export type Watcher = 'insider' | 'outsider'

/** Serves at a school of the lesson, or at one above it. */
function isOfItsSchools(viewer: Principal, { lectureOrg, legs }: LessonParties): boolean {
  const orgs = [lectureOrg, ...legs.map((leg) => leg.org)]
  if (viewer.kind === 'device') return orgs.some((org) => org.id === viewer.orgId)
  return viewer.posts.some((post) => orgs.some((org) => org.path.startsWith(post.orgPath)))
}

const isOfTheCounty = (viewer: Principal): boolean => viewer.kind === 'device' || viewer.posts.length > 0

/** Who may watch a lesson that is being given, by the scope that was agreed for it; null for everybody else. */
export function watcherOf(viewer: Principal, parties: LessonParties, scope: RecordingScope): Watcher | null {
  if (participantOf(viewer, parties) !== null || isScheduler(viewer, parties)) return 'insider'
  if (scope !== 'pair' && isOfItsSchools(viewer, parties)) return 'insider'
  return scope === 'county' && isOfTheCounty(viewer) ? 'outsider' : null
}

/** Children of other schools are nobody's to watch (domain §5.3 P6). */
export const isShownTo = (watcher: Watcher, identity: string): boolean =>
  watcher === 'insider' || identity === 'lecturer'
