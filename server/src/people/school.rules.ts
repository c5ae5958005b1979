import { STAGES_OF_TYPE, Stage, type OrgKind, type OrganizationInput } from '@tongke/contract'

/** The stages that were given, each once and in order; else what a school of this type usually teaches. */
export function stagesOf({ stages, schoolType }: Pick<OrganizationInput, 'stages' | 'schoolType'>): Stage[] {
  const taught = stages ?? (schoolType ? STAGES_OF_TYPE[schoolType] : [])
  return Stage.options.filter((stage) => taught.includes(stage))
}

/** 城乡类型 that count as rural in indicators: 乡中心区, 村庄 (domain §3.3). */
export const RURAL: readonly string[] = ['210', '220']

interface Mergeable {
  readonly id: string
  readonly kind: OrgKind
  readonly closedOn: string | null
}

/** May one be merged into the other on this day? Schools only, and into one that goes on after it. */
export const mayMerge = (closing: Mergeable, successor: Mergeable, on: string): boolean =>
  closing.id !== successor.id &&
  closing.kind !== 'bureau' &&
  successor.kind !== 'bureau' &&
  (successor.closedOn === null || successor.closedOn > on)
