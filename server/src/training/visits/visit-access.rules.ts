import { reaches, reachesAnything, scopeIn, type Rights, type Scope } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'

export const VISIT_ACTIONS = [
  /** Visit schools. Teachers and leaders of schools do it as mentors, see `mayVisit`. */
  'visit',
  /** See visits to the organization. */
  'read',
  /** Say what the school did about the advice. */
  'answer',
] as const
export type VisitAction = (typeof VISIT_ACTIONS)[number]

const SCHOOL = { read: 'below', answer: 'own' } as const

/** The whole table (domain §1 rows 14, 15). A visitor's own visits are the visitor's; devices have no row. */
export const VISIT_RIGHTS: Rights<VisitAction> = {
  teacher: {},
  trainer: { visit: 'county' },
  researcher: { visit: 'county', read: 'county' },
  head: SCHOOL,
  coordinator: SCHOOL,
  officer: { visit: 'county', read: 'county' },
  inspector: { visit: 'county', read: 'county' },
  administrator: { read: 'county' },
}

export const visitScope = (viewer: PersonPrincipal, action: VisitAction): Scope =>
  scopeIn(VISIT_RIGHTS, viewer, action)

/** The bureau's people, and teachers who are mentors: backbone teachers (骨干) of the county and above. */
export const mayVisit = (viewer: PersonPrincipal, isMentor: boolean): boolean =>
  isMentor || reachesAnything(visitScope(viewer, 'visit'))

export interface VisitFacts {
  readonly visitorId: string
  readonly orgPath: string
}

export const isVisitor = (viewer: PersonPrincipal, visit: VisitFacts): boolean =>
  viewer.id === visit.visitorId

export const maySee = (viewer: PersonPrincipal, visit: VisitFacts): boolean =>
  isVisitor(viewer, visit) || reaches(visitScope(viewer, 'read'), visit.orgPath)

/** Nobody answers one's own advice. */
export const mayAnswer = (viewer: PersonPrincipal, visit: VisitFacts): boolean =>
  !isVisitor(viewer, visit) && reaches(visitScope(viewer, 'answer'), visit.orgPath)
