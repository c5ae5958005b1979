import type { Role } from '@tongke/contract'
import { PATHS } from '../../../config/paths.ts'

/** Who sees what devices and schools do, and so how they use the library. */
const OVERSEERS: readonly Role[] = ['administrator', 'officer', 'inspector', 'head', 'coordinator']
const MODERATORS: readonly Role[] = ['administrator', 'officer', 'researcher']
const BUREAU: readonly Role[] = ['administrator', 'officer']

/** Rooms of the library. `roles` absent: everybody. The server decides for itself who may read what. */
export const TABS = [
  { key: 'find', to: PATHS.library },
  { key: 'favourites', to: PATHS.favourites },
  { key: 'collections', to: PATHS.collections },
  { key: 'usage', to: PATHS.usage, roles: OVERSEERS },
  { key: 'comments', to: PATHS.comments, roles: MODERATORS },
  { key: 'withdrawn', to: PATHS.withdrawn, roles: BUREAU },
] as const satisfies readonly { key: string; to: string; roles?: readonly Role[] }[]

export type LibraryTab = (typeof TABS)[number]

export const tabsFor = (roles: readonly Role[]): readonly LibraryTab[] =>
  TABS.filter((tab) => !('roles' in tab) || tab.roles.some((role) => roles.includes(role)))
