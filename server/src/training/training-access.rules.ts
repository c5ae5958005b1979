import { reaches, scopeIn, type Rights, type Scope } from '../people/access.rules.ts'
import type { PersonPrincipal, Principal } from '../people/principal.ts'

/** What a post gives a right to, always about the hours of people of one organization. One's own file is everybody's. */
export const TRAINING_ACTIONS = [
  /** Files and claims of others. */
  'read',
  /** Verify for the school. */
  'verify',
  /** Confirm for the county, decide appeals, correct the ledger. */
  'confirm',
  /** Issue and revoke certificates. */
  'certify',
  'overview',
  'remind',
] as const
export type TrainingAction = (typeof TRAINING_ACTIONS)[number]

type RoleRights = Rights<TrainingAction>[keyof Rights<TrainingAction>]
const LEADER: RoleRights = { read: 'below', verify: 'below', overview: 'below', remind: 'below' }

/** The whole table. A school without a leader of its own is verified by its centre or by the bureau. */
export const TRAINING_RIGHTS: Rights<TrainingAction> = {
  teacher: {},
  trainer: {},
  head: LEADER,
  coordinator: LEADER,
  researcher: { overview: 'county' },
  officer: {
    read: 'county',
    verify: 'county',
    confirm: 'county',
    certify: 'county',
    overview: 'county',
    remind: 'county',
  },
  inspector: { read: 'county', overview: 'county' },
  administrator: { read: 'county', overview: 'county' },
}

export const trainingScope = (viewer: Principal, action: TrainingAction): Scope =>
  scopeIn(TRAINING_RIGHTS, viewer, action)

export const mayInTraining = (viewer: Principal, action: TrainingAction, orgPath: string): boolean =>
  reaches(trainingScope(viewer, action), orgPath)

/** One's own file, or that of somebody who serves where the viewer may read. */
export const maySeeFile = (
  viewer: PersonPrincipal,
  person: { readonly id: string; readonly orgPaths: readonly string[] },
): boolean => viewer.id === person.id || person.orgPaths.some((path) => mayInTraining(viewer, 'read', path))
