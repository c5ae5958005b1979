import type { RecordingScope } from '@tongke/contract'
import type { LessonParties } from '../../lessons/lesson-access.rules.ts'
import type { Principal } from '../../people/principal.ts'
import { reaches, standingOf } from '../scope.rules.ts'

/** Whoever is of the lesson's schools sees the classes too; somebody else of the county sees the lecturer alone. */
export type Watcher = 'insider' | 'outsider'

/** Who may watch a lesson that is being given, by the scope that was agreed for it; null for everybody else. */
export function watcherOf(viewer: Principal, parties: LessonParties, scope: RecordingScope): Watcher | null {
  const standing = standingOf(viewer, parties)
  if (!reaches(scope, standing)) return null
  return standing === 'county' ? 'outsider' : 'insider'
}

/** Children of other schools are nobody's to watch (domain §5.3 P6). */
export const isShownTo = (watcher: Watcher, identity: string): boolean =>
  watcher === 'insider' || identity === 'lecturer'
