import type { Role } from '@tongke/contract'

/** Numbers uploads run by: dated rows of `policy_rule` under `upload.<key>` override these. */
export const UPLOAD_POLICY_DEFAULTS = {
  /** Largest file a role may send, MiB. A 45-minute recording at 8 Mbit/s is 2.6 GiB. */
  teacherMegabytes: 4096,
  headMegabytes: 4096,
  coordinatorMegabytes: 8192,
  researcherMegabytes: 8192,
  trainerMegabytes: 8192,
  inspectorMegabytes: 1024,
  officerMegabytes: 8192,
  administratorMegabytes: 16_384,
  /** Unfinished uploads of one person. */
  openPerPerson: 30,
  /** An unfinished upload is forgotten so long after its last byte. */
  expireHours: 72,
  /** A finished one that no resource uses. */
  keepFinishedDays: 7,
  /** Room on the disk that uploads leave to the database and the logs. */
  reserveMegabytes: 1024,
} as const

export type UploadPolicy = { readonly [K in keyof typeof UPLOAD_POLICY_DEFAULTS]: number }

export const MEGABYTE = 1024 * 1024

/** Bytes of the largest file that somebody with these roles may send; 0 without any post. */
export const largestFile = (roles: readonly Role[], policy: UploadPolicy): number =>
  Math.max(0, ...roles.map((role) => policy[`${role}Megabytes`])) * MEGABYTE
