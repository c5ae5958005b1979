import type { TimetableRule } from '@tongke/contract'

/** Domain §4.5. */
export type Rule = TimetableRule

const HARD: ReadonlySet<Rule> = new Set(['V1', 'V5', 'V6', 'V9', 'V16'])

/** What breaks a hard rule is not saved, a soft one needs a reason, a hint nothing. */
export type Severity = 'hard' | 'soft' | 'hint'

/** A slot as people speak of it. */
export interface SlotLabel {
  readonly id: string
  readonly classId: string
  readonly className: string
  readonly orgName: string
  readonly subject: string
  readonly weekday: number
  readonly period: number
}

export interface Finding {
  readonly rule: Rule
  readonly severity: Severity
  /** What about the rule is broken; with the rule it names the sentence that people read. */
  readonly code: string
  /** The school and class it is about; null for both where it is about the county. */
  readonly orgId: string | null
  readonly classId: string | null
  /** Person, class, room or school that it is about, by name. */
  readonly who: string
  readonly slots: readonly SlotLabel[]
  /** In which weeks; empty where weeks do not matter. */
  readonly weeks: readonly number[]
  readonly subject: string | null
  readonly numbers: Readonly<Record<string, number>>
  /** The reason that was given for breaking a soft rule. */
  readonly reason: string | null
}

export const severityOf = (rule: Rule): Severity => (HARD.has(rule) ? 'hard' : 'soft')

/** Bells that are too early were so before another slot came under them. */
const WITHOUT_SLOTS: readonly Rule[] = ['V13']

/** Two findings with the same key are the same trouble, before a change and after it. */
export const keyOf = ({ rule, code, classId, who, subject, slots }: Finding): string => {
  const ids = WITHOUT_SLOTS.includes(rule) ? [] : slots.map(({ id }) => id).toSorted()
  return [rule, code, classId ?? '', who, subject ?? '', ...ids].join('|')
}
