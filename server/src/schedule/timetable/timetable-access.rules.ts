import { reaches, reachesAnything, scopeIn, type Rights, type Scope } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'

/** What can be done to the timetable of a school. */
export const TIMETABLE_ACTIONS = ['read', 'edit'] as const
export type TimetableAction = (typeof TIMETABLE_ACTIONS)[number]

type RoleRights = Rights<TimetableAction>[keyof Rights<TimetableAction>]

const BUREAU: RoleRights = { read: 'county', edit: 'county' }

/** The whole table: a centre's coordinator for the own school and its points, a head for the own, the bureau for all. */
export const TIMETABLE_RIGHTS: Rights<TimetableAction> = {
  administrator: BUREAU,
  officer: BUREAU,
  inspector: { read: 'county' },
  researcher: { read: 'county' },
  trainer: {},
  head: { read: 'below', edit: 'own' },
  coordinator: { read: 'below', edit: 'below' },
  teacher: { read: 'own' },
}

export const timetableScope = (who: PersonPrincipal, action: TimetableAction): Scope =>
  scopeIn(TIMETABLE_RIGHTS, who, action)

export const mayDo = (who: PersonPrincipal, action: TimetableAction, orgPath: string): boolean =>
  reaches(timetableScope(who, action), orgPath)

export const readsAnything = (who: PersonPrincipal): boolean => reachesAnything(timetableScope(who, 'read'))

export const readsCounty = (who: PersonPrincipal): boolean => timetableScope(who, 'read').all

interface PlacedClass {
  readonly id: string
  readonly orgPath: string
}

/**
 * A class listens because its own school says so, or because an agreement in force between the two classes does: then the
 * school that lectures may put the lesson into the other's timetable.
 */
export const mayLetListen = (
  who: PersonPrincipal,
  leg: PlacedClass,
  isAgreed: (listeningClassId: string) => boolean,
): boolean => mayDo(who, 'edit', leg.orgPath) || isAgreed(leg.id)
