import type { OrgKind } from '@tongke/contract'
import { reaches, reachesAnything, scopeIn, type Rights, type Scope } from '../../people/access.rules.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'

/** What can be done with an agreement by right of a post at, above or over one of its two schools. */
export const PAIRING_ACTIONS = [
  'read',
  /** Begin, change and lay before the heads what concerns the school. */
  'draft',
  'sign',
  /** Put in force, freeze, end. */
  'govern',
] as const
export type PairingAction = (typeof PAIRING_ACTIONS)[number]

/** The whole table (domain §4.1, §4.2): the schools agree and sign, the bureau puts in force. */
export const PAIRING_RIGHTS: Rights<PairingAction> = {
  teacher: { read: 'own' },
  coordinator: { read: 'below', draft: 'below' },
  head: { read: 'below', draft: 'below', sign: 'below' },
  officer: { read: 'county', draft: 'county', govern: 'county' },
  administrator: { read: 'county', draft: 'county', govern: 'county' },
  researcher: { read: 'county' },
  inspector: { read: 'county' },
  trainer: {},
}

/** The two schools of an agreement by their paths; a host outside the county has none. */
export interface PairingSchools {
  readonly hostPath: string | null
  readonly ruralPath: string
}

export const pairingScope = (who: Principal, action: PairingAction): Scope =>
  scopeIn(PAIRING_RIGHTS, who, action)

const at = (who: Principal, action: PairingAction, path: string | null): boolean =>
  path !== null && reaches(pairingScope(who, action), path)

const atEither = (who: Principal, action: PairingAction, { hostPath, ruralPath }: PairingSchools): boolean =>
  at(who, action, hostPath) || at(who, action, ruralPath)

export const maySee = (who: Principal, schools: PairingSchools): boolean => atEither(who, 'read', schools)

export const mayDraft = (who: Principal, schools: PairingSchools): boolean => atEither(who, 'draft', schools)

export const mayCreateAny = (who: Principal): boolean => reachesAnything(pairingScope(who, 'draft'))

/** A school in town, or the centre of a township, is strong enough to help; whom it may help is outside the town. */
const HOSTS: readonly OrgKind[] = ['urban', 'centre']
const HELPED: readonly OrgKind[] = ['centre', 'village', 'point']

export const schoolsFit = (host: OrgKind | null, rural: OrgKind): boolean =>
  (host === null || HOSTS.includes(host)) && HELPED.includes(rural)

export type PairingPart = 'drafter' | 'host_head' | 'rural_head' | 'bureau' | 'system'

/**
 * The parts somebody has in an agreement. The bureau signs for nobody but a school outside, whose paper it enters: so the
 * two signatures of a county's pair are always those of its schools.
 */
export function partsOf(who: PersonPrincipal, schools: PairingSchools): ReadonlySet<PairingPart> {
  const parts = new Set<PairingPart>()
  const governs = at(who, 'govern', schools.ruralPath)
  if (mayDraft(who, schools)) parts.add('drafter')
  if (schools.hostPath === null ? governs : at(who, 'sign', schools.hostPath)) parts.add('host_head')
  if (at(who, 'sign', schools.ruralPath)) parts.add('rural_head')
  if (governs) parts.add('bureau')
  return parts
}
