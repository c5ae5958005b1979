import type { Licence, PublishScope, ResourceStanding } from '@tongke/contract'

/**
 * Licences whose descriptions anybody may have: what is given to all with the author's name, and what is a public address
 * anyway. What is for the county's schools or licensed by a third party says nothing about strangers, so it is not told.
 */
export const OPEN_LICENCES: readonly Licence[] = ['cc_by_nc_sa', 'link']

export interface Openness {
  readonly standing: ResourceStanding
  readonly scope: PublishScope
  readonly licence: Licence
  /** Children can be recognised: their guardians agreed to less than the whole world (domain §5.3 P2, P6). */
  readonly minorsVisible: boolean
}

/** May somebody without an account, a harvester, know of it? Only of what is named here. */
export const isOpen = ({ standing, scope, licence, minorsVisible }: Openness): boolean =>
  standing === 'ONLINE' && scope === 'county' && OPEN_LICENCES.includes(licence) && !minorsVisible
