import { reaches, scopeIn, type Rights, type Scope } from '../../people/access.rules.ts'
import type { Principal } from '../../people/principal.ts'

/** What can be done about rooms: look at them and their repairs, tell a repair, see to repairs. */
export const ROOM_ACTIONS = ['read', 'tell', 'manage'] as const
export type RoomAction = (typeof ROOM_ACTIONS)[number]

const KEEPER = { read: 'below', tell: 'below', manage: 'below' } as const

/**
 * The whole table (domain §4.2: a centre school has its own rooms and those of its points). A room acts for itself by its
 * device and has no row.
 */
export const ROOM_RIGHTS: Rights<RoomAction> = {
  administrator: { read: 'county', tell: 'county', manage: 'county' },
  officer: { read: 'county', tell: 'county', manage: 'county' },
  inspector: { read: 'county' },
  researcher: {},
  trainer: {},
  head: KEEPER,
  coordinator: KEEPER,
  teacher: { read: 'own', tell: 'own' },
}

export const roomScope = (viewer: Principal, action: RoomAction): Scope =>
  scopeIn(ROOM_RIGHTS, viewer, action)

export const mayDo = (viewer: Principal, action: RoomAction, orgPath: string): boolean =>
  reaches(roomScope(viewer, action), orgPath)
