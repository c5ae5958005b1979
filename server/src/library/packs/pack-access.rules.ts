import { DOWNLOADABLE, type Licence, type PackFlaw } from '@tongke/contract'
import { reaches, scopeIn, type Rights, type Scope } from '../../people/access.rules.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import type { ResourceFacts } from '../resources/resource-access.rules.ts'

/** What can be done with packs by right of a post. Reading them follows from where one is, see `isForHomes`. */
export type PackAction = 'create' | 'manage'

/** The whole table. A teacher makes packs for the own school; head and coordinator also keep order in those below. */
export const PACK_RIGHTS: Rights<PackAction> = {
  teacher: { create: 'own' },
  trainer: { create: 'own' },
  researcher: { create: 'own' },
  head: { create: 'below', manage: 'below' },
  coordinator: { create: 'below', manage: 'below' },
  officer: { create: 'county', manage: 'county' },
  inspector: {},
  administrator: { manage: 'county' },
}

export interface PackPlace {
  readonly ownerId: string
  readonly orgId: string
  readonly orgPath: string
  readonly forBelow: boolean
}

export const packScope = (who: Principal, action: PackAction): Scope => scopeIn(PACK_RIGHTS, who, action)

export const mayCreatePack = (who: Principal, orgPath: string): boolean =>
  reaches(packScope(who, 'create'), orgPath)

/** Its owner as long as a post there lasts, and whoever keeps order there. */
export const mayChangePack = (who: PersonPrincipal, pack: PackPlace): boolean =>
  reaches(packScope(who, 'manage'), pack.orgPath) ||
  (who.id === pack.ownerId && mayCreatePack(who, pack.orgPath))

/** @param homes paths of the organizations where somebody serves, or where a classroom's PC stands */
export const isForHomes = (homes: readonly string[], { orgPath, forBelow }: PackPlace): boolean =>
  homes.some((home) => home === orgPath || (forBelow && home.startsWith(orgPath)))

export const mayReadPack = (who: Principal, homes: readonly string[], pack: PackPlace): boolean =>
  isForHomes(homes, pack) || (who.kind === 'person' && mayChangePack(who, pack))

/** What may be given away in a pack. Who built it plays no part: everybody it is for takes it home. */
export function flawOf(
  resource: Pick<ResourceFacts, 'standing' | 'scope' | 'orgId'>,
  licence: Licence,
  pack: Pick<PackPlace, 'orgId' | 'forBelow'>,
): PackFlaw | null {
  if (resource.standing !== 'ONLINE') return 'offline'
  if (!DOWNLOADABLE.includes(licence)) return 'licence'
  const staysAtHome = resource.scope === 'school' || licence === 'school'
  return staysAtHome && (pack.forBelow || resource.orgId !== pack.orgId) ? 'scope' : null
}
