import { scopeIn, type Rights, type Scope } from '../people/access.rules.ts'
import type { Principal } from '../people/principal.ts'

/** What can be done with the numbers of an organization. */
export const REPORT_ACTIONS = ['read', 'publish', 'object', 'declare'] as const
export type ReportAction = (typeof REPORT_ACTIONS)[number]

type RoleRights = Rights<ReportAction>[keyof Rights<ReportAction>]

const READS: RoleRights = { read: 'county' }
const BUREAU: RoleRights = { read: 'county', publish: 'county', declare: 'county' }
const SCHOOL: RoleRights = { read: 'below', object: 'below', declare: 'below' }

/** The whole table. Teachers, trainers and rooms have no right to the numbers of schools. */
export const REPORT_RIGHTS: Rights<ReportAction> = {
  teacher: {},
  trainer: {},
  head: SCHOOL,
  coordinator: SCHOOL,
  researcher: READS,
  inspector: READS,
  officer: BUREAU,
  administrator: BUREAU,
}

export const reportScope = (viewer: Principal, action: ReportAction): Scope =>
  scopeIn(REPORT_RIGHTS, viewer, action)
