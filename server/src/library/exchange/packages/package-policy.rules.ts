/** Numbers packages are judged by: dated rows of `policy_rule` under `package.<key>` override these. */
export const PACKAGE_POLICY_DEFAULTS = {
  /** Files of one package. */
  mostFiles: 5_000,
  /** Items that become resources. */
  mostItems: 500,
  /** All that it unpacks to, MiB. */
  mostMegabytes: 8_192,
} as const

export type PackagePolicy = { readonly [K in keyof typeof PACKAGE_POLICY_DEFAULTS]: number }
