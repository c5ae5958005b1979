import type { PlanLayer } from '@tongke/contract'
import { reaches, scopeIn, type Rights, type Scope } from '../people/access.rules.ts'
import type { Principal } from '../people/principal.ts'

/** Reading calendar and bells is for everybody who is signed in, room devices too. */
export const SCHEDULE_ACTIONS = [
  'calendar.set',
  'bells.set',
  /** Plans of the school, drafts too; plans of the county are read by every person. */
  'plan.read',
  'plan.draft',
  'plan.approve',
] as const
export type ScheduleAction = (typeof SCHEDULE_ACTIONS)[number]

type RoleRights = Rights<ScheduleAction>[keyof Rights<ScheduleAction>]

const LEADER: RoleRights = { 'bells.set': 'below', 'plan.read': 'below', 'plan.draft': 'below' }
const BUREAU: RoleRights = {
  'calendar.set': 'county',
  'bells.set': 'county',
  'plan.read': 'county',
  'plan.draft': 'county',
  'plan.approve': 'county',
}

/** The whole table. What is not in it is refused. */
export const SCHEDULE_RIGHTS: Rights<ScheduleAction> = {
  administrator: BUREAU,
  officer: BUREAU,
  researcher: { 'plan.read': 'county' },
  inspector: { 'plan.read': 'county' },
  head: LEADER,
  coordinator: LEADER,
  trainer: {},
  teacher: { 'plan.read': 'own' },
}

/** Calendar and county plans hang on no school: only those who reach the whole county may touch them. */
const COUNTY = '/'

export const scheduleScope = (who: Principal, action: ScheduleAction): Scope =>
  scopeIn(SCHEDULE_RIGHTS, who, action)

/** @param orgPath path of the school it is about; null: the county */
export const mayDo = (who: Principal, action: ScheduleAction, orgPath: string | null = null): boolean =>
  reaches(scheduleScope(who, action), orgPath ?? COUNTY)

/** A plan of the county is for everybody to read once it is more than a draft. */
export const maySeePlan = (
  who: Principal,
  { orgPath, isDraft }: { orgPath: string | null; isDraft: boolean },
): boolean => {
  if (who.kind !== 'person') return false
  if (orgPath !== null || isDraft) return mayDo(who, 'plan.read', orgPath)
  return who.posts.length > 0
}

export const draftLayers = (who: Principal): PlanLayer[] => {
  const scope = scheduleScope(who, 'plan.draft')
  if (scope.all) return ['national', 'province', 'city', 'school']
  return scope.exact.length + scope.below.length > 0 ? ['school'] : []
}
