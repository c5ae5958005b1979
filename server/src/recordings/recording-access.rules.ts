import type { RecordingScope, Role } from '@tongke/contract'
import { isScheduler, type LessonParties } from '../lessons/lesson-access.rules.ts'
import type { Principal } from '../people/principal.ts'
import { reaches, standingOf } from './scope.rules.ts'

export type RecordingAction = 'watch' | 'clip' | 'share' | 'hold' | 'remove' | 'readLog' | 'allowDownload'

/** What decides who may see a recording. */
export interface RecordingAudience {
  readonly scope: RecordingScope
  readonly parties: LessonParties
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
  const { parties, scope } = audience
  if (action === 'watch') return reaches(scope, standingOf(who, parties))
  const rule = OPEN_TO[action]
  return (
    (rule.lecturer && isLecturer(who, parties)) ||
    (rule.schedulers && isScheduler(who, parties)) ||
    has(who, rule.roles)
  )
}
