import type { RecordingScope, Role } from '@tongke/contract'
import { isScheduler, participantOf, type LessonParties } from '../lessons/lesson-access.rules.ts'
import type { Principal } from '../people/principal.ts'

export type RecordingAction = 'watch' | 'clip' | 'share' | 'hold' | 'remove' | 'readLog' | 'allowDownload'

/** What decides who may see a recording. */
export interface RecordingAudience {
  readonly scope: RecordingScope
  readonly parties: LessonParties
}

const orgsOf = ({ lectureOrg, legs }: LessonParties): Set<string> =>
  new Set([lectureOrg.id, ...legs.map(({ org }) => org.id)])

const belongsTo = (who: Principal, orgs: ReadonlySet<string>): boolean =>
  who.kind === 'device' ? orgs.has(who.orgId) : who.posts.some(({ orgId }) => orgs.has(orgId))

/** Whoever had a part in the lesson or is responsible for one of its schools; wider scopes add to them. */
function mayWatch(who: Principal, { scope, parties }: RecordingAudience): boolean {
  if (participantOf(who, parties) !== null || isScheduler(who, parties)) return true
  if (scope === 'county') return true
  return scope === 'school' && belongsTo(who, orgsOf(parties))
}

const has = (who: Principal, roles: readonly Role[]): boolean =>
  who.kind === 'person' && who.posts.some(({ role }) => roles.includes(role))

const isLecturer = (who: Principal, { lecturerId }: LessonParties): boolean =>
  who.kind === 'person' && who.id === lecturerId

interface Rule {
  readonly lecturer: boolean
  /** Coordinators of the schools in the lesson, officers and administrators. */
  readonly schedulers: boolean
  readonly roles: readonly Role[]
}

/** Deny by default: each action names whom it is open to. The lecturer alone makes something of the own lesson. */
const OPEN_TO: Record<Exclude<RecordingAction, 'watch'>, Rule> = {
  clip: { lecturer: true, schedulers: false, roles: [] },
  share: { lecturer: false, schedulers: true, roles: [] },
  hold: { lecturer: false, schedulers: false, roles: ['inspector', 'officer', 'administrator'] },
  remove: { lecturer: false, schedulers: false, roles: ['officer', 'administrator'] },
  readLog: { lecturer: true, schedulers: true, roles: ['inspector'] },
  allowDownload: { lecturer: false, schedulers: false, roles: ['officer', 'administrator'] },
}

export function mayDoWith(who: Principal, action: RecordingAction, audience: RecordingAudience): boolean {
  if (action === 'watch') return mayWatch(who, audience)
  const rule = OPEN_TO[action]
  const { parties } = audience
  return (
    (rule.lecturer && isLecturer(who, parties)) ||
    (rule.schedulers && isScheduler(who, parties)) ||
    has(who, rule.roles)
  )
}
