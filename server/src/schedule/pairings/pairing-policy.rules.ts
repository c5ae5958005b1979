import type { OrganizationInput } from '@tongke/contract'

type UrbanRural = NonNullable<OrganizationInput['urbanRural']>

/**
 * Which 城乡类型 count as rural (1) when coverage is counted: dated rows of `policy_rule` under `pairing.<key>` override
 * these defaults (domain §3.3: 乡中心区 and 村庄; whether the town areas count the bureau says).
 */
export const PAIRING_POLICY_DEFAULTS = {
  rural111: 0,
  rural112: 0,
  rural121: 0,
  rural122: 0,
  rural123: 0,
  rural210: 1,
  rural220: 1,
} as const satisfies Record<`rural${UrbanRural}`, number>

export type PairingPolicyKey = keyof typeof PAIRING_POLICY_DEFAULTS
export type PairingPolicy = { readonly [K in PairingPolicyKey]: number }

export const isRuralCode = (code: UrbanRural | null, policy: PairingPolicy): boolean =>
  code !== null && policy[`rural${code}`] > 0
