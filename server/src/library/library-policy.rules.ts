/**
 * Numbers the library runs by. They are data: dated rows of `policy_rule` under `library.<key>` override these defaults,
 * which are the seed of the table.
 */
export const LIBRARY_POLICY_DEFAULTS = {
  /** First grade that may have written homework (domain §1 row 10: none in grades 1 and 2). */
  writtenHomeworkFromGrade: 3,
  /** A take-down without a reason is late after this (domain §3.6). */
  explainHours: 24,
} as const

export type LibraryPolicyKey = keyof typeof LIBRARY_POLICY_DEFAULTS
export type LibraryPolicy = { readonly [K in LibraryPolicyKey]: number }
